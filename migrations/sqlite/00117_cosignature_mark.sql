-- +goose Up
-- A key outside the database marks every signature, and that it was taken back.
ALTER TABLE cosignatures ADD COLUMN mark TEXT NOT NULL DEFAULT '';
