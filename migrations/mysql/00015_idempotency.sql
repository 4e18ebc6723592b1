-- +goose Up
-- Answers given to filings, so that a repeated request files nothing twice.
CREATE TABLE IF NOT EXISTS idempotency (
    key_hash   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body_hash  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number     VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answer     MEDIUMBLOB NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (key_hash),
    KEY idempotency_created (created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
