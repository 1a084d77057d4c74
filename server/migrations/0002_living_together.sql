-- Who did what, which log a revision belongs to, who may open a landscape, and what people call revisions.

PRAGMA user_version = 2;

-- Another one after the database was put back from a copy.
ALTER TABLE landscape ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;

-- Whose command it is; nothing for those of before.
ALTER TABLE command ADD COLUMN person TEXT;
ALTER TABLE command ADD COLUMN name TEXT;

CREATE TABLE link (
    landscape TEXT    NOT NULL REFERENCES landscape (id),
    id        TEXT    NOT NULL,
    -- The SHA-256 of the token, in hexadecimal. The token itself is kept nowhere.
    hash      TEXT    NOT NULL UNIQUE,
    access    TEXT    NOT NULL CHECK (access IN ('view', 'comment', 'edit', 'own')),
    label     TEXT    NOT NULL,
    -- Milliseconds since 1970, UTC, as everywhere.
    made      INTEGER NOT NULL,
    expires   INTEGER,
    revoked   INTEGER,
    PRIMARY KEY (landscape, id)
) STRICT;

-- People who signed in and were given a landscape.
CREATE TABLE member (
    landscape TEXT    NOT NULL REFERENCES landscape (id),
    person    TEXT    NOT NULL,
    access    TEXT    NOT NULL CHECK (access IN ('view', 'comment', 'edit', 'own')),
    -- The link that they came by, if they came by one.
    link      TEXT,
    PRIMARY KEY (landscape, person)
) STRICT;
CREATE INDEX member_of ON member (person);

-- What somebody called a revision.
CREATE TABLE milestone (
    landscape TEXT    NOT NULL REFERENCES landscape (id),
    revision  INTEGER NOT NULL CHECK (revision >= 0),
    title     TEXT    NOT NULL,
    -- Who did, as for commands.
    person    TEXT,
    name      TEXT,
    at        INTEGER NOT NULL,
    PRIMARY KEY (landscape, revision)
) STRICT;

-- Who opened, shared, refused: everything about rights, never a token. It outlives its landscapes.
CREATE TABLE audit (
    number    INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    landscape TEXT,
    person    TEXT,
    address   TEXT,
    what      TEXT    NOT NULL,
    details   TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_of ON audit (landscape, number);

-- Who signed in; the hash is that of what their browser keeps.
CREATE TABLE session (
    hash    TEXT    NOT NULL PRIMARY KEY,
    person  TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX session_until ON session (expires);
