-- +goose Up
-- What verify found altered or missing, until a later round finds it in order again.
CREATE TABLE IF NOT EXISTS findings (
    id         TEXT NOT NULL,
    place      TEXT NOT NULL,
    row_key    TEXT NOT NULL,
    number     TEXT NOT NULL,
    wrong      TEXT NOT NULL,
    detail     TEXT NOT NULL,
    found_at   DATETIME NOT NULL,
    seen_at    DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS findings_found ON findings (found_at, id);
