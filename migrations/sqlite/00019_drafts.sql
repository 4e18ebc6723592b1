-- +goose Up
-- Unfinished filings, sealed under a secret that only the petitioner holds.
CREATE TABLE IF NOT EXISTS drafts (
    id         TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    updated_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS drafts_updated ON drafts (updated_at);
