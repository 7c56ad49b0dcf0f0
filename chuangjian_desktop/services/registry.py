"""Sites, units and teams out of offices' workbooks. Rejected rows never stop the others; one import is one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.tables import Grid, RejectedRow, SiteTableRow, TeamTableRow, UnitTableRow
from chuangjian_desktop.domain.text import unfit
from chuangjian_desktop.inputs import tables as workbook_tables
from chuangjian_desktop.services.acts import rehearsed
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import people, places
from chuangjian_desktop.store.writer import Writer

_ROLE_WORDS = (
    "城管",
    "环卫",
    "住建",
    "市监",
    "交警",
    "公安",
    "卫健",
    "文旅",
    "商务",
    "交通",
    "园林",
    "水务",
    "生态",
    "消防",
    "教育",
    "民政",
    "宣传",
    "退役军人",
    "残联",
    "妇联",
    "应急",
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with a dry run would do. `grid` is the workbook as read, for the marked copy."""

    added: int
    changed: int
    same: int
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[str, ...] = ()
    grid: Grid | None = None


class _Tally:
    def __init__(self) -> None:
        self.added = self.changed = self.same = 0
        self.rejected: list[RejectedRow] = []

    def save(self, writer: Writer, entity: str, record: str, fields: Mapping[str, Value], *, known: bool) -> None:
        """Write a record and count what became of it."""
        if not known:
            self.added += 1
            writer.put(entity, record, fields)
        elif writer.put(entity, record, fields):
            self.changed += 1
        else:
            self.same += 1


def import_sites(workspace: Workspace, path: Path, *, dry_run: bool = False) -> ImportReport:
    """A 点位表: sites with their areas and units. `Refusal` M20 when the workbook cannot be read."""
    table = workbook_tables.read_sites(path, workspace.catalogue.type_names)
    tally = _Tally()
    tally.rejected.extend(table.rejected)
    _in_one_act(workspace, dry_run, lambda writer: _sites(workspace, writer, table.rows, tally))
    return _report(tally, table.skipped, table.grid)


def import_units(workspace: Workspace, path: Path, *, dry_run: bool = False) -> ImportReport:
    """A table of responsible units."""
    table = workbook_tables.read_units(path)
    tally = _Tally()
    tally.rejected.extend(table.rejected)
    _in_one_act(workspace, dry_run, lambda writer: _units(workspace, writer, table.rows, tally))
    return _report(tally, table.skipped, table.grid)


def import_teams(workspace: Workspace, path: Path, *, dry_run: bool = False) -> ImportReport:
    """A table of teams with their people."""
    table = workbook_tables.read_teams(path)
    tally = _Tally()
    tally.rejected.extend(table.rejected)
    _in_one_act(workspace, dry_run, lambda writer: _teams(workspace, writer, table.rows, tally))
    return _report(tally, table.skipped, table.grid)


def add_sites(workspace: Workspace, rows: Iterable[SiteTableRow]) -> ImportReport:
    """Sites given as rows, taken as out of a workbook: in one act, with their areas and units."""
    tally = _Tally()
    _in_one_act(workspace, dry_run=False, act=lambda writer: _sites(workspace, writer, rows, tally))
    return _report(tally)


def add_units(workspace: Workspace, rows: Iterable[UnitTableRow]) -> ImportReport:
    """Units given as rows; a `district` of 东湖区/光明街道 means the street."""
    tally = _Tally()
    _in_one_act(workspace, dry_run=False, act=lambda writer: _units(workspace, writer, rows, tally))
    return _report(tally)


def add_teams(workspace: Workspace, rows: Iterable[TeamTableRow]) -> ImportReport:
    """Teams given as rows, with their people."""
    tally = _Tally()
    _in_one_act(workspace, dry_run=False, act=lambda writer: _teams(workspace, writer, rows, tally))
    return _report(tally)


def save_marked_copy(report: ImportReport, out: Path) -> None:
    """The workbook once more, with every rejected row marked and its reason beside it."""
    if report.grid is None:
        raise Refusal("M20", file=out.name, reason="grid")
    from chuangjian_desktop.outputs.xlsx.marked_copy import write_marked_copy

    write_marked_copy(report.grid, report.rejected, out)


def _report(tally: _Tally, skipped: tuple[str, ...] = (), grid: Grid | None = None) -> ImportReport:
    return ImportReport(tally.added, tally.changed, tally.same, tuple(tally.rejected), skipped, grid)


def _in_one_act(workspace: Workspace, dry_run: bool, act: Callable[[Writer], None]) -> None:
    with rehearsed(workspace.writing(), dry_run=dry_run) as writer:
        act(writer)


def _sites(workspace: Workspace, writer: Writer, rows: Iterable[SiteTableRow], tally: _Tally) -> None:
    home = _Home(workspace, writer)
    known = {site.code: site.id for site in places.sites(writer.connection)}
    by_name = {(site.name, site.type): site.code for site in places.sites(writer.connection)}
    numbers = _Numbers(known)
    for row in rows:
        if (bad := _unfit_in(row)) is not None:
            tally.rejected.append(bad)
            continue
        code = row.code or by_name.get((row.name, row.type_code)) or numbers.next(row.type_code)
        identity = known.get(code) or home.mint("office.site", code)
        tally.save(writer, "office.site", identity, _site_fields(home, replace(row, code=code)), known=code in known)
        known[code] = identity


class _Numbers:
    """Codes for sites that come without one: ZG-001, ZG-002 …"""

    def __init__(self, taken: Mapping[str, str]) -> None:
        self.taken = taken

    def next(self, type_code: str) -> str:
        number = 1
        while f"{type_code}-{number:03d}" in self.taken:
            number += 1
        return f"{type_code}-{number:03d}"


def _unfit_in(row: SiteTableRow) -> RejectedRow | None:
    for value in (row.code, row.name, row.address, row.note, row.unit, row.district, row.street, row.community):
        if found := [character for character in value if unfit(character)]:
            point = f"U+{ord(found[0]):04X}"
            return RejectedRow(
                row.sheet, row.row, f"含有不能保存的字符 {point}", f"holds {point}, which cannot be kept"
            )
    return None


def _site_fields(home: _Home, row: SiteTableRow) -> dict[str, Value]:
    area = home.area([row.district, row.street, row.community])
    unit = home.unit(row.unit)
    return {
        "code": row.code,
        "name": row.name,
        "initials": initials(row.name),
        "pinyin": full_pinyin(row.name),
        "type": row.type_code,
        "area": ref("office.area", area) if area else None,
        "unit": ref("office.unit", unit) if unit else None,
        "department": row.department,
        "keeper": row.keeper,
        "phone": row.phone,
        "address": row.address,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "size": row.size,
        "always": row.always,
        "note": row.note,
        "grid": row.grid,
        "sponsor": row.sponsor,
        "leader": row.sponsor_leader,
    }


def initials(name: str) -> str:
    """Pinyin initials of a name in lower case: 解放路 is jfl."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def full_pinyin(name: str) -> str:
    """A name in pinyin, lower case and without blanks: 解放路 is jiefanglu."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).lower()


class _Home:
    """Areas and units by name, made when a workbook names new ones; ids as nature names them."""

    def __init__(self, workspace: Workspace, writer: Writer) -> None:
        self.office = workspace.office
        self.writer = writer
        self.areas = places.area_ids(writer.connection)
        self.units = {unit.name: unit.id for unit in people.units(writer.connection)}

    def mint(self, entity: str, *parts: str) -> str:
        """The id that nature gives; a fresh one where that id now bears another name."""
        identity = named(entity, self.office, *parts)
        return fresh() if self.writer.exists(entity, identity) else identity

    def area(self, names: list[str]) -> str:
        """The id of the area of that path, made with its parents when it is new; empty without names."""
        path, parent = "", ""
        for name in (name for name in names if name):
            path = f"{path}/{name}" if path else name
            if path not in self.areas:
                identity = self.mint("office.area", path)
                parent_ref = ref("office.area", parent) if parent else None
                self.writer.put("office.area", identity, {"name": name, "path": path, "parent": parent_ref})
                self.areas[path] = identity
            parent = self.areas[path]
        return parent

    def unit(self, name: str) -> str:
        """The id of the unit of that name, made when it is new; empty without a name."""
        if not name:
            return ""
        if name not in self.units:
            identity = self.mint("office.unit", name)
            fields: dict[str, Value] = {"name": name, "short": "", "roles": roles_in(name), "contact": "", "phone": ""}
            self.writer.put("office.unit", identity, fields)
            self.units[name] = identity
        return self.units[name]


def roles_in(name: str) -> list[Value]:
    """Departments that a unit's name tells: 东湖区城市管理局 is 城管."""
    spelled = {
        "城市管理": "城管", "综合执法": "城管", "环境卫生": "环卫", "住房": "住建", "市场监督": "市监",
        "市场监管": "市监", "交通警察": "交警", "公安局": "公安", "卫生健康": "卫健", "文化": "文旅", "商务": "商务",
        "交通运输": "交通", "园林": "园林", "水务": "水务", "生态环境": "生态", "消防": "消防", "教育": "教育",
        "民政": "民政", "宣传部": "宣传", "行政审批": "行政审批", "政务服务": "行政审批", "退役军人事务": "退役军人",
        "烟草专卖": "烟草", "残疾人联合会": "残联", "妇女联合会": "妇联", "应急管理": "应急", "农业农村": "农业",
        "工业和信息化": "工信", "体育局": "体育", "铁路局": "铁路", "铁路车站": "铁路",
        "文明办": "宣传",
    }  # fmt: skip
    found = [role for words, role in spelled.items() if words in name]
    rest = name
    for words in spelled:
        rest = rest.replace(words, " ")
    found += [role for role in _ROLE_WORDS if role in rest]
    return list(dict.fromkeys(found))


def _units(workspace: Workspace, writer: Writer, rows: Iterable[UnitTableRow], tally: _Tally) -> None:
    home = _Home(workspace, writer)
    for row in rows:
        area = home.area(row.district.split("/"))
        known = row.name in home.units
        identity = home.units.get(row.name) or home.mint("office.unit", row.name)
        home.units[row.name] = identity
        fields: dict[str, Value] = {
            "name": row.name,
            "short": row.short,
            "roles": list(row.roles) or roles_in(row.name),
            "area": ref("office.area", area) if area else None,
            "contact": row.contact,
            "phone": row.phone,
            "address": row.address,
        }
        tally.save(writer, "office.unit", identity, fields, known=known)


def _teams(workspace: Workspace, writer: Writer, rows: Iterable[TeamTableRow], tally: _Tally) -> None:
    home = _Home(workspace, writer)
    teams = {team.code: team.id for team in people.teams(writer.connection)}
    for row in rows:
        code = row.code or row.name
        known = code in teams
        identity = teams.get(code) or home.mint("office.team", code)
        teams[code] = identity
        fields: dict[str, Value] = {"code": code, "name": row.name or code, "phone": row.phone}
        tally.save(writer, "office.team", identity, fields, known=known)
        members = [
            (row.leader, "组长"),
            *((n, "测评员") for n in row.evaluators),
            *((n, "记录员") for n in row.recorders),
        ]
        for name, post in ((name, post) for name, post in members if name):
            _person(home, name, post, identity)


def _person(home: _Home, name: str, post: str, team: str) -> None:
    identity = people.by_name(home.writer.connection, name) or home.mint("office.person", name)
    home.writer.put("office.person", identity, {"name": name, "post": post, "team": ref("office.team", team)})
