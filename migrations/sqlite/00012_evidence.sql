-- +goose Up
-- Uploaded files; petition_id stays empty until a filing or supplement takes them.
CREATE TABLE IF NOT EXISTS evidence (
    id          TEXT NOT NULL,
    petition_id INTEGER NULL,
    event_id    TEXT NOT NULL,
    token_hash  TEXT NOT NULL,
    name        TEXT NOT NULL,
    type        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    size        INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    blob_key    TEXT NOT NULL,
    view_key    TEXT NOT NULL,
    view_sha256 TEXT NOT NULL,
    uploaded_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT evidence_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS evidence_petition ON evidence (petition_id, uploaded_at, id);
CREATE INDEX IF NOT EXISTS evidence_token ON evidence (token_hash, petition_id);
