-- +goose Up
-- The transparency log's entries in their order: the salted hash of each event, nothing personal. Only ever added. There
-- is no foreign key: an event that is gone must leave its entry behind.
CREATE TABLE IF NOT EXISTS log_entries (
    position BIGINT NOT NULL,
    event_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash     VARBINARY(32) NOT NULL,
    PRIMARY KEY (position),
    UNIQUE KEY log_entries_event (event_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
