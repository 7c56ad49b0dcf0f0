"""Tables of sites, units and teams as offices write them: rows that were understood, and rows that were not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.numerals import arabic
from chuangjian_desktop.domain.tables import (
    Grid,
    RejectedRow,
    SiteTable,
    SiteTableRow,
    TeamTable,
    TeamTableRow,
    UnitTable,
    UnitTableRow,
)
from chuangjian_desktop.domain.text import unfit
from chuangjian_desktop.inputs.columns import Columns, Line, lines_of, narrow, plain
from chuangjian_desktop.inputs.coordinates import BadCoordinate, coordinates_of
from chuangjian_desktop.inputs.headings import SITE_COLUMNS, TEAM_COLUMNS, UNIT_COLUMNS
from chuangjian_desktop.inputs.workbook import read_grid

LONGEST_CELL = 5_000
_YES = {"是", "√", "✓", "✔", "y", "yes", "1", "true", "常检", "必检", "有"}
_NO = {"", "否", "×", "✗", "x", "n", "no", "0", "false", "无", "-", "—"}
_BETWEEN = re.compile(r"[、,，;；/／\n\r\t]+|\s{2,}")
_TEAM_NUMBER = re.compile(r"第?([0-9a-z]+|[一二三四五六七八九十]+)(?:测评|检查|考评|考察|督查)?(?:小组|组|队)?")


class _Rejected(Exception):
    """Why a row is not taken, in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english


class _Report:
    """Gathers the rows that were not taken."""

    def __init__(self) -> None:
        self.rows: list[RejectedRow] = []

    def add(self, line: Line, why: _Rejected) -> None:
        self.rows.append(RejectedRow(line.sheet, line.number, why.chinese, why.english))

    def done(self) -> tuple[RejectedRow, ...]:
        return tuple(self.rows)


def read_sites(path: Path, types: Mapping[str, str]) -> SiteTable:
    """The sites of a 点位表; `types` leads from names and synonyms of site types to their codes.

    A row without a name, of an unknown type, with coordinates that cannot be, or with a code that was there before
    is rejected. `Refusal` M20 when the file cannot be read or no sheet of it has the head of such a table.
    """
    return sites_of(read_grid(path), types)


def read_units(path: Path) -> UnitTable:
    """The responsible units of a table; a row without a name, or with a name that was there before, is rejected."""
    return units_of(read_grid(path))


def read_teams(path: Path) -> TeamTable:
    """The teams of a table, from one row a team or one row a person; `Refusal` M20 as `read_sites`."""
    return teams_of(read_grid(path))


# ---- sites -------------------------------------------------------------------------------------------------


def sites_of(grid: Grid, types: Mapping[str, str]) -> SiteTable:
    """The same from a grid that was read before."""
    lines, skipped = _lines(grid, SITE_COLUMNS, "点位名称、点位类别")
    known = {plain(name): code for name, code in types.items()}
    known.update({code.casefold(): code for code in types.values()})
    report, rows, seen = _Report(), list[SiteTableRow](), dict[str, str]()
    for line in lines:
        try:
            row = _site(line, known)
            _once(seen, line, row.code, "点位编号", "site code")
            rows.append(row)
        except _Rejected as why:
            report.add(line, why)
    return SiteTable(tuple(rows), report.done(), skipped, grid)


def _site(line: Line, types: Mapping[str, str]) -> SiteTableRow:
    _check_text(line)
    name = line.get("name")
    if not name:
        raise _Rejected("缺少点位名称", "the name of the site is missing")
    try:
        longitude, latitude = coordinates_of(line.get("longitude"), line.get("latitude"), line.get("position"))
    except BadCoordinate as bad:
        raise _Rejected(bad.chinese, bad.english) from bad
    same = {key: line.get(key) for key in _SITE_TEXTS}
    return SiteTableRow(
        line.sheet,
        line.number,
        code=narrow(line.get("code")),
        name=name,
        type_code=_type_of(line.get("type"), types),
        phone=narrow(line.get("phone")),
        longitude=longitude,
        latitude=latitude,
        always=_yes(line.get("always")),
        **same,
    )


_SITE_TEXTS = (
    *("address", "district", "street", "community", "grid", "unit", "department"),
    *("sponsor", "sponsor_leader", "keeper", "size", "note"),
)


def _type_of(text: str, types: Mapping[str, str]) -> str:
    if not text:
        raise _Rejected("缺少点位类别", "the type of the site is missing")
    code = types.get(plain(text)) or types.get(narrow(text).casefold())
    if code is None:
        raise _Rejected(f"不认识的点位类别“{text[:40]}”", f"unknown site type “{text[:40]}”")
    return code


def _yes(text: str) -> bool:
    word = narrow(text).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise _Rejected(f"“是否常检”应填是或否，现为“{text[:40]}”", f"“always checked” must be 是 or 否, not “{text[:40]}”")


# ---- units -------------------------------------------------------------------------------------------------


def units_of(grid: Grid) -> UnitTable:
    """The same from a grid that was read before."""
    lines, skipped = _lines(grid, UNIT_COLUMNS, "单位名称")
    report, rows, seen = _Report(), list[UnitTableRow](), dict[str, str]()
    for line in lines:
        try:
            row = _unit(line)
            _once(seen, line, row.name, "单位名称", "name of a unit")
            rows.append(row)
        except _Rejected as why:
            report.add(line, why)
    return UnitTable(tuple(rows), report.done(), skipped, grid)


def _unit(line: Line) -> UnitTableRow:
    _check_text(line)
    if not line.get("name"):
        raise _Rejected("缺少单位名称", "the name of the unit is missing")
    texts = {key: line.get(key) for key in ("name", "short", "district", "contact", "address")}
    return UnitTableRow(
        line.sheet, line.number, roles=_several(line.get("roles")), phone=narrow(line.get("phone")), **texts
    )


# ---- teams -------------------------------------------------------------------------------------------------


def teams_of(grid: Grid) -> TeamTable:
    """The same from a grid that was read before."""
    lines, skipped = _lines(grid, TEAM_COLUMNS, "组别")
    report, teams = _Report(), dict[str, TeamTableRow]()
    previous = ""
    for line in lines:
        try:
            row = _team(line, previous)
            teams[row.code] = _joined(teams[row.code], row) if row.code in teams else row
            previous = row.name
        except _Rejected as why:
            report.add(line, why)
    return TeamTable(tuple(teams.values()), report.done(), skipped, grid)


def _team(line: Line, previous: str) -> TeamTableRow:
    _check_text(line)
    name = line.get("team") or line.get("code") or previous
    if not name:
        raise _Rejected("缺少组别", "the team is missing")
    found: dict[str, list[str]] = {role: list(_several(line.get(role))) for role in ("leader", "evaluator", "recorder")}
    if people := _several(line.get("person")):
        found[_role(line.get("role"))].extend(people)
    if not any(found.values()):
        raise _Rejected("没有人员姓名", "there is no name of a person")
    if len(found["leader"]) > 1:
        raise _Rejected("一个组只能有一名组长", "a team has one leader only")
    code = narrow(line.get("code")) or _team_code(name)
    people = tuple(found["evaluator"]), tuple(found["recorder"])
    phone = narrow(line.get("phone"))
    return TeamTableRow(line.sheet, line.number, code, name, "".join(found["leader"]), *people, phone)


def _role(text: str) -> str:
    word = plain(text)
    if "组长" in word and "副" not in word:
        return "leader"
    if "记录" in word or "摄影" in word or "拍照" in word:
        return "recorder"
    return "evaluator"


def _joined(first: TeamTableRow, more: TeamTableRow) -> TeamTableRow:
    if first.leader and more.leader and first.leader != more.leader:
        leaders = f"{first.leader}、{more.leader}"
        raise _Rejected(f"同一组有两名组长：{leaders}", f"the team has two leaders: {leaders}")
    return TeamTableRow(
        first.sheet,
        first.row,
        first.code,
        first.name,
        first.leader or more.leader,
        tuple(dict.fromkeys((*first.evaluators, *more.evaluators))),
        tuple(dict.fromkeys((*first.recorders, *more.recorders))),
        first.phone or more.phone,
    )


def _team_code(name: str) -> str:
    """第三组, 3组 and 3 are the team 3; any other name is its own code."""
    found = _TEAM_NUMBER.fullmatch(re.sub(r"\s", "", narrow(name)).casefold())
    if found is None:
        return narrow(name)
    return arabic(found[1]).upper()


# ---- for all -----------------------------------------------------------------------------------------------


def _lines(grid: Grid, columns: Columns, wanted: str) -> tuple[list[Line], tuple[str, ...]]:
    found: list[Line] = []
    skipped: list[str] = []
    recognised = False
    for sheet in grid.sheets:
        lines = lines_of(sheet, columns)
        if lines is None:
            skipped.append(sheet.title)
        else:
            recognised = True
            found.extend(lines)
    if not recognised:
        chinese = f"前 10 行里找不到表头，需要有“{wanted}”等栏目"
        english = f"no head was found in the first 10 rows; columns such as {wanted} are needed"
        raise Refusal("M20", file=grid.file, detail_zh=chinese, detail_en=english)
    return found, tuple(skipped)


def _check_text(line: Line) -> None:
    if line.uncalculated:
        raise _Rejected(
            "公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再导入",
            "a formula has no stored result; open and save the workbook in Excel or WPS first",
        )
    for text in line.values.values():
        bad = next((character for character in text if unfit(character)), "")
        if bad:
            code = f"U+{ord(bad):04X}"
            raise _Rejected(f"含有无法保存的字符 {code}", f"it holds a character that cannot be kept, {code}")
        if len(text) > LONGEST_CELL:
            raise _Rejected(f"单元格文字超过 {LONGEST_CELL} 字", f"a cell is longer than {LONGEST_CELL} characters")


def _once(seen: dict[str, str], line: Line, value: str, chinese: str, english: str) -> None:
    if not value:
        return
    place = f"{line.sheet}!{line.number}"
    if value in seen:
        where = seen[value]
        raise _Rejected(f"{chinese}“{value}”重复，首次出现在 {where}", f"{english} “{value}” is already at {where}")
    seen[value] = place


def _several(text: str) -> tuple[str, ...]:
    parts: Iterable[str] = (part.strip() for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))
