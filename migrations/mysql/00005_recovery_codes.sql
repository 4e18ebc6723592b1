-- +goose Up
-- Single-use codes for a lost second factor, hashed.
CREATE TABLE IF NOT EXISTS recovery_codes (
    account_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    used_at    DATETIME(3) NULL,
    PRIMARY KEY (account_id, hash),
    CONSTRAINT recovery_codes_account_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
