-- +goose Up
-- Mailboxes that are told when a published matter changes: the address sealed, proved by a code, gone when it says so.
CREATE TABLE IF NOT EXISTS published_follows (
    id         TEXT NOT NULL,
    number     TEXT NOT NULL,
    blind      TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    lang       TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS published_follows_number ON published_follows (number, blind);
