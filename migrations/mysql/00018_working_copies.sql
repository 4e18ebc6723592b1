-- +goose Up
-- Unfinished texts of officials, saved as they type; no event, no version.
CREATE TABLE IF NOT EXISTS working_copies (
    petition_id BIGINT NOT NULL,
    account_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    verb        VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body        MEDIUMBLOB NOT NULL,
    saved_at    DATETIME(3) NOT NULL,
    PRIMARY KEY (petition_id, account_id, verb),
    KEY working_copies_saved (saved_at),
    CONSTRAINT working_copies_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
