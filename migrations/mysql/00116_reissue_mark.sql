-- +goose Up
-- Which query code a petition was given, as a hash of its keyed hash, and a mark by a key outside the database.
ALTER TABLE code_reissues ADD COLUMN IF NOT EXISTS code_sha256 VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
