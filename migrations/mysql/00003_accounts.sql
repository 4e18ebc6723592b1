-- +goose Up
-- Officials' logins. Nothing about petitioners.
CREATE TABLE IF NOT EXISTS accounts (
    id            VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    login         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name          VARCHAR(100) NOT NULL,
    unit          VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    totp_sealed   MEDIUMBLOB NULL,
    totp_on       TINYINT(1) NOT NULL,
    totp_step     BIGINT NOT NULL,
    must_change   TINYINT(1) NOT NULL,
    disabled      TINYINT(1) NOT NULL,
    lang          VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    preferences   MEDIUMTEXT NOT NULL,
    created_at    DATETIME(3) NOT NULL,
    last_login_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY accounts_login (login),
    KEY accounts_unit (unit)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
