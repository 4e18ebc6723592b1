-- +goose Up
-- Citizens' sessions; only the hash of the cookie is kept.
CREATE TABLE IF NOT EXISTS citizen_sessions (
    token_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    citizen_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(3) NOT NULL,
    seen_at    DATETIME(3) NOT NULL,
    PRIMARY KEY (token_hash),
    KEY citizen_sessions_citizen (citizen_id),
    KEY citizen_sessions_seen (seen_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
