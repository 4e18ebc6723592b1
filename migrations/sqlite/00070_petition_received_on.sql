-- +goose Up
-- The day a matter came in: the counter may enter a letter later, the office's 15 days don't wait (Art. 22).
ALTER TABLE petitions ADD COLUMN received_on TEXT NOT NULL DEFAULT '1000-01-01';
