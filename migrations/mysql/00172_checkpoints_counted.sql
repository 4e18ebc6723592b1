-- +goose Up
UPDATE log_checkpoints c JOIN (SELECT size, ROW_NUMBER() OVER (ORDER BY size) AS n FROM log_checkpoints) r ON r.size = c.size SET c.no = r.n;
