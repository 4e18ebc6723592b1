-- +goose Up
-- Answers given to filings, so that a repeated request files nothing twice.
CREATE TABLE IF NOT EXISTS idempotency (
    key_hash   TEXT NOT NULL,
    body_hash  TEXT NOT NULL,
    number     TEXT NOT NULL,
    answer     BLOB NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (key_hash)
);
CREATE INDEX IF NOT EXISTS idempotency_created ON idempotency (created_at);
