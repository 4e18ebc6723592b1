-- +goose Up
-- Units that help the responsible one with a petition (row 18); they see it and do not answer it.
CREATE TABLE IF NOT EXISTS co_handlers (
    petition_id BIGINT NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (petition_id, unit),
    KEY co_handlers_unit (unit, petition_id),
    CONSTRAINT co_handlers_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
