-- +goose Up
-- Unfinished texts of officials, saved as they type; no event, no version.
CREATE TABLE IF NOT EXISTS working_copies (
    petition_id INTEGER NOT NULL,
    account_id  TEXT NOT NULL,
    verb        TEXT NOT NULL,
    body        BLOB NOT NULL,
    saved_at    DATETIME NOT NULL,
    PRIMARY KEY (petition_id, account_id, verb),
    CONSTRAINT working_copies_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS working_copies_saved ON working_copies (saved_at);
