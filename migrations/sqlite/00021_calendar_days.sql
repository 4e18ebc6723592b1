-- +goose Up
-- Days off and shifted working days that an administrator entered.
CREATE TABLE IF NOT EXISTS calendar_days (
    day    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (day)
);
