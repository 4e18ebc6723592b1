-- +goose Up
-- How many people stand behind the matter: a head count, never a list.
ALTER TABLE petitions ADD COLUMN IF NOT EXISTS people INT NOT NULL DEFAULT 1;
