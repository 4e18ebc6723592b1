-- +goose Up
-- Open calls for suggestions (Art. 29).
CREATE TABLE IF NOT EXISTS suggestion_calls (
    code       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title      VARCHAR(200) NOT NULL,
    title_en   VARCHAR(300) NOT NULL,
    body       MEDIUMTEXT NOT NULL,
    body_en    MEDIUMTEXT NOT NULL,
    unit       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_on    DATE NOT NULL,
    until_on   DATE NOT NULL,
    outcome    MEDIUMTEXT NOT NULL,
    outcome_en MEDIUMTEXT NOT NULL,
    version    INT NOT NULL,
    PRIMARY KEY (code),
    KEY suggestion_calls_until (until_on, code)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
