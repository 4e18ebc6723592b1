-- +goose Up
-- A key outside the database marks every look at a petition.
ALTER TABLE petition_reads ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
