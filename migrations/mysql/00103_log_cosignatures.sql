-- +goose Up
-- Lines by which outside witnesses say that they saw a checkpoint. Only ever added.
CREATE TABLE IF NOT EXISTS log_cosignatures (
    size      BIGINT NOT NULL,
    witness   VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    line      VARBINARY(4000) NOT NULL,
    signed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (size, witness),
    KEY log_cosignatures_witness (witness, size)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
