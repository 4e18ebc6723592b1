-- +goose Up
-- Petitions that belong together: merged into, or split from, the other one.
CREATE TABLE IF NOT EXISTS petition_links (
    petition_id BIGINT NOT NULL,
    kind        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    other_id    BIGINT NOT NULL,
    PRIMARY KEY (petition_id, kind, other_id),
    KEY petition_links_other (other_id, kind, petition_id),
    CONSTRAINT petition_links_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id),
    CONSTRAINT petition_links_other_id_fk FOREIGN KEY (other_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
