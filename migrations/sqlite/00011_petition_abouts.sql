-- +goose Up
-- Units complained of: whoever works there never sees the petition (Art. 28, 30).
CREATE TABLE IF NOT EXISTS petition_abouts (
    petition_id INTEGER NOT NULL,
    unit        TEXT NOT NULL,
    PRIMARY KEY (petition_id, unit),
    CONSTRAINT petition_abouts_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS petition_abouts_unit ON petition_abouts (unit, petition_id);
