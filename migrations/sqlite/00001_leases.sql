-- +goose Up
-- Who may do what one node alone does; token grows with every change of holder (fencing).
CREATE TABLE IF NOT EXISTS leases (
    name       TEXT NOT NULL,
    holder     TEXT NOT NULL,
    token      INTEGER NOT NULL,
    expires_at DATETIME NOT NULL,
    PRIMARY KEY (name)
);
