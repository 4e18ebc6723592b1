-- +goose Up
-- A key outside the database marks when a paper was made and first read, which no event tells.
ALTER TABLE papers ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
