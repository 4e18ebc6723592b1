-- +goose Up
-- Messages that go out at least once, under a stable id.
CREATE TABLE IF NOT EXISTS outbox (
    id            VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id   BIGINT NULL,
    kind          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    channel       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    lang          VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    recipient     MEDIUMBLOB NOT NULL,
    number        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    args          MEDIUMTEXT NOT NULL,
    not_before    DATETIME(3) NOT NULL,
    attempts      INT NOT NULL,
    claim         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    claimed_until DATETIME(3) NULL,
    delivered_at  DATETIME(3) NULL,
    failed_at     DATETIME(3) NULL,
    failure       VARCHAR(500) NOT NULL,
    created_at    DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY outbox_waiting (delivered_at, failed_at, not_before, id),
    KEY outbox_petition (petition_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
