-- The journal of a workspace (*.cjdb) and of a package, format 1. Stable: minor versions never alter these tables.
-- application_id 0x434A4442 ("CJDB"), user_version = major * 65536 + minor. How to read it: README.md beside this file.

CREATE TABLE change (
    seq    INTEGER PRIMARY KEY,   -- order of arrival here; never decides anything
    id     BLOB NOT NULL UNIQUE,  -- SHA-256 of body
    entity TEXT NOT NULL,
    record TEXT NOT NULL,
    body   TEXT NOT NULL          -- the change in canonical JSON (RFC 8785)
) STRICT;

CREATE INDEX change_record ON change (record, entity);

CREATE TABLE blob (
    sha256 BLOB PRIMARY KEY,
    size   INTEGER NOT NULL,
    bytes  BLOB                   -- NULL once erased
) STRICT;

CREATE TABLE package (
    id       TEXT PRIMARY KEY,    -- set digest of what it held
    taken_at TEXT NOT NULL,
    manifest TEXT NOT NULL,
    report   TEXT NOT NULL
) STRICT;

CREATE TABLE workspace (
    key   TEXT PRIMARY KEY,       -- role, name, office, replica, installation, head (last change of this replica) …
    value TEXT NOT NULL
) STRICT;
