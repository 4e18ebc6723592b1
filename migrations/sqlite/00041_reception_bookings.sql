-- +goose Up
-- One slot of a reception day taken by somebody; slot is empty once the booking was cancelled. Who it is stays sealed
-- and is forgotten thirty days after the day.
CREATE TABLE IF NOT EXISTS reception_bookings (
    id           TEXT NOT NULL,
    day_id       TEXT NOT NULL,
    slot         INTEGER NULL,
    slot_was     INTEGER NOT NULL,
    sealed       BLOB NOT NULL,
    code_hash    BLOB NOT NULL,
    created_at   DATETIME NOT NULL,
    cancelled_at DATETIME NULL,
    PRIMARY KEY (id),
    CONSTRAINT reception_bookings_day_id_fk FOREIGN KEY (day_id) REFERENCES reception_days (id)
);
CREATE UNIQUE INDEX IF NOT EXISTS reception_bookings_slot ON reception_bookings (day_id, slot);
CREATE UNIQUE INDEX IF NOT EXISTS reception_bookings_code ON reception_bookings (code_hash);
