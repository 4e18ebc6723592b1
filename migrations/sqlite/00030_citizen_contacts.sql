-- +goose Up
-- Phones and mailboxes that citizens proved to be theirs, as a keyed hash and a sealed value; those of one citizen_id are one account.
CREATE TABLE IF NOT EXISTS citizen_contacts (
    field      TEXT NOT NULL,
    blind      TEXT NOT NULL,
    citizen_id TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    notices    BOOLEAN NOT NULL,
    lang       TEXT NOT NULL,
    proved_at  DATETIME NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (field, blind)
);
CREATE INDEX IF NOT EXISTS citizen_contacts_citizen ON citizen_contacts (citizen_id);
