-- +goose Up
-- Petitions that belong together: merged into, or split from, the other one.
CREATE TABLE IF NOT EXISTS petition_links (
    petition_id INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    other_id    INTEGER NOT NULL,
    PRIMARY KEY (petition_id, kind, other_id),
    CONSTRAINT petition_links_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id),
    CONSTRAINT petition_links_other_id_fk FOREIGN KEY (other_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS petition_links_other ON petition_links (other_id, kind, petition_id);
