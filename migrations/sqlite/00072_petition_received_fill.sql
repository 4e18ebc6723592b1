-- +goose Up
-- Until now everything was entered on the day it came in; days are Shanghai's.
UPDATE petitions SET received_on = date(filed_at, '+8 hours') WHERE received_on = '1000-01-01';
