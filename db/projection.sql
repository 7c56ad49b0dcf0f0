-- The projection, version 6. Generated; derived from the journal, rebuilt at any time.

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

CREATE TABLE bonus (
    id TEXT NOT NULL,
    standard_code TEXT,
    round TEXT,
    unit TEXT,
    kind TEXT,
    code TEXT,
    points INTEGER,
    reason TEXT,
    date TEXT,
    void INTEGER,
    void_reason TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX bonus_round_standard_code ON bonus (round, standard_code);

CREATE TABLE calendar (
    id TEXT NOT NULL,
    year INTEGER,
    days TEXT,
    note TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX calendar_year ON calendar (year);

CREATE TABLE camera_clock (
    id TEXT NOT NULL,
    camera TEXT,
    "offset" INTEGER,
    replica TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE "case" (
    id TEXT NOT NULL,
    finding TEXT,
    round TEXT,
    state TEXT,
    unit TEXT,
    assists TEXT,
    severity TEXT,
    deadline TEXT,
    due_at TEXT,
    assigned_at TEXT,
    fives TEXT,
    longterm TEXT,
    stage INTEGER,
    notice TEXT,
    reply TEXT,
    objection TEXT,
    extension TEXT,
    closed_at TEXT,
    closed_by TEXT,
    closed_how TEXT,
    recurs TEXT,
    unlinked INTEGER,
    reason TEXT,
    false_repair INTEGER,
    again INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX case_finding ON "case" (finding);

CREATE INDEX case_recurs ON "case" (recurs);

CREATE INDEX case_round_state ON "case" (round, state);

CREATE INDEX case_unit ON "case" (unit);

CREATE TABLE checklist (
    id TEXT NOT NULL,
    code TEXT,
    title TEXT,
    synonyms TEXT,
    version TEXT,
    state TEXT,
    date TEXT,
    base TEXT,
    note TEXT,
    review TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX checklist_code ON checklist (code);

CREATE TABLE confirmation (
    id TEXT NOT NULL,
    standard_code TEXT,
    edition TEXT,
    figure TEXT,
    value INTEGER,
    note TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX confirmation_standard_code ON confirmation (standard_code);

CREATE TABLE document (
    id TEXT NOT NULL,
    standard_code TEXT,
    node TEXT,
    round TEXT,
    code TEXT,
    title TEXT,
    due TEXT,
    state TEXT,
    points INTEGER,
    earned INTEGER,
    unit TEXT,
    files TEXT,
    note TEXT,
    checked_at TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX document_round_standard_code ON document (round, standard_code);

CREATE TABLE duplicate (
    id TEXT NOT NULL,
    first TEXT,
    second TEXT,
    verdict TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX duplicate_second ON duplicate (second);

CREATE TABLE entry (
    id TEXT NOT NULL,
    standard_code TEXT,
    slot TEXT,
    round TEXT,
    value INTEGER,
    numerator INTEGER,
    denominator INTEGER,
    "before" INTEGER,
    met INTEGER,
    basis TEXT,
    date TEXT,
    note TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX entry_round_standard_code ON entry (round, standard_code);

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
    replaces TEXT,
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
    cases TEXT,
    reply_by TEXT,
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

CREATE TABLE parameter (
    id TEXT NOT NULL,
    "key" TEXT,
    label TEXT,
    unit TEXT,
    value INTEGER,
    least INTEGER,
    most INTEGER,
    certainty TEXT,
    source TEXT,
    note TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX parameter_key ON parameter ("key");

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
    "case" TEXT,
    stage TEXT,
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

CREATE INDEX photo_case ON photo ("case");

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
    severity TEXT,
    deadline TEXT,
    departments TEXT,
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

CREATE TABLE recheck (
    id TEXT NOT NULL,
    task TEXT,
    "case" TEXT,
    result TEXT,
    note TEXT,
    "by" TEXT,
    at TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX recheck_case ON recheck ("case");

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
    kind TEXT,
    checklists TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX round_code ON round (code);

CREATE TABLE scenario (
    id TEXT NOT NULL,
    checklist TEXT,
    name TEXT,
    answers TEXT,
    expected INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX scenario_checklist ON scenario (checklist);

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
    judging TEXT,
    own INTEGER,
    PRIMARY KEY (id)
);

CREATE TABLE step (
    id TEXT NOT NULL,
    "case" TEXT,
    action TEXT,
    "before" TEXT,
    "after" TEXT,
    "by" TEXT,
    at TEXT,
    note TEXT,
    unit TEXT,
    due_at TEXT,
    data TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX step_case_at ON step ("case", at);

CREATE TABLE succession (
    prev BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (prev, seq)
);

CREATE TABLE survey (
    id TEXT NOT NULL,
    code TEXT,
    title TEXT,
    standard_code TEXT,
    round TEXT,
    sample INTEGER,
    questions TEXT,
    note TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX survey_round_standard_code ON survey (round, standard_code);

CREATE TABLE tally (
    id TEXT NOT NULL,
    survey TEXT,
    batch TEXT,
    question TEXT,
    option TEXT,
    count INTEGER,
    source TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX tally_survey ON tally (survey);

CREATE TABLE task (
    id TEXT NOT NULL,
    "case" TEXT,
    team TEXT,
    round TEXT,
    planned_at TEXT,
    draw TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX task_case ON task ("case");

CREATE INDEX task_team ON task (team);

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

CREATE TABLE "view" (
    id TEXT NOT NULL,
    screen TEXT,
    name TEXT,
    options TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX view_screen ON "view" (screen);

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
    checklist TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX visit_round ON visit (round);

CREATE INDEX visit_site_round ON visit (site, round);
