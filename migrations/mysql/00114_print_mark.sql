-- +goose Up
-- A key outside the database marks every print that was given out.
ALTER TABLE paper_prints ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
