-- +goose Up
-- Drafts that a citizen keeps with the account: the draft's own secret, sealed.
CREATE TABLE IF NOT EXISTS citizen_drafts (
    draft_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    citizen_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sealed     MEDIUMBLOB NOT NULL,
    kept_at    DATETIME(3) NOT NULL,
    PRIMARY KEY (draft_id),
    KEY citizen_drafts_citizen (citizen_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
