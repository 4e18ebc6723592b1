-- +goose Up
-- Who petitioned, encrypted as one record; erasing destroys its key.
CREATE TABLE IF NOT EXISTS identities (
    petition_id BIGINT NOT NULL,
    sealed      MEDIUMBLOB NOT NULL,
    sha256      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (petition_id),
    CONSTRAINT identities_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
