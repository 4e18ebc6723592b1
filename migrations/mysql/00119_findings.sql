-- +goose Up
-- What verify found altered or missing, until a later round finds it in order again.
CREATE TABLE IF NOT EXISTS findings (
    id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    place      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    row_key    VARCHAR(200) NOT NULL,
    number     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    wrong      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    detail     VARCHAR(500) NOT NULL,
    found_at   DATETIME(3) NOT NULL,
    seen_at    DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY findings_found (found_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
