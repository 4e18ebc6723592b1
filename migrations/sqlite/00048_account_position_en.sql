-- +goose Up
-- The duty title in English, empty where there is none.
ALTER TABLE accounts ADD COLUMN position_en TEXT NOT NULL DEFAULT '';
