-- +goose Up
-- Keyed hashes that let a petitioner be recognised by phone or mail; never searched for officials.
CREATE TABLE IF NOT EXISTS identity_lookups (
    petition_id INTEGER NOT NULL,
    field       TEXT NOT NULL,
    blind       TEXT NOT NULL,
    PRIMARY KEY (petition_id, field, blind),
    CONSTRAINT identity_lookups_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS identity_lookups_blind ON identity_lookups (field, blind, petition_id);
