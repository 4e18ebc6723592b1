-- +goose Up
-- Phones and mailboxes that citizens proved to be theirs, as a keyed hash and a sealed value; those of one citizen_id are one account.
CREATE TABLE IF NOT EXISTS citizen_contacts (
    field      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blind      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    citizen_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sealed     MEDIUMBLOB NOT NULL,
    notices    TINYINT(1) NOT NULL,
    lang       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    proved_at  DATETIME(3) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (field, blind),
    KEY citizen_contacts_citizen (citizen_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
