-- +goose Up
-- Days after which a duty is broken unless something happens before, where neither a stage's last day
-- nor a task tells: a projection of the events, written only when it changes.
CREATE TABLE IF NOT EXISTS petition_watches (
    petition_id INTEGER NOT NULL,
    duty        TEXT NOT NULL,
    due_on      DATE NOT NULL,
    PRIMARY KEY (petition_id, duty),
    CONSTRAINT petition_watches_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS petition_watches_due ON petition_watches (due_on, petition_id);
