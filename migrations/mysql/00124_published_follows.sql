-- +goose Up
-- Mailboxes that are told when a published matter changes: the address sealed, proved by a code, gone when it says so.
CREATE TABLE IF NOT EXISTS published_follows (
    id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number     VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blind      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sealed     MEDIUMBLOB NOT NULL,
    lang       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY published_follows_number (number, blind)
) ENGINE = InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
