-- +goose Up
-- A key outside the database marks every scan as received.
ALTER TABLE paper_scans ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
