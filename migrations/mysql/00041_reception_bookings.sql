-- +goose Up
-- One slot of a reception day taken by somebody; slot is empty once the booking was cancelled. Who it is stays sealed
-- and is forgotten thirty days after the day.
CREATE TABLE IF NOT EXISTS reception_bookings (
    id           VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    day_id       VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    slot         INT NULL,
    slot_was     INT NOT NULL,
    sealed       MEDIUMBLOB NOT NULL,
    code_hash    VARBINARY(64) NOT NULL,
    created_at   DATETIME(3) NOT NULL,
    cancelled_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY reception_bookings_slot (day_id, slot),
    UNIQUE KEY reception_bookings_code (code_hash),
    CONSTRAINT reception_bookings_day_id_fk FOREIGN KEY (day_id) REFERENCES reception_days (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
