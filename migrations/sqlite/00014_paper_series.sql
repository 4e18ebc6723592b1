-- +goose Up
-- Last number of each series of papers, such as 12 in 〔2026〕12号.
CREATE TABLE IF NOT EXISTS paper_series (
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (unit, kind, year)
);
