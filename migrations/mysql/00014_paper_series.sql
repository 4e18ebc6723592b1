-- +goose Up
-- Last number of each series of papers, such as 12 in 〔2026〕12号.
CREATE TABLE IF NOT EXISTS paper_series (
    unit VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    year INT NOT NULL,
    last INT NOT NULL,
    PRIMARY KEY (unit, kind, year)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
