-- +goose Up
-- Who looked at a petition, when and what for; shown to the petitioner.
CREATE TABLE IF NOT EXISTS petition_reads (
    id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    at          DATETIME(3) NOT NULL,
    account_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role        VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    what        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason      MEDIUMTEXT NOT NULL,
    until_at    DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY petition_reads_petition (petition_id, at, id),
    KEY petition_reads_account (account_id, at),
    CONSTRAINT petition_reads_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
