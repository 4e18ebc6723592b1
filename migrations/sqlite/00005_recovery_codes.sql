-- +goose Up
-- Single-use codes for a lost second factor, hashed.
CREATE TABLE IF NOT EXISTS recovery_codes (
    account_id TEXT NOT NULL,
    hash       TEXT NOT NULL,
    used_at    DATETIME NULL,
    PRIMARY KEY (account_id, hash),
    CONSTRAINT recovery_codes_account_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
