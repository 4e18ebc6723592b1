-- +goose Up
-- The hashes of the log's tree in the order in which they came about. Only ever added.
CREATE TABLE IF NOT EXISTS log_hashes (
    position BIGINT NOT NULL,
    hash     VARBINARY(32) NOT NULL,
    PRIMARY KEY (position)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
