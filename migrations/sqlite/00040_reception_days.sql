-- +goose Up
-- Days on which leaders receive visitors, shown by position, never by name or face (Art. 17-18).
CREATE TABLE IF NOT EXISTS reception_days (
    id          TEXT NOT NULL,
    kind        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    place       TEXT NOT NULL,
    position    TEXT NOT NULL,
    position_en TEXT NOT NULL,
    room        TEXT NOT NULL,
    begins_at   DATETIME NOT NULL,
    ends_at     DATETIME NOT NULL,
    slots       INTEGER NOT NULL,
    state       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    result      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    updated_at  DATETIME NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS reception_days_begins ON reception_days (begins_at, id);
CREATE INDEX IF NOT EXISTS reception_days_unit ON reception_days (unit, begins_at, id);
