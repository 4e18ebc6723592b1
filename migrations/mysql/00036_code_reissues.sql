-- +goose Up
-- When a petition was given a new query code, for its petitioner to see.
CREATE TABLE IF NOT EXISTS code_reissues (
    id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    at          DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY code_reissues_petition (petition_id, at),
    CONSTRAINT code_reissues_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
