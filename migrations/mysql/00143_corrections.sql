-- +goose Up
-- Mistakes on the site that readers reported, and what the office answered; nobody's name is asked.
CREATE TABLE IF NOT EXISTS corrections (
    id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    page        VARCHAR(200) NOT NULL,
    text        TEXT NOT NULL,
    due_on      DATE NOT NULL,
    created_at  DATETIME(3) NOT NULL,
    answer      TEXT NOT NULL,
    answered_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY corrections_created (created_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
