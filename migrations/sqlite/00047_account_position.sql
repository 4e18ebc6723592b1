-- +goose Up
-- The duty title by which an official is shown to citizens, never the name.
ALTER TABLE accounts ADD COLUMN position TEXT NOT NULL DEFAULT '';
