-- +goose Up
-- What a body owes on a petition beside the stage's own act, open or ended: a projection of its
-- events, written only when it changes.
CREATE TABLE IF NOT EXISTS petition_tasks (
    petition_id INTEGER NOT NULL,
    leg         TEXT NOT NULL,
    holder      TEXT NOT NULL,
    due_on      DATE NOT NULL,
    PRIMARY KEY (petition_id, leg),
    CONSTRAINT petition_tasks_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS petition_tasks_holder ON petition_tasks (holder, due_on, petition_id);
CREATE INDEX IF NOT EXISTS petition_tasks_leg ON petition_tasks (leg, petition_id);
