-- +goose Up
-- In how many published matters each piece stands: a search asks the index for the rarest only. The row without a piece
-- counts the matters.
CREATE TABLE IF NOT EXISTS search_grams (
    gram VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    n    INT NOT NULL,
    PRIMARY KEY (gram)
) ENGINE = InnoDB DEFAULT CHARACTER SET ascii COLLATE ascii_bin;
