-- +goose Up
-- Units complained of: whoever works there never sees the petition (Art. 28, 30).
CREATE TABLE IF NOT EXISTS petition_abouts (
    petition_id BIGINT NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (petition_id, unit),
    KEY petition_abouts_unit (unit, petition_id),
    CONSTRAINT petition_abouts_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
