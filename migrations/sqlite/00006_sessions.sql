-- +goose Up
-- Officials' sessions; only the hash of the token is kept.
CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    data       BLOB NOT NULL,
    created_at DATETIME NOT NULL,
    seen_at    DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX IF NOT EXISTS sessions_account ON sessions (account_id);
CREATE INDEX IF NOT EXISTS sessions_expires ON sessions (expires_at);
