-- +goose Up
-- The current row of each petition: a projection of its events. Nothing here tells a person.
CREATE TABLE IF NOT EXISTS petitions (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number          TEXT NOT NULL,
    version         INTEGER NOT NULL,
    stage           TEXT NOT NULL,
    open            BOOLEAN NOT NULL,
    sealed          BOOLEAN NOT NULL,
    kind            TEXT NOT NULL,
    route           TEXT NOT NULL,
    procedure_name  TEXT NOT NULL,
    channel         TEXT NOT NULL,
    title           TEXT NOT NULL,
    category        TEXT NOT NULL,
    place           TEXT NOT NULL,
    office_unit     TEXT NOT NULL,
    unit            TEXT NOT NULL,
    holder          TEXT NOT NULL,
    handler_id      TEXT NOT NULL,
    lead_id         TEXT NOT NULL,
    review_unit     TEXT NOT NULL,
    pending_verb    TEXT NOT NULL,
    pending_by      TEXT NOT NULL,
    returned        BOOLEAN NOT NULL,
    paused          BOOLEAN NOT NULL,
    urgent          BOOLEAN NOT NULL,
    round           INTEGER NOT NULL,
    due_on          TEXT NOT NULL,
    filed_at        DATETIME NOT NULL,
    stage_at        DATETIME NOT NULL,
    answered_at     DATETIME NULL,
    closed_at       DATETIME NULL,
    system_at       DATETIME NULL,
    publish_consent BOOLEAN NOT NULL,
    code_hash       BLOB NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS petitions_number ON petitions (number);
CREATE INDEX IF NOT EXISTS petitions_unit_open ON petitions (unit, open, sealed, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_office_open ON petitions (office_unit, open, sealed, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_office_stage ON petitions (office_unit, stage, sealed, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_unit_stage ON petitions (unit, stage, sealed, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_handler ON petitions (handler_id, open, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_unit_pending ON petitions (unit, pending_verb, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_unit_returned ON petitions (unit, returned, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_sealed_open ON petitions (sealed, open, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_unit_filed ON petitions (unit, filed_at, id);
CREATE INDEX IF NOT EXISTS petitions_office_filed ON petitions (office_unit, filed_at, id);
CREATE INDEX IF NOT EXISTS petitions_system ON petitions (system_at);
CREATE INDEX IF NOT EXISTS petitions_filed ON petitions (filed_at);
CREATE INDEX IF NOT EXISTS petitions_answered ON petitions (answered_at);
CREATE INDEX IF NOT EXISTS petitions_review_stage ON petitions (review_unit, stage, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_lead_open ON petitions (lead_id, open, due_on, id);
CREATE INDEX IF NOT EXISTS petitions_stage_due ON petitions (stage, due_on, id);
