-- +goose Up
-- Under which numbers other bodies keep a petition, so that nobody types it twice.
CREATE TABLE IF NOT EXISTS external_references (
    source      TEXT NOT NULL,
    reference   TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    due_on      TEXT NULL,
    created_at  DATETIME NOT NULL,
    PRIMARY KEY (source, reference),
    CONSTRAINT external_references_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS external_references_petition ON external_references (petition_id);
CREATE INDEX IF NOT EXISTS external_references_reference ON external_references (reference);
