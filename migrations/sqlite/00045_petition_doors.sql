-- +goose Up
-- The door a petition came in by: a leader's mailbox or an open call. Told by the filing event too.
CREATE TABLE IF NOT EXISTS petition_doors (
    petition_id INTEGER NOT NULL,
    door        TEXT NOT NULL,
    code        TEXT NOT NULL,
    PRIMARY KEY (petition_id, door),
    CONSTRAINT petition_doors_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS petition_doors_code ON petition_doors (door, code, petition_id);
