-- +goose Up
-- Open calls for suggestions (Art. 29).
CREATE TABLE IF NOT EXISTS suggestion_calls (
    code       TEXT NOT NULL,
    title      TEXT NOT NULL,
    title_en   TEXT NOT NULL,
    body       TEXT NOT NULL,
    body_en    TEXT NOT NULL,
    unit       TEXT NOT NULL,
    from_on    TEXT NOT NULL,
    until_on   TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    outcome_en TEXT NOT NULL,
    version    INTEGER NOT NULL,
    PRIMARY KEY (code)
);
CREATE INDEX IF NOT EXISTS suggestion_calls_until ON suggestion_calls (until_on, code);
