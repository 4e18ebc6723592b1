-- +goose Up
-- Who proved by a one-time code to hold the phone or mailbox of a petition, and when; the token is that of the browser's open case.
CREATE TABLE IF NOT EXISTS proofs (
    token_hash  TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    proved_at   DATETIME NOT NULL,
    PRIMARY KEY (token_hash, petition_id),
    CONSTRAINT proofs_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS proofs_petition ON proofs (petition_id);
CREATE INDEX IF NOT EXISTS proofs_proved ON proofs (proved_at);
