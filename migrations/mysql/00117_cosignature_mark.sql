-- +goose Up
-- A key outside the database marks every signature, and that it was taken back.
ALTER TABLE cosignatures ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
