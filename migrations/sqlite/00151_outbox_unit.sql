-- +goose Up
-- A message to a unit is read on the desk: it is found by the unit.
ALTER TABLE outbox ADD COLUMN unit TEXT NOT NULL DEFAULT '';
