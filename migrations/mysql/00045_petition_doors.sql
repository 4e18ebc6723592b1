-- +goose Up
-- The door a petition came in by: a leader's mailbox or an open call. Told by the filing event too.
CREATE TABLE IF NOT EXISTS petition_doors (
    petition_id BIGINT NOT NULL,
    door        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (petition_id, door),
    KEY petition_doors_code (door, code, petition_id),
    CONSTRAINT petition_doors_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
