-- +goose Up
-- Which query code a petition was given, as a hash of its keyed hash, and a mark by a key outside the database.
ALTER TABLE code_reissues ADD COLUMN code_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE code_reissues ADD COLUMN mark TEXT NOT NULL DEFAULT '';
