-- +goose Up
-- Who signed a joint petition with a code of his own: a sealed name each, taken back when he wishes.
CREATE TABLE IF NOT EXISTS cosignatures (
    petition_id BIGINT NOT NULL,
    no          INT NOT NULL,
    sealed      MEDIUMBLOB NOT NULL,
    signed_at   DATETIME(3) NOT NULL,
    undone_at   DATETIME(3) NULL,
    PRIMARY KEY (petition_id, no),
    CONSTRAINT cosignatures_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
