-- +goose Up
-- Which pieces of words stand in which published matter. The pieces are written as hexadecimal numbers, so that nothing
-- that a visitor types can be an operator, and no list of stop words applies.
CREATE TABLE IF NOT EXISTS published_index (
    id    BIGINT NOT NULL,
    grams MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    FULLTEXT KEY published_grams (grams)
) ENGINE = InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
