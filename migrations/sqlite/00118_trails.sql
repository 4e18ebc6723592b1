-- +goose Up
-- How many rows of a kind stand beside a petition that no event tells (looks, prints, new codes, signatures), marked by
-- a key outside the database: whoever takes one away cannot count down.
CREATE TABLE IF NOT EXISTS trails (
    petition_id INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    length      INTEGER NOT NULL,
    mark        TEXT NOT NULL,
    PRIMARY KEY (petition_id, kind),
    CONSTRAINT trails_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
