-- +goose Up
-- Leaders' mailboxes by duty and place. A letter becomes a petition like any other; a mailbox is never removed.
CREATE TABLE IF NOT EXISTS mailboxes (
    code        TEXT NOT NULL,
    position    TEXT NOT NULL,
    position_en TEXT NOT NULL,
    duty        TEXT NOT NULL,
    duty_en     TEXT NOT NULL,
    unit        TEXT NOT NULL,
    place       TEXT NOT NULL,
    active      BOOLEAN NOT NULL,
    PRIMARY KEY (code)
);
CREATE INDEX IF NOT EXISTS mailboxes_place ON mailboxes (place, code);
