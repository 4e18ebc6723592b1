-- +goose Up
-- What each petition adds to figure_counts, up to which event. No foreign key: it would lock the
-- petition's row, on which somebody may be acting.
CREATE TABLE IF NOT EXISTS figure_marks (
    petition_id BIGINT NOT NULL,
    seq         INT NOT NULL,
    same_as     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    marks       MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (petition_id),
    KEY figure_marks_same (same_as, petition_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
