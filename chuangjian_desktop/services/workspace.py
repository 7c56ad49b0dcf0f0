"""Opening, making and closing a workspace; the value that every service gets first."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.local_time import local_minute
from chuangjian_desktop.domain.photo_matching import moment
from chuangjian_desktop.domain.scoring import ScoringProfile
from chuangjian_desktop.domain.standard import Pack
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.inputs.packs import load_all
from chuangjian_desktop.resources import STANDARDS
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.memory import Memory
from chuangjian_desktop.store.lock import FileLock
from chuangjian_desktop.store.queries import people, rounds
from chuangjian_desktop.store.queries.catalogue import catalogue
from chuangjian_desktop.store.shipping import ship
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import Act, Writer, Written

STANDARDS_ENTITIES = frozenset(
    ("office.item", "office.checklist", "office.problem_type", "office.standard", "office.confirmation"),
) | {"office.parameter"}
_CATALOGUE = STANDARDS_ENTITIES | {"office.round"}


@dataclass(slots=True)
class UndoStack:
    """Steps of one visit that can be taken back, and steps taken back that can be done again."""

    done: list[tuple[Act, ...]] = field(default_factory=list[tuple[Act, ...]])
    undone: list[tuple[Act, ...]] = field(default_factory=list[tuple[Act, ...]])


@dataclass(slots=True)
class Workspace:
    """An open workspace and who acts in it. `round_id` is the round that services mean when none is named."""

    store: Store
    installation: Installation
    facts: dict[str, str]
    round_id: str
    lock: FileLock | None
    author: str | None = None
    warnings: list[Warn] = field(default_factory=list[Warn])
    undo: dict[str, UndoStack] = field(default_factory=dict[str, UndoStack])
    listeners: list[Callable[[Written], None]] = field(default_factory=list[Callable[[Written], None]])
    memory: Memory = field(default_factory=Memory)
    newcomers: dict[str, str] = field(default_factory=dict[str, str])
    """People who act but have no record yet, by id: it is made with the first thing they write."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.store.path

    @property
    def role(self) -> str:
        """Office or team."""
        return self.facts["role"]

    @property
    def name(self) -> str:
        """The office's or the team's name."""
        return self.facts["name"]

    @property
    def office(self) -> str:
        """The id under which sites, units and areas get their names."""
        return self.facts["office"]

    @property
    def actor(self) -> str:
        """The name of the person who acts, empty when nobody said who it is."""
        if not self.author:
            return ""
        if self.author in self.newcomers:
            return self.newcomers[self.author]
        with self.store.reading() as connection:
            return people.name_of(connection, self.author)

    @property
    def catalogue(self) -> Catalogue:
        """The standards as the present round uses them, read once until they change."""
        return self.memory.recall(("catalogue", self.round_id), _CATALOGUE, self._read_catalogue)

    def _read_catalogue(self) -> Catalogue:
        with self.store.reading() as connection:
            return catalogue(connection, self.round_id)

    @contextmanager
    def writing(self, visit: str | None = None) -> Generator[Writer]:
        """One act of a person: one transaction, told to all listeners; with a visit it can be undone there."""
        with self.transaction() as writer:
            yield writer
        written = writer.written()
        if visit is not None and written.inverse:
            stack = self.undo.setdefault(visit, UndoStack())
            stack.done.append(written.inverse)
            stack.undone.clear()
        self.tell(written)

    @contextmanager
    def transaction(self) -> Generator[Writer]:
        """A transaction in the name of who acts; with a newcomer's first one comes that person's record."""
        author = self.author or ""
        with self.store.writing(self.author) as writer:
            if author in self.newcomers:
                writer.put("office.person", author, {"name": self.newcomers[author], "post": ""})
                writer.inverse.clear()
            yield writer
        self.newcomers.pop(author, None)

    def tell(self, written: Written) -> None:
        """Let every screen know what changed."""
        self.memory.forget(written.touched)
        for listener in tuple(self.listeners):
            listener(written)

    def require_office(self) -> None:
        """`Refusal` M22 for what only an office does."""
        if self.role != "office":
            raise Refusal("M22", role=self.role)

    def require_scores(self) -> None:
        """`Refusal` M22 for scores, and what is printed of them, in a unit's file: it holds no visit as a whole."""
        if self.role == "unit":
            zh = "责任单位的文件只有本单位的事项，算不出得分和扣分"
            en = "the file of a unit holds its own cases only: no score can be made of them"
            raise Refusal("M22", role=self.role, detail_zh=zh, detail_en=en)

    def close(self) -> None:
        """Let go of the file; the mark of an open session goes last."""
        marked = self.lock is not None
        self.let_go()
        if marked:
            _mark(self.installation, self.path).unlink(missing_ok=True)

    def let_go(self) -> None:
        """Close the file and give the lock back whatever happens; the mark stays and tells of it next time."""
        try:
            self.store.close()
        finally:
            if self.lock is not None:
                self.lock.release()
                self.lock = None


def now() -> datetime:
    """The computer's clock with its zone."""
    return datetime.now().astimezone()


def shipped_packs() -> tuple[Pack, ...]:
    """The standards that come with the program."""
    return load_all(STANDARDS)


def create(
    path: Path, role: str, name: str, installation: Installation, round_name: str = "", *, standards: str = "all"
) -> Workspace:
    """A new workspace with the shipped standards, a first round and, for a team, the team itself; all of it or no file.

    `standards` names the campaigns of the round by code, with commas; M21 for an unknown one. All are those that were
    shipped complete: of the others only an outline is known.
    """
    if role not in ("office", "team"):
        raise Refusal("M27", field="role", value=role)
    if not fit("name", name).strip():
        raise Refusal("M27", field="name", value=name)
    facts = {
        "role": role,
        "name": name,
        "office": fresh(),
        "replica": fresh(),
        "installation": installation.id,
        "created": now().isoformat(timespec="seconds"),
    }
    packs = shipped_packs()
    campaigns = _campaigns(packs, standards)
    store = Store.create(path, facts, now)
    workspace = Workspace(store, installation, facts, "", FileLock(path))
    try:
        _fill(workspace, packs, round_name or _round_name(), campaigns)
        _mark_open(workspace)
    except BaseException:
        workspace.let_go()
        path.unlink()
        raise
    return workspace


def _fill(workspace: Workspace, packs: tuple[Pack, ...], round_name: str, campaigns: tuple[str, ...]) -> None:
    with workspace.writing() as writer:
        for pack in packs:
            ship(writer.connection, pack)
        workspace.round_id = add_round(writer, workspace.office, "R1", round_name, campaigns)
        if workspace.role == "team":
            team = {"code": "T1", "name": workspace.name, "phone": ""}
            writer.put("office.team", named("office.team", workspace.office, "T1"), team)


def _round_name() -> str:
    moment = now()
    return f"{moment.year}年第{'一二三四'[(moment.month - 1) // 3]}季度模拟测评"


def _campaigns(packs: tuple[Pack, ...], standards: str) -> tuple[str, ...]:
    shipped = [standard for pack in packs for standard in pack.standards]
    known = [standard.code for standard in shipped]
    if standards == "all":
        return tuple(standard.code for standard in shipped if standard.judging.complete)
    wanted = [code.strip() for code in standards.split(",") if code.strip()]
    if strange := [code for code in wanted if code not in known] or (["?"] if not wanted else []):
        raise Refusal("M21", what="standard", value=strange[0])
    return tuple(wanted)


def add_round(writer: Writer, office: str, code: str, name: str, campaigns: tuple[str, ...] = ()) -> str:
    """A round with a scoring profile of its own; answers its id."""
    profile = named("office.profile", office, code)
    default = ScoringProfile()
    writer.put("office.profile", profile, {"code": default.code, "name": default.name, "options": {}})
    identity = named("office.round", office, code)
    fields = {
        "code": code,
        "name": fit("round", name),
        "created": writer.now,
        "start": "",
        "end": "",
        "undercover": False,
        "keep_originals": False,
        "campaigns": list(campaigns),
        "profile": ref("office.profile", profile),
    }
    writer.put("office.round", identity, fields)
    return identity


def open_workspace(
    path: Path, installation: Installation, *, writing: bool = True, untouched: bool = False
) -> Workspace:
    """An existing workspace. With `writing` it is locked for this program (M08) and an unclean end is told (M14);
    `untouched` leaves every byte of the file as it is until something is really written.

    A file that comes from another installation, or from a backup, starts a new replica by itself.
    """
    if not path.is_file():
        raise Refusal("M01", file=path.name, detail="not found" if not path.exists() else "not a file")
    lock = FileLock(path) if writing else None
    try:
        store = Store.open(path, now)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    workspace = Workspace(store, installation, {}, "", lock)
    try:
        _begin(workspace, untouched=untouched)
    except BaseException:
        workspace.let_go()
        raise
    return workspace


def _begin(workspace: Workspace, *, untouched: bool) -> None:
    workspace.facts = workspace.store.facts()
    if workspace.lock is not None:
        if not untouched:
            workspace.store.ready()
        _adopt(workspace)
        _tell_unclean_end(workspace)
        _tell_early_clock(workspace)
        _mark_open(workspace)
    with workspace.store.reading() as connection:
        workspace.round_id = rounds.latest(connection)


def _adopt(workspace: Workspace) -> None:
    if workspace.facts.get("installation") != workspace.installation.id or not workspace.facts.get("replica"):
        workspace.store.set_facts(replica=fresh(), installation=workspace.installation.id, head="")
        workspace.facts = workspace.store.facts()


def register_anew(workspace: Workspace) -> None:
    """Write under a new identity from now on: what to do on one of two laptops of which one is a copy (M12)."""
    workspace.store.set_facts(replica=fresh(), head="")
    workspace.facts = workspace.store.facts()


def _tell_early_clock(workspace: Workspace) -> None:
    """Say so when the computer's clock is before what was last written here (M10). Nothing is decided by it."""
    with workspace.store.reading() as connection:
        at = rounds.change_at(connection, workspace.facts.get("head", ""))
    last, current = moment(at, UTC), now()
    if last is not None and current < last:
        told = {"now": f"{current:%Y-%m-%d %H:%M}", "last": local_minute(at)}
        workspace.warnings.append(Warn("M10", {**told}))


def act_as(workspace: Workspace, name: str) -> None:
    """Everything written from now on names this person; known people keep their record. Writes nothing by itself."""
    if not fit("name", name).strip():
        raise Refusal("M27", field="name", value=name)
    with workspace.store.reading() as connection:
        found = people.by_name(connection, name.strip())
    if found is None:
        found = named("office.person", workspace.office, name.strip())
        workspace.newcomers[found] = name.strip()
    workspace.author = found


def use_round(workspace: Workspace, code: str) -> None:
    """Mean another round from now on; `Refusal` M21 when there is none of that code or name."""
    with workspace.store.reading() as connection:
        found = rounds.by_code(connection, code)
    if found is None:
        raise Refusal("M21", what="round", value=code)
    workspace.round_id = found.id


def _mark(installation: Installation, path: Path) -> Path:
    return installation.sessions / f"{sha256(str(path.resolve()).encode()).hexdigest()[:24]}.json"


def _mark_open(workspace: Workspace) -> None:
    workspace.installation.sessions.mkdir(parents=True, exist_ok=True)
    note = {"file": str(workspace.path.resolve()), "since": now().isoformat(timespec="seconds")}
    _mark(workspace.installation, workspace.path).write_text(json.dumps(note), encoding="utf-8")


def _tell_unclean_end(workspace: Workspace) -> None:
    if not _mark(workspace.installation, workspace.path).exists():
        return
    with workspace.store.reading() as connection:
        last = rounds.last_change_at(connection)
    workspace.warnings.append(Warn("M14", {"file": workspace.path.name, "time": local_minute(last)}))
