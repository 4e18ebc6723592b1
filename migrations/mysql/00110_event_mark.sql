-- +goose Up
-- A key outside the database marks every event: none can be added, or changed together with its hash, in SQL.
ALTER TABLE events ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
