-- +goose Up
-- Scans of papers with seal and signature, as received; the newest stands in for the rendered file.
CREATE TABLE IF NOT EXISTS paper_scans (
    id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    paper_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    event_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name        VARCHAR(255) NOT NULL,
    media       VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size        BIGINT NOT NULL,
    sha256      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blob_key    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at  DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY paper_scans_paper (paper_id, created_at, id),
    KEY paper_scans_sha256 (sha256),
    KEY paper_scans_petition (petition_id),
    CONSTRAINT paper_scans_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
