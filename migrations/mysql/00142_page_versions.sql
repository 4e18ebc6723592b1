-- +goose Up
-- What the office wrote on information pages (Art. 18): every version stays, the last one is shown.
CREATE TABLE IF NOT EXISTS page_versions (
    slug     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    lang     VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version  INT NOT NULL,
    title    VARCHAR(200) NOT NULL,
    body     MEDIUMTEXT NOT NULL,
    by_unit  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    by_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    saved_at DATETIME(3) NOT NULL,
    PRIMARY KEY (slug, lang, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
