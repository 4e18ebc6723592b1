-- +goose Up
-- The hashes of the log's tree in the order in which they came about. Only ever added.
CREATE TABLE IF NOT EXISTS log_hashes (
    position INTEGER NOT NULL,
    hash     BLOB NOT NULL,
    PRIMARY KEY (position)
);
