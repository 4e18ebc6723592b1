-- +goose Up
-- What happened, only ever added: the truth from which the current row is computed.
CREATE TABLE IF NOT EXISTS events (
    id          TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    verb        TEXT NOT NULL,
    stage       TEXT NOT NULL,
    at          DATETIME NOT NULL,
    recorded_at DATETIME NOT NULL,
    role        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    actor_id    TEXT NOT NULL,
    body        BLOB NOT NULL,
    salt        BLOB NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT events_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS events_seq ON events (petition_id, seq);
CREATE INDEX IF NOT EXISTS events_recorded ON events (recorded_at, id);
