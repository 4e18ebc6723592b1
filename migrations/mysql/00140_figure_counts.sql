-- +goose Up
-- How often something happened on a day: counters for public figures, folded from events after they
-- were committed. A sum over figure_marks; nothing here belongs to one petition.
CREATE TABLE IF NOT EXISTS figure_counts (
    measure VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    day     DATE NOT NULL,
    unit    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    other   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bucket  INT NOT NULL,
    n       INT NOT NULL,
    PRIMARY KEY (measure, day, unit, other, bucket)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
