-- +goose Up
-- A paper is also found by the hash of its file, when somebody asks whether a copy is genuine.
CREATE INDEX IF NOT EXISTS papers_sha256 ON papers (sha256);
