-- +goose Up
-- Drafts that a citizen keeps with the account: the draft's own secret, sealed.
CREATE TABLE IF NOT EXISTS citizen_drafts (
    draft_id   TEXT NOT NULL,
    citizen_id TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    kept_at    DATETIME NOT NULL,
    PRIMARY KEY (draft_id)
);
CREATE INDEX IF NOT EXISTS citizen_drafts_citizen ON citizen_drafts (citizen_id);
