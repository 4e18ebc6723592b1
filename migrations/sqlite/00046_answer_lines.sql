-- +goose Up
-- What the public figures of mailboxes and suggestions need of an answer; a projection of its event.
CREATE TABLE IF NOT EXISTS answer_lines (
    petition_id INTEGER NOT NULL,
    answered_on TEXT NOT NULL,
    year        INTEGER NOT NULL,
    late        BOOLEAN NOT NULL,
    decision    TEXT NOT NULL,
    plain       TEXT NOT NULL,
    PRIMARY KEY (petition_id),
    CONSTRAINT answer_lines_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS answer_lines_decision ON answer_lines (decision, answered_on, petition_id);
