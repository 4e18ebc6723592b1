-- +goose Up
-- Who may do what one node alone does; token grows with every change of holder (fencing).
CREATE TABLE IF NOT EXISTS leases (
    name       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    holder     VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token      BIGINT NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
