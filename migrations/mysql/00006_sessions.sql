-- +goose Up
-- Officials' sessions; only the hash of the token is kept.
CREATE TABLE IF NOT EXISTS sessions (
    token_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    data       MEDIUMBLOB NOT NULL,
    created_at DATETIME(3) NOT NULL,
    seen_at    DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    PRIMARY KEY (token_hash),
    KEY sessions_account (account_id),
    KEY sessions_expires (expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
