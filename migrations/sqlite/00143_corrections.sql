-- +goose Up
-- Mistakes on the site that readers reported, and what the office answered; nobody's name is asked.
CREATE TABLE IF NOT EXISTS corrections (
    id          TEXT NOT NULL,
    page        TEXT NOT NULL,
    text        TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    created_at  DATETIME NOT NULL,
    answer      TEXT NOT NULL,
    answered_at DATETIME NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS corrections_created ON corrections (created_at, id);
