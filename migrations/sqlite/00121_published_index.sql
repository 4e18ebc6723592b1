-- +goose Up
-- Which pieces of words stand in which published matter. The pieces are written as hexadecimal numbers, so that nothing
-- that a visitor types can be an operator; the index holds no text.
CREATE VIRTUAL TABLE IF NOT EXISTS published_index USING fts5(grams, content = '', columnsize = 0, detail = 'none', tokenize = 'ascii');
