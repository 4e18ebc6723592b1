-- +goose Up
-- A key outside the database marks what was received, and the clean copy made of it.
ALTER TABLE evidence ADD COLUMN mark TEXT NOT NULL DEFAULT '';
