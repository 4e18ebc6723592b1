-- +goose Up
-- What the log signed: how many entries it had, and their root. Only ever added.
CREATE TABLE IF NOT EXISTS log_checkpoints (
    size      INTEGER NOT NULL,
    root      BLOB NOT NULL,
    text      BLOB NOT NULL,
    signed_at DATETIME NOT NULL,
    PRIMARY KEY (size)
);
