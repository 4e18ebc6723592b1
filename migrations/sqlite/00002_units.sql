-- +goose Up
-- Offices and units that petitions pass through; a unit is never removed, only made inactive.
CREATE TABLE IF NOT EXISTS units (
    code    TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    short   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    parent  TEXT NOT NULL,
    phone   TEXT NOT NULL,
    address TEXT NOT NULL,
    active  BOOLEAN NOT NULL,
    PRIMARY KEY (code)
);
