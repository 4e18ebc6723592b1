-- +goose Up
-- Checkpoints are counted from 1, so that one that was taken away is missed.
ALTER TABLE log_checkpoints ADD COLUMN IF NOT EXISTS no BIGINT NOT NULL DEFAULT 0;
