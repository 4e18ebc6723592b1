-- +goose Up
-- Official papers as issued, byte for byte; read_at is the act that serves an answer (Art. 34).
CREATE TABLE IF NOT EXISTS papers (
    id          TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    event_id    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    number      TEXT NOT NULL,
    unit        TEXT NOT NULL,
    issued_on   TEXT NOT NULL,
    verify_code TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    blob_key    TEXT NOT NULL,
    created_at  DATETIME NOT NULL,
    filled_at   DATETIME NULL,
    read_at     DATETIME NULL,
    PRIMARY KEY (id),
    CONSTRAINT papers_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS papers_verify ON papers (verify_code);
CREATE INDEX IF NOT EXISTS papers_petition ON papers (petition_id, created_at, id);
CREATE INDEX IF NOT EXISTS papers_filled ON papers (filled_at, id);
