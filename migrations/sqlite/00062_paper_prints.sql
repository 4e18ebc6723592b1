-- +goose Up
-- Files that the portal draws up anew whenever asked for (receipt, hand-over slip, bundle): each that
-- was ever given out can be checked by its hash, without being kept itself.
CREATE TABLE IF NOT EXISTS paper_prints (
    sha256      TEXT NOT NULL,
    petition_id INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    number      TEXT NOT NULL,
    unit        TEXT NOT NULL,
    issued_on   TEXT NOT NULL,
    verify_code TEXT NOT NULL,
    created_at  DATETIME NOT NULL,
    PRIMARY KEY (sha256),
    CONSTRAINT paper_prints_petition_id_fk FOREIGN KEY (petition_id) REFERENCES petitions (id)
);
CREATE INDEX IF NOT EXISTS paper_prints_verify ON paper_prints (verify_code, created_at);
CREATE INDEX IF NOT EXISTS paper_prints_petition ON paper_prints (petition_id);
