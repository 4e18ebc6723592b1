-- +goose Up
-- Days on which leaders receive visitors, shown by position, never by name or face (Art. 17-18).
CREATE TABLE IF NOT EXISTS reception_days (
    id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    place       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position    VARCHAR(100) NOT NULL,
    position_en VARCHAR(200) NOT NULL,
    room        VARCHAR(200) NOT NULL,
    begins_at   DATETIME(3) NOT NULL,
    ends_at     DATETIME(3) NOT NULL,
    slots       INT NOT NULL,
    state       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason      VARCHAR(500) NOT NULL,
    result      MEDIUMTEXT NOT NULL,
    version     INT NOT NULL,
    updated_at  DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    KEY reception_days_begins (begins_at, id),
    KEY reception_days_unit (unit, begins_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
