-- +goose Up
-- Messages that go out at least once, under a stable id.
CREATE TABLE IF NOT EXISTS outbox (
    id            TEXT NOT NULL,
    petition_id   INTEGER NULL,
    kind          TEXT NOT NULL,
    channel       TEXT NOT NULL,
    lang          TEXT NOT NULL,
    recipient     BLOB NOT NULL,
    number        TEXT NOT NULL,
    args          TEXT NOT NULL,
    not_before    DATETIME NOT NULL,
    attempts      INTEGER NOT NULL,
    claim         TEXT NOT NULL,
    claimed_until DATETIME NULL,
    delivered_at  DATETIME NULL,
    failed_at     DATETIME NULL,
    failure       TEXT NOT NULL,
    created_at    DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (delivered_at, failed_at, not_before, id);
CREATE INDEX IF NOT EXISTS outbox_petition ON outbox (petition_id);
