-- +goose Up
-- The pieces that stand in many matters are read at once, to be remembered.
CREATE INDEX IF NOT EXISTS search_grams_n ON search_grams (n, gram);
