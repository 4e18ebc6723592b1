-- +goose Up
-- Units that help the responsible one with a petition (row 18); they see it and do not answer it.
CREATE TABLE IF NOT EXISTS co_handlers (
    petition_id INTEGER NOT NULL,
    unit        TEXT NOT NULL,
    PRIMARY KEY (petition_id, unit),
    CONSTRAINT co_handlers_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS co_handlers_unit ON co_handlers (unit, petition_id);
