-- +goose Up
-- Days after which a duty is broken unless something happens before, where neither a stage's last day
-- nor a task tells: a projection of the events, written only when it changes.
CREATE TABLE IF NOT EXISTS petition_watches (
    petition_id BIGINT NOT NULL,
    duty        VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_on      DATE NOT NULL,
    PRIMARY KEY (petition_id, duty),
    KEY petition_watches_due (due_on, petition_id),
    CONSTRAINT petition_watches_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
