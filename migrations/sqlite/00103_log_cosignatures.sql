-- +goose Up
-- Lines by which outside witnesses say that they saw a checkpoint. Only ever added.
CREATE TABLE IF NOT EXISTS log_cosignatures (
    size      INTEGER NOT NULL,
    witness   TEXT NOT NULL,
    line      BLOB NOT NULL,
    signed_at DATETIME NOT NULL,
    PRIMARY KEY (size, witness)
);
CREATE INDEX IF NOT EXISTS log_cosignatures_witness ON log_cosignatures (witness, size);
