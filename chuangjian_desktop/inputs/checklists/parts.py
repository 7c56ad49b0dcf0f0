"""The tables of a sheet: where each begins and ends, what it is called, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.tables import GridRow, GridSheet
from chuangjian_desktop.inputs.checklists.cells import Cell, Fault, points
from chuangjian_desktop.inputs.checklists.headings import COLUMNS, is_result
from chuangjian_desktop.inputs.checklists.rules import has_rule
from chuangjian_desktop.inputs.columns import Head, find_head, find_head_at, no_data

_CALLED = re.compile(
    r".{2,}(?:表|细则|手册|标准|办法|规范|体系|方案|清单)(?:[（(【].*[)）】])?|(?:附件|附表|表)[\d一二三四五六七八九十].*"
)
_WHOLE = re.compile(r"(合计|总计|共计|总分)")
_AGAIN = re.compile(r"[（(]\s*续[^)）]{0,4}[)）]|续表\s*[一二三四五六七八九十\d]*|接上[页表]|续\s*\d*$")
"""In the title of a table that goes on, on the next printed page."""
_FULL = (10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Part:
    """A table: the sheet as far as its rows go, and its head. `title` is what stands right above it where the sheet has
    several; `guessed` are the columns whose kind was told by what is in them."""

    sheet: GridSheet
    head: Head
    title: str = ""
    guessed: tuple[int, ...] = ()


def parts_of(sheet: GridSheet) -> tuple[Part, ...]:
    """The tables of a sheet one below the other; none where it has no head."""
    first = find_head(sheet, COLUMNS)
    if first is None:
        return ()
    title = _caption(sheet.rows, _place(sheet.rows, first.first_row))
    heads = [(0, first, title), *_further(sheet, first, title)]
    starts = [start for start, _, _ in heads] + [len(sheet.rows)]
    found: list[Part] = []
    for (start, head, title), end in zip(heads, starts[1:], strict=True):
        rows = replace(sheet, rows=sheet.rows[start:end])
        grouped = _named_twice(rows, _grouped(rows, head))
        found.append(_by_content(Part(rows, grouped, title if len(heads) > 1 else "")))
    return tuple(found)


def headings(sheet: GridSheet, head: Head) -> Mapping[int, str]:
    """What stands over each column, in the lowest row of the head that says something; a name over several columns
    stands over each."""
    found: dict[int, str] = {}
    for row in sheet.rows:
        if head.first_row <= row.number <= head.last_row:
            texts = {cell.column: cell.text.strip() for cell in row.cells if cell.text.strip()}
            wide = (m for m in sheet.merged if m.top == row.number and m.left in texts and m.right - m.left < 50)
            spread = {column: texts[m.left] for m in wide for column in range(m.left, m.right + 1)}
            found |= {**spread, **texts}
    return found


# ---- several tables on a sheet ---------------------------------------------------------------------------------------


def titles_again(sheet: GridSheet, head: Head) -> frozenset[int]:
    """The rows below a head that only say its title once more, above the head of the next printed page."""
    rows = sheet.rows
    title = _caption(rows, _place(rows, head.first_row))
    return frozenset(
        row.number for row in rows[:-1] if row.number > head.last_row and _alone(row) and _goes_on(_only(row), title)
    )


def _goes_on(title: str, before: str) -> bool:
    """Whether a title is that of the table before: 评分表（续）, or the same words."""
    return _AGAIN.search(title) is not None or (title != "" and title == _AGAIN.sub("", before).strip())


def _further(sheet: GridSheet, first: Head, called: str) -> Iterator[tuple[int, Head, str]]:
    """Further heads below a line that is alone in its row and names a table, or follows the total of the one above.
    `called` is the title of the first; a table that goes on is no further one."""
    before, ended, rows = first, False, sheet.rows
    for place, row in enumerate(rows):
        if row.number <= before.last_row or place + 1 >= len(rows):
            continue
        ended = ended or (no_data(row, before, COLUMNS, caption=False) == "total" and _says_whole(row))
        if not _alone(row) or _alone(rows[place + 1]):
            continue
        head = find_head_at(sheet, COLUMNS, place + 1)
        start = _start(rows, place)
        title = _caption(rows, place + 1)
        if head is None or len(head.keys) < 3 or _goes_on(title, called):
            continue
        if ended or _CALLED.fullmatch(title):
            yield start, head, title
            before, called, ended = head, title, False


def _place(rows: Sequence[GridRow], number: int) -> int:
    return next(place for place, row in enumerate(rows) if row.number == number)


def _alone(row: GridRow) -> bool:
    return sum(bool(cell.text.strip()) for cell in row.cells) == 1


def _only(row: GridRow) -> str:
    return next(cell.text.strip() for cell in row.cells if cell.text.strip())


def _start(rows: Sequence[GridRow], place: int) -> int:
    while place > 0 and _alone(rows[place - 1]):
        place -= 1
    return place


def _caption(rows: Sequence[GridRow], place: int) -> str:
    """The line above a head that names it: the nearest that sounds like a name, else the nearest."""
    above = [_only(row) for row in reversed(rows[_start(rows, place) : place]) if _alone(row)]
    return next((text for text in above if _CALLED.fullmatch(text)), above[0] if above else "")


def _says_whole(row: GridRow) -> bool:
    return any(_WHOLE.search(re.sub(r"\s", "", cell.text)) for cell in row.cells[:3])


# ---- columns that their headings alone do not tell -------------------------------------------------------------------


def _grouped(sheet: GridSheet, head: Head) -> Head:
    """The head with a second level of sections: of two columns for sections, or of names, the one left of the names."""
    if "group" in head.keys.values():
        return head
    title = next((column for column, key in head.keys.items() if key == "title"), 0)
    section = next((column for column, key in head.keys.items() if key == "section"), 0)
    spare = (
        column
        for column, text in sorted(headings(sheet, head).items())
        if column not in head.keys and section < column < title and COLUMNS.key(text) in ("section", "title")
    )
    column = next(spare, 0) if section else 0
    return replace(head, keys={**head.keys, column: "group"}) if column else head


def _named_twice(sheet: GridSheet, head: Head) -> Head:
    """The head with two columns of names side by side, 指标 and 测评内容: the right one says what is required, or is
    the name within the left one, where another column says that."""
    titles = [column for column, key in head.keys.items() if key == "title"]
    texts = headings(sheet, head)
    beside = next((column for column in sorted(texts) if titles and column > titles[0]), 0)
    if not beside or beside in head.keys or COLUMNS.key(texts[beside]) != "title":
        return head
    taken = set(head.keys.values())
    if "requirement" not in taken:
        return replace(head, keys={**head.keys, beside: "requirement"})
    level = next((key for key in ("section", "group") if key not in taken), "")
    return replace(head, keys={**head.keys, titles[0]: level, beside: "title"}) if level else head


def _by_content(part: Part) -> Part:
    """With a column of rules or points whose heading nobody knows, where its cells leave no doubt."""
    sheet, head = part.sheet, part.head
    rows = [
        {cell.column: cell.text.strip() for cell in row.cells if cell.text.strip()}
        for row in sheet.rows
        if row.number > head.last_row and not no_data(row, head, COLUMNS, caption=_alone(row))
    ]
    keys = dict(head.keys)
    for column, text in headings(sheet, head).items():
        if column in keys:
            continue
        texts = [row[column] for row in rows if column in row]
        if "rule" not in keys.values() and _are_rules(texts, len(rows), result=is_result(text)):
            keys[column] = "rule"
        elif "points" not in keys.values() and not is_result(text) and len(texts) == len(rows) and _are_points(texts):
            keys[column] = "points"
    return replace(part, head=replace(head, keys=keys), guessed=tuple(sorted(keys.keys() - head.keys.keys())))


def _are_rules(texts: Sequence[str], rows: int, *, result: bool) -> bool:
    told = sum(has_rule(text) for text in texts)
    return told > 0 and (told == rows if result else 2 * told >= len(texts))


def _are_points(texts: Sequence[str]) -> bool:
    try:
        return len(texts) > 1 and sum(points(Cell("points", text, [])) for text in texts) in _FULL
    except Fault:
        return False
