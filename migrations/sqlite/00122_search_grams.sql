-- +goose Up
-- In how many published matters each piece stands: a search asks the index for the rarest only. The row without a piece
-- counts the matters.
CREATE TABLE IF NOT EXISTS search_grams (
    gram TEXT NOT NULL,
    n    INTEGER NOT NULL,
    PRIMARY KEY (gram)
);
