-- +goose Up
-- What was looked at names a file as the petitioner called it, in Chinese as a rule.
ALTER TABLE petition_reads MODIFY COLUMN what VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;
