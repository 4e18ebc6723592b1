-- +goose Up
-- One-time codes as keyed hashes, with the address they went to, sealed; kept for a day.
CREATE TABLE IF NOT EXISTS one_time_codes (
    id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ask_hash   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    purpose    VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    field      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blind      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sealed     MEDIUMBLOB NOT NULL,
    code_hash  MEDIUMBLOB NOT NULL,
    tries      INT NOT NULL,
    sent_at    DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    used_at    DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY one_time_codes_ask (ask_hash),
    KEY one_time_codes_contact (field, blind, sent_at),
    KEY one_time_codes_sent (sent_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
