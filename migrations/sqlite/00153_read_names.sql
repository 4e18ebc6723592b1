-- +goose Up
-- What was looked at names a file as the petitioner called it; a text column here takes any name.
SELECT 1;
