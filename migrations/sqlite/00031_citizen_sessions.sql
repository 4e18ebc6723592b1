-- +goose Up
-- Citizens' sessions; only the hash of the cookie is kept.
CREATE TABLE IF NOT EXISTS citizen_sessions (
    token_hash TEXT NOT NULL,
    citizen_id TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    seen_at    DATETIME NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX IF NOT EXISTS citizen_sessions_citizen ON citizen_sessions (citizen_id);
CREATE INDEX IF NOT EXISTS citizen_sessions_seen ON citizen_sessions (seen_at);
