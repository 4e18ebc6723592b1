-- +goose Up
-- Offices and units that petitions pass through; a unit is never removed, only made inactive.
CREATE TABLE IF NOT EXISTS units (
    code    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name_zh VARCHAR(200) NOT NULL,
    name_en VARCHAR(200) NOT NULL,
    short   VARCHAR(100) NOT NULL,
    kind    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parent  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    phone   VARCHAR(100) NOT NULL,
    address VARCHAR(500) NOT NULL,
    active  TINYINT(1) NOT NULL,
    PRIMARY KEY (code)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
