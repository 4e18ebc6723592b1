-- +goose Up
-- Keyed hashes that let a petitioner be recognised by phone or mail; never searched for officials.
CREATE TABLE IF NOT EXISTS identity_lookups (
    petition_id BIGINT NOT NULL,
    field       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blind       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (petition_id, field, blind),
    KEY identity_lookups_blind (field, blind, petition_id),
    CONSTRAINT identity_lookups_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
