-- The ordered log of every landscape, and snapshots to start reading it from.

-- "ATOL": a file that some other program made is not written to.
PRAGMA application_id = 0x41544f4c;
PRAGMA user_version = 1;

CREATE TABLE landscape (
    id       TEXT    NOT NULL PRIMARY KEY,
    -- That of the newest command; 0 where there is none.
    revision INTEGER NOT NULL CHECK (revision >= 0),
    -- Milliseconds since 1970, UTC.
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE command (
    landscape TEXT    NOT NULL REFERENCES landscape (id),
    revision  INTEGER NOT NULL CHECK (revision > 0),
    key       TEXT    NOT NULL,
    -- Milliseconds since 1970, UTC.
    at        INTEGER NOT NULL,
    -- The version of the native format that the records in the body are written in.
    format    INTEGER NOT NULL,
    -- The command as JSON.
    body      TEXT    NOT NULL,
    PRIMARY KEY (landscape, revision),
    UNIQUE (landscape, key)
) STRICT;

CREATE TABLE snapshot (
    landscape   TEXT    NOT NULL REFERENCES landscape (id),
    revision    INTEGER NOT NULL CHECK (revision >= 0),
    -- Whether it was read back and found to be what the log makes of the snapshot before it.
    is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
    -- The landscape as the text of a native file.
    body        TEXT    NOT NULL,
    PRIMARY KEY (landscape, revision)
) STRICT;
