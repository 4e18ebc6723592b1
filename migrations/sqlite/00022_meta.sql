-- +goose Up
-- What the program remembers about its own database.
CREATE TABLE IF NOT EXISTS meta (
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);
