-- +goose Up
-- Days off and shifted working days that an administrator entered.
CREATE TABLE IF NOT EXISTS calendar_days (
    day    DATE NOT NULL,
    kind   VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name   VARCHAR(100) NOT NULL,
    source VARCHAR(300) NOT NULL,
    PRIMARY KEY (day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
