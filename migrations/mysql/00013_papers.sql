-- +goose Up
-- Official papers as issued, byte for byte; read_at is the act that serves an answer (Art. 34).
CREATE TABLE IF NOT EXISTS papers (
    id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    event_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number      VARCHAR(100) NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    issued_on   DATE NOT NULL,
    verify_code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sha256      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blob_key    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at  DATETIME(3) NOT NULL,
    filled_at   DATETIME(3) NULL,
    read_at     DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY papers_verify (verify_code),
    KEY papers_petition (petition_id, created_at, id),
    KEY papers_filled (filled_at, id),
    CONSTRAINT papers_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
