-- +goose Up
-- A key outside the database marks every print that was given out.
ALTER TABLE paper_prints ADD COLUMN mark TEXT NOT NULL DEFAULT '';
