-- +goose Up
-- A petitioner's open case; only the hash of the cookie is kept.
CREATE TABLE IF NOT EXISTS case_sessions (
    token_hash  TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    created_at  DATETIME NOT NULL,
    seen_at     DATETIME NOT NULL,
    PRIMARY KEY (token_hash),
    CONSTRAINT case_sessions_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS case_sessions_seen ON case_sessions (seen_at);
CREATE INDEX IF NOT EXISTS case_sessions_petition ON case_sessions (petition_id);
