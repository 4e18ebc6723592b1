-- +goose Up
-- A key outside the database marks when a paper was made and first read, which no event tells.
ALTER TABLE papers ADD COLUMN mark TEXT NOT NULL DEFAULT '';
