-- +goose Up
-- A key outside the database marks every look at a petition.
ALTER TABLE petition_reads ADD COLUMN mark TEXT NOT NULL DEFAULT '';
