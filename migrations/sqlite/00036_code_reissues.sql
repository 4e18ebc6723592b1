-- +goose Up
-- When a petition was given a new query code, for its petitioner to see.
CREATE TABLE IF NOT EXISTS code_reissues (
    id          TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    at          DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT code_reissues_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS code_reissues_petition ON code_reissues (petition_id, at);
