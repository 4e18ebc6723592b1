-- +goose Up
-- What waits for the office's second look before the public reads it.
CREATE INDEX IF NOT EXISTS petitions_office_pending ON petitions (office_unit, pending_verb, due_on, id);
