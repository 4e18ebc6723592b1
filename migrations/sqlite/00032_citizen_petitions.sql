-- +goose Up
-- Which petitions a citizen put under an account; for the citizen's own session alone, never for officials.
CREATE TABLE IF NOT EXISTS citizen_petitions (
    citizen_id  TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    how         TEXT NOT NULL,
    added_at    DATETIME NOT NULL,
    PRIMARY KEY (citizen_id, petition_id),
    CONSTRAINT citizen_petitions_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS citizen_petitions_petition ON citizen_petitions (petition_id);
