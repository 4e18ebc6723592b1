-- +goose Up
-- How often something happened on a day: counters for public figures, folded from events after they
-- were committed. A sum over figure_marks; nothing here belongs to one petition.
CREATE TABLE IF NOT EXISTS figure_counts (
    measure TEXT NOT NULL,
    day     TEXT NOT NULL,
    unit    TEXT NOT NULL,
    other   TEXT NOT NULL,
    bucket  INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (measure, day, unit, other, bucket)
);
