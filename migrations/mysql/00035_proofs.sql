-- +goose Up
-- Who proved by a one-time code to hold the phone or mailbox of a petition, and when; the token is that of the browser's open case.
CREATE TABLE IF NOT EXISTS proofs (
    token_hash  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    petition_id BIGINT NOT NULL,
    proved_at   DATETIME(3) NOT NULL,
    PRIMARY KEY (token_hash, petition_id),
    KEY proofs_petition (petition_id),
    KEY proofs_proved (proved_at),
    CONSTRAINT proofs_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
