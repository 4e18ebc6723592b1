-- +goose Up
-- Until now everything was entered on the day it came in; days are Shanghai's.
UPDATE petitions SET received_on = DATE(filed_at + INTERVAL 8 HOUR) WHERE received_on = '1000-01-01';
