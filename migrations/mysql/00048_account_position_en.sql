-- +goose Up
-- The duty title in English, empty where there is none.
ALTER TABLE accounts ADD COLUMN position_en VARCHAR(200) NOT NULL DEFAULT '';
