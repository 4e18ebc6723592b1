-- +goose Up
-- A key outside the database marks every event: none can be added, or changed together with its hash, in SQL.
ALTER TABLE events ADD COLUMN mark TEXT NOT NULL DEFAULT '';
