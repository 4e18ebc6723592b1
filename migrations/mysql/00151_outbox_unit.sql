-- +goose Up
-- A message to a unit is read on the desk: it is found by the unit.
ALTER TABLE outbox ADD COLUMN IF NOT EXISTS unit VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
