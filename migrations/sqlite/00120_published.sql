-- +goose Up
-- What the public reads of published matters: a projection of their events. Taken down, a row keeps its number, its day
-- and the reason; the texts go.
CREATE TABLE IF NOT EXISTS published (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    petition_id  INTEGER NOT NULL,
    number       TEXT NOT NULL,
    edition      INTEGER NOT NULL,
    standing     BOOLEAN NOT NULL,
    kind         TEXT NOT NULL,
    place        TEXT NOT NULL,
    category     TEXT NOT NULL,
    unit         TEXT NOT NULL,
    result       TEXT NOT NULL,
    ground       TEXT NOT NULL,
    title        TEXT NOT NULL,
    facts        TEXT NOT NULL,
    request      TEXT NOT NULL,
    course       TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    body         TEXT NOT NULL,
    filed_on     TEXT NOT NULL,
    published_on TEXT NOT NULL,
    changed_at   DATETIME NOT NULL,
    down_reason  TEXT NOT NULL,
    withdrawn    BOOLEAN NOT NULL,
    CONSTRAINT published_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS published_petition ON published (petition_id);
CREATE UNIQUE INDEX IF NOT EXISTS published_number ON published (number);
CREATE INDEX IF NOT EXISTS published_standing ON published (standing, id);
CREATE INDEX IF NOT EXISTS published_unit ON published (unit, standing, id);
CREATE INDEX IF NOT EXISTS published_category ON published (category, standing, id);
CREATE INDEX IF NOT EXISTS published_place ON published (place, standing, id);
CREATE INDEX IF NOT EXISTS published_result ON published (result, standing, id);
