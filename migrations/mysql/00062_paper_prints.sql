-- +goose Up
-- Files that the portal draws up anew whenever asked for (receipt, hand-over slip, bundle): each that
-- was ever given out can be checked by its hash, without being kept itself.
CREATE TABLE IF NOT EXISTS paper_prints (
    sha256      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    kind        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number      VARCHAR(100) NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    issued_on   DATE NOT NULL,
    verify_code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at  DATETIME(3) NOT NULL,
    PRIMARY KEY (sha256),
    KEY paper_prints_verify (verify_code, created_at),
    KEY paper_prints_petition (petition_id),
    CONSTRAINT paper_prints_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
