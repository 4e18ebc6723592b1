-- +goose Up
-- Under which numbers other bodies keep a petition, so that nobody types it twice.
CREATE TABLE IF NOT EXISTS external_references (
    source      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reference   VARCHAR(100) NOT NULL,
    petition_id BIGINT NOT NULL,
    due_on      DATE NULL,
    created_at  DATETIME(3) NOT NULL,
    PRIMARY KEY (source, reference),
    KEY external_references_petition (petition_id),
    KEY external_references_reference (reference),
    CONSTRAINT external_references_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
