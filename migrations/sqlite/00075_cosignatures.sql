-- +goose Up
-- Who signed a joint petition with a code of his own: a sealed name each, taken back when he wishes.
CREATE TABLE IF NOT EXISTS cosignatures (
    petition_id INTEGER NOT NULL,
    no          INTEGER NOT NULL,
    sealed      BLOB NOT NULL,
    signed_at   DATETIME NOT NULL,
    undone_at   DATETIME NULL,
    PRIMARY KEY (petition_id, no),
    CONSTRAINT cosignatures_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
