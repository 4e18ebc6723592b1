-- +goose Up
UPDATE log_checkpoints SET no = r.n FROM (SELECT size AS s, ROW_NUMBER() OVER (ORDER BY size) AS n FROM log_checkpoints) r WHERE r.s = size;
