-- +goose Up
-- How many rows of a kind stand beside a petition that no event tells (looks, prints, new codes, signatures), marked by
-- a key outside the database: whoever takes one away cannot count down.
CREATE TABLE IF NOT EXISTS trails (
    petition_id BIGINT NOT NULL,
    kind        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    length      INT NOT NULL,
    mark        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (petition_id, kind),
    CONSTRAINT trails_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
