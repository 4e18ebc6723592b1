-- +goose Up
-- What each petition adds to figure_counts, up to which event. No foreign key: it would lock the
-- petition's row, on which somebody may be acting.
CREATE TABLE IF NOT EXISTS figure_marks (
    petition_id INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    same_as     TEXT NOT NULL,
    marks       TEXT NOT NULL,
    PRIMARY KEY (petition_id)
);
CREATE INDEX IF NOT EXISTS figure_marks_same ON figure_marks (same_as, petition_id);
