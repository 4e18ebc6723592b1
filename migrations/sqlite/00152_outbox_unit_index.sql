-- +goose Up
CREATE INDEX IF NOT EXISTS outbox_unit ON outbox (unit, created_at);
