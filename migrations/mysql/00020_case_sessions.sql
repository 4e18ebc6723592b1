-- +goose Up
-- A petitioner's open case; only the hash of the cookie is kept.
CREATE TABLE IF NOT EXISTS case_sessions (
    token_hash  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    created_at  DATETIME(3) NOT NULL,
    seen_at     DATETIME(3) NOT NULL,
    PRIMARY KEY (token_hash),
    KEY case_sessions_seen (seen_at),
    KEY case_sessions_petition (petition_id),
    CONSTRAINT case_sessions_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
