-- +goose Up
-- What the log signed: how many entries it had, and their root. Only ever added.
CREATE TABLE IF NOT EXISTS log_checkpoints (
    size      BIGINT NOT NULL,
    root      VARBINARY(32) NOT NULL,
    text      VARBINARY(1000) NOT NULL,
    signed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (size)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
