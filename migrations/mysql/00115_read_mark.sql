-- +goose Up
-- A key outside the database marks every look at a petition. What was looked at may be a file with any name.
ALTER TABLE petition_reads MODIFY COLUMN what VARCHAR(300) NOT NULL, ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
