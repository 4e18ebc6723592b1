-- +goose Up
-- What came in is counted by the day it came in (intake by channel).
CREATE INDEX IF NOT EXISTS petitions_received ON petitions (received_on, channel, people);
