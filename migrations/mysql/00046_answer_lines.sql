-- +goose Up
-- What the public figures of mailboxes and suggestions need of an answer; a projection of its event.
CREATE TABLE IF NOT EXISTS answer_lines (
    petition_id BIGINT NOT NULL,
    answered_on DATE NOT NULL,
    year        INT NOT NULL,
    late        TINYINT(1) NOT NULL,
    decision    VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    plain       MEDIUMTEXT NOT NULL,
    PRIMARY KEY (petition_id),
    KEY answer_lines_decision (decision, answered_on, petition_id),
    CONSTRAINT answer_lines_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
