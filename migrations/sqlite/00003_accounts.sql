-- +goose Up
-- Officials' logins. Nothing about petitioners.
CREATE TABLE IF NOT EXISTS accounts (
    id            TEXT NOT NULL,
    login         TEXT NOT NULL,
    name          TEXT NOT NULL,
    unit          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_sealed   BLOB NULL,
    totp_on       BOOLEAN NOT NULL,
    totp_step     INTEGER NOT NULL,
    must_change   BOOLEAN NOT NULL,
    disabled      BOOLEAN NOT NULL,
    lang          TEXT NOT NULL,
    preferences   TEXT NOT NULL,
    created_at    DATETIME NOT NULL,
    last_login_at DATETIME NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS accounts_login ON accounts (login);
CREATE INDEX IF NOT EXISTS accounts_unit ON accounts (unit);
