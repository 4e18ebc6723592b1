-- +goose Up
-- What happened, only ever added: the truth from which the current row is computed.
CREATE TABLE IF NOT EXISTS events (
    id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    seq         INT NOT NULL,
    verb        VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    stage       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at          DATETIME(3) NOT NULL,
    recorded_at DATETIME(3) NOT NULL,
    role        VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body        MEDIUMBLOB NOT NULL,
    salt        VARBINARY(32) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY events_seq (petition_id, seq),
    KEY events_recorded (recorded_at, id),
    CONSTRAINT events_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
