-- +goose Up
-- What a body owes on a petition beside the stage's own act, open or ended: a projection of its
-- events, written only when it changes.
CREATE TABLE IF NOT EXISTS petition_tasks (
    petition_id BIGINT NOT NULL,
    leg         VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    holder      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_on      DATE NOT NULL,
    PRIMARY KEY (petition_id, leg),
    KEY petition_tasks_holder (holder, due_on, petition_id),
    KEY petition_tasks_leg (leg, petition_id),
    CONSTRAINT petition_tasks_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
