-- +goose Up
-- Who looked at a petition, when and what for; shown to the petitioner.
CREATE TABLE IF NOT EXISTS petition_reads (
    id          TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    at          DATETIME NOT NULL,
    account_id  TEXT NOT NULL,
    role        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    what        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    until_at    DATETIME NULL,
    PRIMARY KEY (id),
    CONSTRAINT petition_reads_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS petition_reads_petition ON petition_reads (petition_id, at, id);
CREATE INDEX IF NOT EXISTS petition_reads_account ON petition_reads (account_id, at);
