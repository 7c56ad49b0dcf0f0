-- The projection, version 3. Generated; derived from the journal, rebuilt at any time.

CREATE TABLE answer (
    id TEXT NOT NULL,
    visit TEXT,
    item TEXT,
    state TEXT,
    reason TEXT,
    measured INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX answer_visit ON answer (visit);

CREATE TABLE area (
    id TEXT NOT NULL,
    name TEXT,
    path TEXT,
    parent TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX area_path ON area (path);

CREATE TABLE assignment (
    id TEXT NOT NULL,
    round TEXT,
    site TEXT,
    team TEXT,
    pass_no INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX assignment_round ON assignment (round);

CREATE TABLE blob_name (
    record TEXT NOT NULL,
    entity TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (record, entity, sha256, size)
);

CREATE INDEX blob_name_sha256 ON blob_name (sha256);

CREATE TABLE camera_clock (
    id TEXT NOT NULL,
    camera TEXT,
    "offset" INTEGER,
    replica TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE checklist (
    id TEXT NOT NULL,
    code TEXT,
    title TEXT,
    synonyms TEXT,
    version TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE duplicate (
    id TEXT NOT NULL,
    first TEXT,
    second TEXT,
    verdict TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX duplicate_second ON duplicate (second);

CREATE TABLE finding (
    id TEXT NOT NULL,
    visit TEXT,
    item TEXT,
    problem TEXT,
    text TEXT,
    number INTEGER,
    count INTEGER,
    points INTEGER,
    place TEXT,
    note TEXT,
    unit TEXT,
    assists TEXT,
    severity TEXT,
    deadline TEXT,
    found_at TEXT,
    "by" TEXT,
    solved INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX finding_item_text_problem_id ON finding (item, text, problem, id);

CREATE INDEX finding_unit ON finding (unit);

CREATE INDEX finding_visit_item ON finding (visit, item);

CREATE TABLE grant (
    id TEXT NOT NULL,
    kind TEXT,
    year INTEGER,
    start INTEGER,
    replica TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE item (
    id TEXT NOT NULL,
    checklist TEXT,
    code TEXT,
    section TEXT,
    title TEXT,
    requirement TEXT,
    how_to_check TEXT,
    method TEXT,
    unit TEXT,
    points INTEGER,
    rule TEXT,
    na_allowed INTEGER,
    veto TEXT,
    exemption TEXT,
    departments TEXT,
    phrases TEXT,
    deadline TEXT,
    severity TEXT,
    photos_required INTEGER,
    photos_most INTEGER,
    campaigns TEXT,
    position INTEGER,
    confidence TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX item_checklist ON item (checklist);

CREATE TABLE notice (
    id TEXT NOT NULL,
    kind TEXT,
    year INTEGER,
    serial INTEGER,
    number TEXT,
    unit TEXT,
    round TEXT,
    issued_at TEXT,
    form TEXT,
    content TEXT,
    findings TEXT,
    void INTEGER,
    void_reason TEXT,
    by_hand_reason TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX notice_kind_year ON notice (kind, year);

CREATE INDEX notice_unit ON notice (unit);

CREATE TABLE other_reference (
    target TEXT NOT NULL,
    target_entity TEXT NOT NULL,
    record TEXT NOT NULL,
    entity TEXT NOT NULL,
    PRIMARY KEY (target, target_entity, record, entity)
);

CREATE INDEX other_reference_record ON other_reference (record);

CREATE TABLE person (
    id TEXT NOT NULL,
    name TEXT,
    post TEXT,
    team TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX person_team ON person (team);

CREATE TABLE photo (
    id TEXT NOT NULL,
    finding TEXT,
    visit TEXT,
    blob TEXT,
    thumb TEXT,
    original TEXT,
    name TEXT,
    original_size INTEGER,
    original_sha256 TEXT,
    taken_at TEXT,
    time_source TEXT,
    camera TEXT,
    latitude INTEGER,
    longitude INTEGER,
    width INTEGER,
    height INTEGER,
    fingerprint TEXT,
    position INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX photo_finding ON photo (finding);

CREATE INDEX photo_original_sha256 ON photo (original_sha256);

CREATE INDEX photo_visit ON photo (visit);

CREATE TABLE problem_type (
    id TEXT NOT NULL,
    scheme TEXT,
    code TEXT,
    title TEXT,
    "group" TEXT,
    kind TEXT,
    words TEXT,
    help TEXT,
    same_as TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX problem_type_code ON problem_type (code);

CREATE TABLE profile (
    id TEXT NOT NULL,
    code TEXT,
    name TEXT,
    options TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE projection (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE record (
    id TEXT NOT NULL,
    entity TEXT NOT NULL,
    removed INTEGER NOT NULL,
    fields TEXT NOT NULL,
    heads TEXT NOT NULL,
    conflicts TEXT NOT NULL,
    erased TEXT NOT NULL,
    digest BLOB NOT NULL,
    kept INTEGER NOT NULL,
    PRIMARY KEY (id, entity)
);

CREATE INDEX record_erased ON record (id) WHERE erased != '[]';

CREATE INDEX record_gone ON record (id) WHERE removed = 1 OR kept = 1;

CREATE INDEX record_open ON record (id) WHERE conflicts != '{}';

CREATE TABLE round (
    id TEXT NOT NULL,
    code TEXT,
    name TEXT,
    created TEXT,
    start TEXT,
    "end" TEXT,
    undercover INTEGER,
    keep_originals INTEGER,
    profile TEXT,
    campaigns TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX round_code ON round (code);

CREATE TABLE settings (
    id TEXT NOT NULL,
    kind TEXT,
    options TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE site (
    id TEXT NOT NULL,
    code TEXT,
    name TEXT,
    initials TEXT,
    pinyin TEXT,
    type TEXT,
    area TEXT,
    unit TEXT,
    department TEXT,
    keeper TEXT,
    phone TEXT,
    address TEXT,
    latitude INTEGER,
    longitude INTEGER,
    size TEXT,
    always INTEGER,
    note TEXT,
    grid TEXT,
    sponsor TEXT,
    leader TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX site_area ON site (area);

CREATE INDEX site_code ON site (code);

CREATE INDEX site_unit ON site (unit);

CREATE TABLE standard (
    id TEXT NOT NULL,
    code TEXT,
    title TEXT,
    edition TEXT,
    date TEXT,
    nodes TEXT,
    confirmed INTEGER,
    PRIMARY KEY (id)
);

CREATE TABLE succession (
    prev BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (prev, seq)
);

CREATE TABLE team (
    id TEXT NOT NULL,
    code TEXT,
    name TEXT,
    phone TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX team_code ON team (code);

CREATE TABLE unit (
    id TEXT NOT NULL,
    name TEXT,
    short TEXT,
    roles TEXT,
    area TEXT,
    contact TEXT,
    phone TEXT,
    address TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX unit_name ON unit (name);

CREATE TABLE visit (
    id TEXT NOT NULL,
    round TEXT,
    site TEXT,
    team TEXT,
    pass_no INTEGER,
    state TEXT,
    people TEXT,
    started TEXT,
    ended TEXT,
    weather TEXT,
    reason TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX visit_round ON visit (round);

CREATE INDEX visit_site_round ON visit (site, round);
