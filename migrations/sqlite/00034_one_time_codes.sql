-- +goose Up
-- One-time codes as keyed hashes, with the address they went to, sealed; kept for a day.
CREATE TABLE IF NOT EXISTS one_time_codes (
    id         TEXT NOT NULL,
    ask_hash   TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    field      TEXT NOT NULL,
    blind      TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    code_hash  BLOB NOT NULL,
    tries      INTEGER NOT NULL,
    sent_at    DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    used_at    DATETIME NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS one_time_codes_ask ON one_time_codes (ask_hash);
CREATE INDEX IF NOT EXISTS one_time_codes_contact ON one_time_codes (field, blind, sent_at);
CREATE INDEX IF NOT EXISTS one_time_codes_sent ON one_time_codes (sent_at);
