-- +goose Up
-- What the office wrote on information pages (Art. 18): every version stays, the last one is shown.
CREATE TABLE IF NOT EXISTS page_versions (
    slug     TEXT NOT NULL,
    lang     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    title    TEXT NOT NULL,
    body     TEXT NOT NULL,
    by_unit  TEXT NOT NULL,
    by_id    TEXT NOT NULL,
    saved_at DATETIME NOT NULL,
    PRIMARY KEY (slug, lang, version)
);
