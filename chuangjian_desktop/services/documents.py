"""Score sheets, summary and ledger: values gathered here, laid out by `outputs`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.documents import ScoreSheet, SheetRow, SummaryRow, Table
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.local_time import local_day
from chuangjian_desktop.domain.points import from_hundredths, short
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rule_text import rule_words
from chuangjian_desktop.domain.scoring import MEASURED, by_value
from chuangjian_desktop.domain.sheet import FindingRow, ItemRow, VisitSheet
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.outputs.files import require_workbook
from chuangjian_desktop.services.casework.ledger import ledger_rows
from chuangjian_desktop.services.city import city_of
from chuangjian_desktop.services.fieldwork import visits as walking
from chuangjian_desktop.services.results import costs
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import ledger as ledger_queries
from chuangjian_desktop.store.queries import people, places, rounds, visits
from chuangjian_desktop.store.queries.ledger import LedgerFilter, LedgerLine
from chuangjian_desktop.store.queries.places import SiteRow

MEASURED_NOTE, ENTERED_NOTE = "实测", "加减"
"""What 备注 of a score sheet begins with where a value was measured, or an amount entered."""


def export_site_sheet(workspace: Workspace, key: str, path: Path) -> tuple[Warn, ...]:
    """The 评分表 of a site by its key in results; where nobody went yet, an empty one to fill in by hand. `Refusal` M21
    for an unknown site or pass, M22 in a unit's file."""
    workspace.require_scores()
    with workspace.store.reading() as connection:
        site = places.site_by_code(connection, key)
        begun = site is not None and visits.visits_at(connection, workspace.round_id, site.id)
    if site is None or begun:
        return export_sheet(workspace, walking.begun_visit(workspace, key), path)
    return _write_sheet(blank_sheet(workspace, site), path)


def export_sheet(workspace: Workspace, visit_id: str, path: Path) -> tuple[Warn, ...]:
    """The 评分表 of a visit as .xlsx or .pdf, by the file's ending (M27 for another one). M22 in a unit's
    file."""
    workspace.require_scores()
    _require_form(path)
    return _write_sheet(score_sheet(workspace, visit_id), path)


def _require_form(path: Path) -> None:
    if path.suffix.lower() not in (".xlsx", ".pdf"):
        raise Refusal("M27", field="out", value=path.name)


def _write_sheet(sheet: ScoreSheet, path: Path) -> tuple[Warn, ...]:
    from chuangjian_desktop.outputs.pdf.sheet import write_score_sheet as write_pdf
    from chuangjian_desktop.outputs.xlsx.score_sheet import write_score_sheet as write_xlsx

    _require_form(path)
    writer = write_xlsx if path.suffix.lower() == ".xlsx" else write_pdf
    return tuple(writer(sheet, path) or ())


def blank_sheet(workspace: Workspace, site: SiteRow) -> ScoreSheet:
    """The sheet of a site that nobody went to in this round: its items, and room for what a hand writes."""
    version = walking.version_at(workspace, site)
    with workspace.store.reading() as connection:
        round_row = rounds.by_id(connection, workspace.round_id)
        profile = rounds.profiles(connection).get(round_row.profile_id)
    items = version.checklist.items
    rows = (_asked(number, item) for number, item in enumerate(items, 1))
    nothing = from_hundredths(0)
    return ScoreSheet(
        city=city_of(workspace),
        round_name=round_row.name,
        site_code=site.code,
        site_name=site.name,
        site_type=version.checklist.title,
        **dict.fromkeys(("date", "weather", "team", "leader", "evaluators", "times"), ""),
        rows=tuple(rows),
        possible=nothing,
        earned=nothing,
        rate=None,
        unanswered=len(items),
        draft=False,
        profile=profile.name if profile else "",
        blank=True,
    )


def score_sheet(workspace: Workspace, visit_id: str) -> ScoreSheet:
    """The sheet's values; on an undercover visit without team and names."""
    sheet = walking.sheet(workspace, visit_id)
    with workspace.store.reading() as connection:
        visit = visits.visit(connection, visit_id)
        round_row = rounds.by_id(connection, workspace.round_id if visit is None else visit.round_id)
        profile = rounds.profiles(connection).get(round_row.profile_id)
        team = next((t for t in people.teams(connection) if visit is not None and t.id == visit.team_id), None)
    leader = "、".join(name for name, post in (team.members if team else ()) if post == "组长")
    names = "、".join(sheet.people or tuple(name for name, post in (team.members if team else ()) if post != "组长"))
    times = f"{_clock(visit.started)}—{_clock(visit.ended)}" if visit else ""
    hidden = sheet.undercover
    return ScoreSheet(
        city_of(workspace),
        sheet.round_name,
        sheet.site_code,
        sheet.site_name,
        sheet.site_type_name,
        _day(visit.ended or visit.started) if visit else "",
        visit.weather if visit else "",
        "" if hidden or team is None else team.name,
        "" if hidden else leader,
        "" if hidden else names,
        times,
        tuple(_sheet_rows(sheet)),
        from_hundredths(sheet.possible),
        from_hundredths(sheet.earned),
        sheet.rate,
        sum(row.state == "unanswered" for row in sheet.rows),
        not sheet.finished,
        profile.name if profile else "",
    )


def _sheet_rows(sheet: VisitSheet) -> Iterator[SheetRow]:
    for number, row in enumerate(sheet.rows, 1):
        notes = (finding.note for finding in row.findings if finding.note)
        said = (_measured(row), row.reason or "；".join(notes))
        yield replace(
            _asked(number, row.item),
            # A number there would be read as what was measured.
            occurrences=0 if row.item.rule.kind in MEASURED else sum(finding.count for finding in row.findings),
            lost=from_hundredths(row.lost),
            earned=None if row.earned is None else from_hundredths(row.earned),
            state=row.state,
            problems="；".join(problem_words(finding, row.item.title) for finding in row.findings),
            photo_numbers="、".join(photo_numbers(row)),
            unit="、".join(dict.fromkeys(finding.unit for finding in row.findings if finding.unit)),
            note="；".join(part for part in said if part),
        )


def _measured(row: ItemRow) -> str:
    """What was measured or entered, as 备注 says it and `findings import` reads it."""
    if row.measured is None or row.state in ("na", "exempt"):
        return ""
    if row.item.rule.kind == "ledger":
        return f"{ENTERED_NOTE} {short(row.measured)}"
    return f"{MEASURED_NOTE} {short(row.measured)}" if by_value(row.item.rule) else ""


def _asked(number: int, item: Item) -> SheetRow:
    """The row of an item that nobody answered."""
    return SheetRow(
        number,
        item.section,
        item.code,
        item.title,
        item.requirement,
        from_hundredths(item.points),
        rule_words(item.rule, "zh", item.points),
        0,
        from_hundredths(0),
        None,
        "unanswered",
        *("",) * 4,
    )


def photo_numbers(row: ItemRow) -> list[str]:
    """Numbers of photos on the sheet: the finding's number and the photo's place, 07-1."""
    return [f"{each.number:02d}-{place}" for each in row.findings for place in range(1, len(each.photos) + 1)]


def problem_words(finding: FindingRow, title: str) -> str:
    """A finding in the words of a score sheet: place, what is wrong, how often."""
    place = f"{finding.place}：" if finding.place else ""
    count = f"（{finding.count}处）" if finding.count > 1 else ""
    words = finding.text or finding.note or f"“{title}”不符合要求"
    return f"{place}{words}{count}"


def _day(moment: str) -> str:
    return local_day(moment)


def _clock(moment: str) -> str:
    return moment[11:16]


def export_summary(workspace: Workspace, path: Path, progress: Progress | None = None) -> tuple[Warn, ...]:
    """The 扣分汇总表 of the present round as .xlsx (M27 for another ending). M22 in a unit's file."""
    workspace.require_scores()
    require_workbook(path)
    lines, lost, table = _lines(workspace, "扣分汇总表")
    titles = workspace.catalogue.titles
    rows = (_summary_row(line, lost.get(line.id, 0), titles) for line in lines)
    from chuangjian_desktop.outputs.xlsx.summary import write_summary

    return tuple(write_summary(table, rows, path, progress))


def export_ledger(workspace: Workspace, path: Path, progress: Progress | None = None) -> tuple[Warn, ...]:
    """The 问题整改台账 of the present round as .xlsx (M27 for another ending), with photos of before and after. M22 in
    a unit's file."""
    workspace.require_scores()
    require_workbook(path)
    _, lost, table = _lines(workspace, "问题台账" if workspace.role == "team" else "问题整改台账")
    from chuangjian_desktop.outputs.xlsx.ledger import write_ledger

    return tuple(write_ledger(table, ledger_rows(workspace, lost), path, progress))


def _lines(workspace: Workspace, title: str) -> tuple[tuple[LedgerLine, ...], dict[str, int], Table]:
    lost = costs(workspace)
    with workspace.store.reading() as connection:
        round_row = rounds.by_id(connection, workspace.round_id)
        lines = ledger_queries.lines(connection, LedgerFilter(workspace.round_id))
    if round_row.undercover:
        lines = tuple(replace(line, team="") for line in lines)
    total = sum(lost.get(line.id, 0) for line in lines)
    made_on = f"{now():%Y-%m-%d}"
    count = sum(line.count for line in lines)
    return lines, lost, Table(title, round_row.name, made_on, from_hundredths(total), count)


def _summary_row(line: LedgerLine, lost: int, type_titles: Mapping[str, str]) -> SummaryRow:
    district, _, street = line.area.partition("/")
    return SummaryRow(
        district,
        street.split("/")[0],
        line.site,
        type_titles.get(line.site_type, line.site_type),
        line.item,
        f"{line.place}：{line.words}" if line.place else line.words,
        line.count,
        from_hundredths(lost),
        line.unit,
        line.team,
        _day(line.found_at),
    )
