-- +goose Up
-- Every look of an official at who booked, shown to whoever booked.
CREATE TABLE IF NOT EXISTS booking_reads (
    id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    booking_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at         DATETIME(3) NOT NULL,
    account_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    unit       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason     VARCHAR(500) NOT NULL,
    PRIMARY KEY (id),
    KEY booking_reads_booking (booking_id, at, id),
    CONSTRAINT booking_reads_booking_id_fk FOREIGN KEY (booking_id) REFERENCES reception_bookings (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
