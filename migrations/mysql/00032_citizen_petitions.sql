-- +goose Up
-- Which petitions a citizen put under an account; for the citizen's own session alone, never for officials.
CREATE TABLE IF NOT EXISTS citizen_petitions (
    citizen_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    how         VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    added_at    DATETIME(3) NOT NULL,
    PRIMARY KEY (citizen_id, petition_id),
    KEY citizen_petitions_petition (petition_id),
    CONSTRAINT citizen_petitions_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
