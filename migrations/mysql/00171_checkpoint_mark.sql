-- +goose Up
-- A key outside the database marks every checkpoint as written.
ALTER TABLE log_checkpoints ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
