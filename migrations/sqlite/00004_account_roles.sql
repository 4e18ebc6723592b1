-- +goose Up
-- The duties an official holds.
CREATE TABLE IF NOT EXISTS account_roles (
    account_id TEXT NOT NULL,
    role       TEXT NOT NULL,
    PRIMARY KEY (account_id, role),
    CONSTRAINT account_roles_account_id_fk FOREIGN KEY (account_id) REFERENCES accounts (id)
);
