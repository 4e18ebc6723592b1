-- +goose Up
-- A key outside the database marks what was received, and the clean copy made of it.
ALTER TABLE evidence ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
