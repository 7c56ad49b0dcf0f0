"""Rows of the Ledger: cells of a case, and the heads of groups. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.rectification import STATES
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.cases.words import MOODS, deadline_words, late_words, state_words
from chuangjian_desktop.ui.text.words import language, t

MINUS = "\u2212"
GROUP_KEY = "group:"
Groups = Mapping[str, tuple[int, int]]


def columns() -> tuple[Column, ...]:
    """The heads of the table."""
    return (
        Column("thumb", t("照片"), 74),
        Column("number", t("编号"), 104),
        Column("site", t("点位"), 140, most=260),
        Column("text", t("问题")),
        Column("count", t("处数"), 58 if language() == "en" else 48, right=True),
        Column("lost", t("扣分"), 66, right=True),
        Column("unit", t("责任单位"), 150, most=250),
        Column("deadline", t("时限"), 124 if language() == "en" else 90, most=130),
        Column("state", t("状态"), 112, most=130),
    )


def row_of(row: CaseRow, catalogue: Catalogue, lost: Mapping[str, int] | None, now: dt.datetime) -> Row:
    """A case as a row; what it costs is not known yet while `lost` is None."""
    line = row.line
    return Row(
        row.finding_id,
        (
            Cell(line.thumb, kind="thumb", spoken=t("照片 {n} 张", n=line.photos)),
            Cell(row.number, "text_3"),
            Cell(line.site),
            _problem(row, catalogue),
            Cell(str(line.count)),
            _cost(None if lost is None else lost.get(row.finding_id, 0)),
            Cell(row.unit or "—", "text_2", tail=True),
            Cell(deadline_words(row.deadline), "text_2"),
            _state(row, now),
        ),
        quiet=row.state == "void",
    )


def _problem(row: CaseRow, catalogue: Catalogue) -> Cell:
    line = row.line
    words = f"{line.words} · {line.place}" if line.place else line.words
    if row.recurs and not row.unlinked:
        spoken = t("反弹自 {number}", number=row.recurs_number or row.recurs[:8])
        return Cell(words, after=t("反弹"), after_icon="again", after_mood="loss", spoken=f"{words}，{spoken}")
    item = catalogue.items.get(line.item_id)
    lacking = max(0, (item.photos_required if item else 0) - line.photos)
    if line.joined_to:
        said = t("与{number}重复", number=line.joined_to)
        return Cell(words, after=said, after_icon="copy", after_mood="na")
    return Cell(words, after=t("缺 {n} 张", n=lacking) if lacking else "")


def _cost(lost: int | None) -> Cell:
    if lost is None:
        return Cell("…", "text_3")
    return Cell(f"{MINUS}{two_decimals(lost)}" if lost else "0.00", "loss" if lost else "text_3", bold=bool(lost))


def _state(row: CaseRow, now: dt.datetime) -> Cell:
    if reading.overdue(row, now):
        return Cell(late_words(row, now), kind="tag", mood="loss", spoken=state_words(row.state))
    return Cell(state_words(row.state), kind="tag", mood=MOODS[row.state])


def grouped(rows: Sequence[tuple[str, Row]], groups: Groups, before: str | None, width: int) -> tuple[Row, ...]:
    """Rows under the heads of their groups; `before` is the group that the table ends with, None at its beginning."""
    made: list[Row] = []
    last = before
    for name, row in rows:
        if name != last:
            cases, held = groups.get(name, (0, 0))
            words = t("{n} 条 · {count} 处", n=cases, count=held)
            cells = (Cell(_shown(name), after=words), *(Cell() for _ in range(width - 1)))
            made.append(Row(GROUP_KEY + name, cells, head=True))
            last = name
        made.append(row)
    return tuple(made)


def _shown(name: str) -> str:
    """States are grouped by their codes."""
    names: dict[str, str] = {state: state_words(state) for state in STATES}
    return names.get(name, name) or "—"


def group_name(row: CaseRow, by: str) -> str:
    """The name of the group that a case stands in, as the services name it."""
    names = {"unit": row.unit, "site": row.line.site, "item": row.line.item, "state": row.state}
    return names.get(by, "")
