-- +goose Up
-- Every look of an official at who booked, shown to whoever booked.
CREATE TABLE IF NOT EXISTS booking_reads (
    id         TEXT NOT NULL,
    booking_id TEXT NOT NULL,
    at         DATETIME NOT NULL,
    account_id TEXT NOT NULL,
    role       TEXT NOT NULL,
    unit       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT booking_reads_booking_id_fk FOREIGN KEY (booking_id) REFERENCES reception_bookings (id)
);
CREATE INDEX IF NOT EXISTS booking_reads_booking ON booking_reads (booking_id, at, id);
