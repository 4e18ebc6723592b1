-- +goose Up
-- Who petitioned, encrypted as one record; erasing destroys its key.
CREATE TABLE IF NOT EXISTS identities (
    petition_id INTEGER NOT NULL,
    sealed      BLOB NOT NULL,
    sha256      TEXT NOT NULL,
    PRIMARY KEY (petition_id),
    CONSTRAINT identities_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
