-- +goose Up
-- Leaders' mailboxes by duty and place. A letter becomes a petition like any other; a mailbox is never removed.
CREATE TABLE IF NOT EXISTS mailboxes (
    code        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position    VARCHAR(100) NOT NULL,
    position_en VARCHAR(200) NOT NULL,
    duty        VARCHAR(300) NOT NULL,
    duty_en     VARCHAR(300) NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    place       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    active      TINYINT(1) NOT NULL,
    PRIMARY KEY (code),
    KEY mailboxes_place (place, code)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
