-- +goose Up
-- A key outside the database marks every scan as received.
ALTER TABLE paper_scans ADD COLUMN mark TEXT NOT NULL DEFAULT '';
