-- +goose Up
-- Scans of papers with seal and signature, as received; the newest stands in for the rendered file.
CREATE TABLE IF NOT EXISTS paper_scans (
    id          TEXT NOT NULL,
    paper_id    TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    event_id    TEXT NOT NULL,
    name        TEXT NOT NULL,
    media       TEXT NOT NULL,
    size        INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    blob_key    TEXT NOT NULL,
    unit        TEXT NOT NULL,
    created_at  DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT paper_scans_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS paper_scans_paper ON paper_scans (paper_id, created_at, id);
CREATE INDEX IF NOT EXISTS paper_scans_sha256 ON paper_scans (sha256);
CREATE INDEX IF NOT EXISTS paper_scans_petition ON paper_scans (petition_id);
