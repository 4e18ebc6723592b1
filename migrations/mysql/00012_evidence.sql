-- +goose Up
-- Uploaded files; petition_id stays empty until a filing or supplement takes them.
CREATE TABLE IF NOT EXISTS evidence (
    id          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NULL,
    event_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token_hash  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name        VARCHAR(500) NOT NULL,
    type        VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size        BIGINT NOT NULL,
    sha256      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blob_key    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    view_key    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    view_sha256 VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    uploaded_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY evidence_petition (petition_id, uploaded_at, id),
    KEY evidence_token (token_hash, petition_id),
    CONSTRAINT evidence_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
