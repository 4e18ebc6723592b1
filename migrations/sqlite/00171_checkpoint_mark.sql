-- +goose Up
-- A key outside the database marks every checkpoint as written.
ALTER TABLE log_checkpoints ADD COLUMN mark TEXT NOT NULL DEFAULT '';
