"""Score sheets that were filled in by hand, taken in as one act. The same sheet again adds nothing."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.tables import RejectedRow
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.inputs.checklists.values import Placed, Remark
from chuangjian_desktop.inputs.columns import narrow
from chuangjian_desktop.inputs.filled_sheets import HEADS, FilledBook, FilledRow, FilledSheet, day_of, read_filled
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.acts import put_back, rehearsed
from chuangjian_desktop.services.fieldwork import answers, findings, photos, visits
from chuangjian_desktop.services.fieldwork.filled_remarks import remark
from chuangjian_desktop.services.fieldwork.filled_rows import PlannedFinding, PlannedRow, Reader
from chuangjian_desktop.services.photo_records import Home, store_photo
from chuangjian_desktop.services.registry import ImportReport
from chuangjian_desktop.services.undoing import take_back, touched, undoable
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import people, places
from chuangjian_desktop.store.queries import visits as visit_queries
from chuangjian_desktop.store.queries.places import SiteRow
from chuangjian_desktop.store.queries.visits import VisitRow
from chuangjian_desktop.store.writer import Writer

UNDO = "findings import"
"""The kind of step that such an import is."""
_APART = re.compile(r"[\s()\[\]【】、,;:]+")
"""Between the code and the name of a site."""


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """One sheet as it would be taken in, with the facts of its head block; `visit` is its id, `begun` is None where the
    visit is not there yet."""

    site: SiteRow
    visit: str
    begun: VisitRow | None
    team: str
    version: Version
    day: dt.date | None
    facts: Mapping[str, str]
    rows: tuple[PlannedRow, ...]


@dataclass(frozen=True, slots=True)
class FindingsPreview:
    """What an import would do. Problems are counted: new ones, and those that are recorded already; `answers` are items
    that get another answer. `understood` counts lines of the sheets."""

    book: FilledBook
    sheets: tuple[PlannedSheet, ...]
    remarks: tuple[Placed, ...]

    @property
    def added(self) -> int:
        """New problems."""
        return sum(len(row.new) for sheet in self.sheets for row in sheet.rows)

    @property
    def same(self) -> int:
        """Problems that are recorded already."""
        return sum(len(row.known) for sheet in self.sheets for row in sheet.rows)

    @property
    def answers(self) -> int:
        """Items that get another answer."""
        return sum(row.answer is not None for sheet in self.sheets for row in sheet.rows)

    @property
    def understood(self) -> int:
        """Lines that were taken."""
        return sum(len(sheet.rows) for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """What was done, or would be: the preview, how many photos were attached, and pictures that could not be read
    (M09)."""

    preview: FindingsPreview
    photos: int
    warnings: tuple[Warn, ...]


def import_findings(
    workspace: Workspace, worker: PhotoWorker, path: Path, *, site: str = "", dry_run: bool = False
) -> FindingsReport:
    """Take in the sheets of a workbook; `site` (a code) goes before what a sheet names.

    Rows that are not understood never stop the others. `Refusal` M20 when the workbook cannot be read, M21 for an
    unknown `site`.
    """
    if site:
        _site(workspace, site)
    with tempfile.TemporaryDirectory(prefix="chuangjian-", ignore_cleanup_errors=True) as folder:
        preview = _preview(workspace, read_filled(path, Path(folder)), site)
        ready, warnings = _prepared(worker, preview)
        photos_ = _write(workspace, preview, ready, dry_run=dry_run)
        return FindingsReport(preview, photos_, tuple(warnings))


def import_report(workspace: Workspace, path: Path, *, worker: PhotoWorker, dry_run: bool = False) -> ImportReport:
    """The same, told as other imports are: problems and other answers counted together."""
    preview = import_findings(workspace, worker, path, dry_run=dry_run).preview
    rejected = tuple(_rejected(each) for each in preview.remarks)
    return ImportReport(preview.added, preview.answers, preview.same, rejected, preview.book.left, preview.book.grid)


def _rejected(each: Placed) -> RejectedRow:
    place = f"{each.column} {each.heading}".strip()
    said = each.remark
    return RejectedRow(
        each.sheet, each.row, f"{place}：{said.zh}；{said.hint_zh}", f"{place}: {said.en}; {said.hint_en}"
    )


def undo(workspace: Workspace) -> bool:
    """Take the last import back, as one step; False when there is none. `Refusal` M23 once one of its visits was
    finished, M26 once something of it was changed or built on."""
    with workspace.store.reading() as connection:
        written = [record for entity, record in touched(workspace, UNDO) if entity == "finding"]
        found = [visit_queries.finding(connection, each) for each in written]
    for visit in {each.visit_id for each in found if each is not None}:
        visits.require_open(workspace, visit)
    return take_back(workspace, UNDO)


# ---- what each sheet says --------------------------------------------------------------------------------------------


def _preview(workspace: Workspace, book: FilledBook, site: str) -> FindingsPreview:
    sheets: list[PlannedSheet] = []
    remarks: list[Placed] = []
    for sheet in book.sheets:
        found = _sheet(workspace, sheet, site, remarks)
        if found is not None:
            sheets.append(found)
    return FindingsPreview(book, tuple(sheets), tuple(remarks))


def _sheet(workspace: Workspace, sheet: FilledSheet, code: str, remarks: list[Placed]) -> PlannedSheet | None:
    def tell(row: int, each: Remark) -> None:
        heading = sheet.heads.get(each.key) or HEADS.get(each.key, ("", ""))[0]
        remarks.append(Placed(sheet.title, row, sheet.letters.get(each.key, ""), heading, each))

    try:
        site = _site(workspace, code or _named_site(sheet) or sheet.title)
        team, begun = _visit(workspace, site, sheet.facts.get("team", ""))
        version = (
            workspace.catalogue.current.get(site.type) if begun is None else visits.version_of(workspace, begun.id)
        )
    except Refusal as refusal:
        tell(_first_row(sheet), _no_site(sheet, code, refusal))
        return None
    if version is None:
        tell(_first_row(sheet), _no_site(sheet, code, Refusal("M21", what="site_type", value=site.type)))
        return None
    if begun is not None and begun.finished:
        tell(_first_row(sheet), remark("finished", site=site.name))
        return None
    visit = begun.id if begun else visits.fresh_visit(workspace, site, team, at="")[0]
    said = sheet.facts.get("date", "")
    day = day_of(said, now().year) if said else None
    if said and day is None:
        tell(_first_row(sheet), remark("date", text=said))
    reader = Reader(workspace, version, visit, visits.sheet(workspace, visit) if begun else None)
    rows = tuple(planned for row in sheet.rows if (planned := _row(reader, row, tell)) is not None)
    for number in sheet.stray:
        tell(number, remark("stray"))
    return PlannedSheet(site, visit, begun, team, version, day, sheet.facts, rows)


def _row(reader: Reader, row: FilledRow, tell: Callable[[int, Remark], None]) -> PlannedRow | None:
    if not row.is_filled:
        return None
    planned, said = reader.read(row)
    for each in said:
        tell(row.number, each)
    return planned


def _first_row(sheet: FilledSheet) -> int:
    return sheet.rows[0].number if sheet.rows else 1


def _named_site(sheet: FilledSheet) -> str:
    """The site above the table, or in a column that names the same one in every row."""
    if sheet.facts.get("site"):
        return sheet.facts["site"]
    named_ = {row.text("site") for row in sheet.rows} - {""}
    return named_.pop() if len(named_) == 1 else ""


def _site(workspace: Workspace, text: str) -> SiteRow:
    """A site by "ZG-001　解放路", "解放路（ZG-001）", its code or its name alone; `Refusal` M21 for none, or several of
    that name."""
    whole = " ".join(text.split())
    with workspace.store.reading() as connection:
        coded = (places.site_by_code(connection, each) for each in _APART.split(narrow(text)) if each)
        found = next((each for each in coded if each is not None), None)
        if found is None and whole:
            fitting = [each for each in places.sites(connection) if each.name == whole]
            found = fitting[0] if len(fitting) == 1 else None
    if found is None:
        raise Refusal("M21", what="site", value=text)
    return found


def _visit(workspace: Workspace, site: SiteRow, team: str) -> tuple[str, VisitRow | None]:
    """The team that was there, and the site's visit in this round if one was begun."""
    with workspace.store.reading() as connection:
        teams = people.teams(connection)
        begun = visit_queries.visits_at(connection, workspace.round_id, site.id)
    known = next((each.id for each in teams if team and team in (each.name, each.code)), "")
    mine = [each for each in begun if each.pass_no == 1 and (not known or each.team_id == known)]
    return known or visits.own_team(workspace, teams), mine[0] if mine else None


def _no_site(sheet: FilledSheet, code: str, refusal: Refusal) -> Remark:
    said = code or _named_site(sheet)
    if refusal.details.get("what") == "site_type":
        return remark("type", text=str(refusal.details["value"]))
    return remark("site", text=said) if said else remark("no site")


# ---- writing ---------------------------------------------------------------------------------------------------------


def _prepared(worker: PhotoWorker, preview: FindingsPreview) -> tuple[dict[Path, PreparedPhoto], list[Warn]]:
    """Pictures decoded, each file once."""
    wanted = dict.fromkeys(path for sheet in preview.sheets for row in sheet.rows for path in row.photos)
    ready: dict[Path, PreparedPhoto] = {}
    warnings: list[Warn] = []
    for path in wanted:
        found, failed = photos.prepare(worker, [path])
        ready.update(dict.fromkeys([path], found[0]) if found else {})
        warnings.extend(failed)
    return ready, warnings


def _write(
    workspace: Workspace, preview: FindingsPreview, ready: Mapping[Path, PreparedPhoto], *, dry_run: bool
) -> int:
    """All sheets as one act; answers how many photos were attached. A dry run does the same and leaves no trace."""
    attached = 0
    with rehearsed(undoable(workspace, UNDO), dry_run=dry_run) as writer:
        for sheet in preview.sheets:
            if sheet.begun is None and sheet.rows:
                _begin(workspace, writer, sheet)
            attached += _write_sheet(workspace, writer, sheet, ready)
    return attached


def _begin(workspace: Workspace, writer: Writer, sheet: PlannedSheet) -> None:
    at = _moment(sheet.day) or writer.now
    identity, fields = visits.fresh_visit(workspace, sheet.site, sheet.team, at=at)
    people_ = sheet.facts.get("people", "").replace("，", "、").split("、")
    names: list[Value] = [*sorted({name.strip() for name in people_ if name.strip()})]
    if weather := sheet.facts.get("weather", ""):
        fields["weather"] = weather
    put_back(writer, "visit", identity, fields | {"people": {"union": names}})


def _write_sheet(workspace: Workspace, writer: Writer, sheet: PlannedSheet, ready: Mapping[Path, PreparedPhoto]) -> int:
    attached = 0
    number = visits.highest_number(writer.connection, sheet.visit) if sheet.rows else 0
    for row in sheet.rows:
        if row.answer is not None:
            fields = answers.fields_of(
                sheet.visit, row.item_id, row.answer.state, row.answer.reason, row.answer.measured
            )
            put_back(writer, "answer", named("answer", sheet.visit, row.item_id), fields)
        homes = list(row.known)
        for each in row.new:
            number += 1
            _put_finding(workspace, writer, sheet, (row, each, number))
            homes.append(each.id)
        attached += _attach(writer, sheet.visit, homes, [ready[path] for path in row.photos if path in ready])
    return attached


def _put_finding(
    workspace: Workspace, writer: Writer, sheet: PlannedSheet, what: tuple[PlannedRow, PlannedFinding, int]
) -> None:
    row, each, number = what
    fields = findings.fields_at(workspace, (sheet.site, sheet.visit), (row.item, row.item_id), each.draft)
    fields |= {"number": number, "found_at": _moment(sheet.day) or writer.now}
    if workspace.author is not None:
        fields["by"] = ref("office.person", workspace.author)
    put_back(writer, "finding", each.id, fields)


def _attach(writer: Writer, visit: str, homes: list[str], found: list[PreparedPhoto]) -> int:
    """One photo to each problem of a row where there are as many, else all to the first; each original once."""
    attached = 0
    for place, photo in enumerate(found if homes else ()):
        home = homes[place] if len(found) == len(homes) else homes[0]
        twins = visit_queries.photos_with(writer.connection, photo.original_sha256)
        if home not in {each.finding_id for each in twins}:
            there = visit_queries.photos_of_finding(writer.connection, home)
            store_photo(writer, photo, Home(home, visit), len(there))
            attached += 1
    return attached


def _moment(day: dt.date | None) -> str:
    """The beginning of a day as the journal writes times; nothing without one."""
    if day is None:
        return ""
    return dt.datetime.combine(day, dt.time(), now().tzinfo).isoformat(timespec="milliseconds")
