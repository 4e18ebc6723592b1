-- +goose Up
-- The transparency log's entries in their order: the salted hash of each event, nothing personal. Only ever added. There
-- is no foreign key: an event that is gone must leave its entry behind.
CREATE TABLE IF NOT EXISTS log_entries (
    position INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    hash     BLOB NOT NULL,
    PRIMARY KEY (position)
);
CREATE UNIQUE INDEX IF NOT EXISTS log_entries_event ON log_entries (event_id);
