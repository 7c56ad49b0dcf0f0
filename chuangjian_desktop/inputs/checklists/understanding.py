"""From lines to items: each is understood, doubtful or not understood, with the reason and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.checklist_sheet import unnamed
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.text import unfit
from chuangjian_desktop.inputs.checklists import cells
from chuangjian_desktop.inputs.checklists.cells import Cell, Fault
from chuangjian_desktop.inputs.checklists.headings import NAMES
from chuangjian_desktop.inputs.checklists.rules import Reading, has_rule, read_rule
from chuangjian_desktop.inputs.checklists.values import Known, Line, ReadLine, Remark, Table

LONGEST_CELL = 5_000
LONGEST_EXACT = 30_000
"""Of a sheet that the program wrote: what its own writer puts into one cell."""

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,19}")
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}[.、．)）]|[（(]\d{1,3}[)）]|[①-⑳])\s*")
_SECTION_POINTS = re.compile(r"[（(]\s*(?:共|满分|计)?\s*\d{1,4}(?:\.\d{1,2})?\s*分\s*[)）]")
_CLAUSE = re.compile(r"[，。；！？：\n,;]")
_LONGEST_TITLE = 30
_TELLING = 15
"""From this length on, a cell of rules says what is asked for as well."""


_NO_POINTS = Remark(
    "points",
    "表中没有分值栏，按 1 分计",
    "the table has no column of points; 1 is taken",
    "加一栏“分值”",
    "add a column 分值",
    fatal=False,
)
_SHARED_OUT = Remark(
    "points",
    "分值写在项目上，由项目下各条平分",
    "the points are those of the section, shared out evenly among its rows",
    "加一栏“分值”，写明各条的分值",
    "add a column 分值 with the points of each row",
    fatal=False,
)
_NO_RULE = Remark(
    "rule",
    "没有写怎么扣分，按符合或不符合处理",
    "how points are lost is not said; taken as conforms or not",
    "补写评分规则，例如：每处扣0.5分，扣完为止",
    "add a rule such as 每处扣0.5分，扣完为止",
    fatal=False,
)


def _no_points_of(points: int) -> Remark:
    amount = short(points)
    return Remark("points", f"加减分和百分制外的扣分不占分值，表上的 {amount} 分没有采用",
                  f"what is added or taken off outside the 100 has no points of its own; the {amount} were not taken",
                  "分值留空或填 0；要占分值的，写成每处扣几分", "leave the points empty or 0, or write 每处扣…分",
                  fatal=False)  # fmt: skip


def guessed(read: tuple[ReadLine, ...]) -> tuple[str, ...]:
    """What no line of a table says, so that all of it was guessed: "points", "rule"."""
    taken = [line.remarks for line in read if line.item is not None]
    if not taken:
        return ()
    points = all(_NO_POINTS in remarks or _SHARED_OUT in remarks for remarks in taken)
    return tuple(["points"] * points + ["rule"] * all(_NO_RULE in remarks for remarks in taken))


def understood(table: Table, known: Known) -> tuple[ReadLine, ...]:
    """Every line of a table with its item, or with what keeps it out. Codes and order are given later."""
    around = _Around(Counter(line.text("title") for line in table.lines), _shares(table), frozenset(table.letters))
    read = tuple(_read(line, table, known, around) for line in table.lines)
    return tuple(_against_others(read, known))


@dataclass(frozen=True, slots=True)
class _Around:
    """What a line alone does not tell: how often each title is there, what each row gets of its section's points (with
    whether others share them), by sheet and row, and which columns there are."""

    titles: Mapping[str, int]
    shares: Mapping[tuple[str, int], tuple[int, bool]]
    columns: frozenset[str]


def _shares(table: Table) -> dict[tuple[str, int], tuple[int, bool]]:
    """What each row gets of the points that its section bears in its name: 内部保洁（40分）. Rows that name no section
    belong to the one above."""
    if "points" in table.letters:
        return {}
    groups: list[tuple[int | None, list[tuple[str, int]]]] = []
    last = ("", "")
    for line in table.lines:
        levels = [text for key in ("group", "section") if (text := line.text(key).strip())]
        section = next((text for text in levels if cells.points_named(text)), "".join(levels[:1]))
        if not groups or (section and (line.sheet, section) != last):
            groups.append((cells.points_named(section), []))
            last = (line.sheet, section)
        groups[-1][1].append((line.sheet, line.row))
    found: dict[tuple[str, int], tuple[int, bool]] = {}
    for points, rows in groups:
        each, rest = divmod(points or 0, len(rows))
        found |= {place: (each + (n < rest), len(rows) > 1) for n, place in enumerate(rows) if each}
    return found


def _read(line: Line, table: Table, known: Known, around: _Around) -> ReadLine:
    remarks = [*line.remarks, *_texts(line, exact=table.head.exact)]
    if not any(remark.fatal for remark in remarks):
        reader = _Exact(line, known) if table.head.exact else _Foreign(line, known, around)
        try:
            item = reader.item()
        except Fault as fault:
            remarks.append(fault.remark)
        else:
            return ReadLine(line, item, (*remarks, *reader.doubts))
        remarks.extend(reader.doubts)
    return ReadLine(line, None, tuple(remarks))


def _texts(line: Line, *, exact: bool) -> Iterator[Remark]:
    """Cells that cannot be kept as they are."""
    most = LONGEST_EXACT if exact else LONGEST_CELL
    for key, text in line.cells.items():
        zh, en = NAMES[key]
        if len(text) > most:
            yield Remark(key, f"“{zh}”超过 {most} 字", f"the {en} is longer than {most} characters",
                         "缩短文字，或拆成几行", "shorten it, or split the row")  # fmt: skip
        elif bad := next((character for character in text if unfit(character)), ""):
            code = f"U+{ord(bad):04X}"
            yield Remark(key, f"“{zh}”含有无法保存的字符 {code}", f"the {en} holds {code}, which cannot be kept",
                         "删去该字符后重新填写", "delete that character and type the text again")  # fmt: skip


def _against_others(read: tuple[ReadLine, ...], known: Known) -> Iterator[ReadLine]:
    """What one line alone cannot tell: codes and texts that were there before."""
    codes: dict[str, str] = {}
    texts: dict[tuple[str, str, str], str] = {}
    for each in read:
        if each.item is None:
            yield each
            continue
        item, place = each.item, f"{each.line.sheet}!{each.line.row}"
        if item.code and item.code in codes:
            yield ReadLine(each.line, None, (*each.remarks, _repeated_code(item.code, codes[item.code])))
            continue
        if (other := (known.elsewhere or {}).get(item.code)) is not None:
            yield ReadLine(each.line, None, (*each.remarks, _foreign_code(item.code, other)))
            continue
        if item.code:
            codes[item.code] = place
        words = (item.section, item.title, item.requirement)
        first = texts.setdefault(words, place)
        doubts = (_repeated_text(first),) if first != place and not item.code else ()
        yield replace(each, remarks=(*each.remarks, *doubts))


def _repeated_code(code: str, first: str) -> Remark:
    return Remark("code", f"条目编号“{code}”重复，首次出现在 {first}", f'the code "{code}" is already at {first}',
                  "改成没有用过的编号，或留空由程序编号", "use a code of its own, or leave it empty")  # fmt: skip


def _foreign_code(code: str, other: str) -> Remark:
    return Remark("code", f"条目编号“{code}”已用于测评表“{other}”", f'"{code}" is a code of the checklist "{other}"',
                  "改成没有用过的编号，或留空由程序编号", "use a code of its own, or leave it empty")  # fmt: skip


def _repeated_text(first: str) -> Remark:
    return Remark("title", f"与 {first} 的内容完全相同", f"it says the same as {first}",
                  "重复的删去一行，不同的写清区别", "delete one, or say how they differ", fatal=False)  # fmt: skip


class _Exact:
    """A line that the program wrote, perhaps changed by a clerk since. Texts are taken to the last character."""

    def __init__(self, line: Line, known: Known) -> None:
        self._line = line
        self._known = known
        self.doubts: list[Remark] = []

    def _cell(self, key: str) -> Cell:
        return Cell(key, self._line.text(key), self.doubts)

    def item(self) -> Item:
        """The item; `Fault` says what keeps it out."""
        cell, text = self._cell, self._line.text
        points = cells.points(cell("points"), least=0)
        reading = cells.exact_rule(text("rule"), text("data"), points) or _rule(text("rule"), points, "", self.doubts)
        required, most = cells.photos(cell("photos_required"), cell("photos_most"))
        return Item(
            code=_code(text("code")),
            section=text("section"),
            title=cells.needed(cell("title")),
            requirement=text("requirement"),
            how_to_check=text("how"),
            method=cells.method(cell("method")),
            unit=text("unit"),
            points=points,
            rule=cells.with_known_parameters(reading.rule, self._known),
            na_allowed=cells.yes(cell("na"), default=True),
            veto=cells.veto(cell("veto")),
            exemption=text("exemption"),
            departments=unnamed(text("departments")),
            phrases=cells.phrases(cell("phrases"), self._known),
            deadline=cells.deadline(cell("deadline")),
            severity=cells.severity(cell("severity")),
            photos_required=required,
            photos_most=most,
            campaigns=cells.nodes(cell("nodes"), self._known, exact=True),
            order=cells.order(cell("number"), self._line.row),
            confidence=cells.confidence(cell("confidence")),
            replaces=unnamed(text("replaces")),
        )


class _Foreign:
    """A line as an office wrote it."""

    def __init__(self, line: Line, known: Known, around: _Around) -> None:
        self._line = line
        self._known = known
        self._around = around
        self.doubts: list[Remark] = []

    def _cell(self, key: str) -> Cell:
        return Cell(key, self._line.text(key).strip(), self.doubts)

    def item(self) -> Item:
        """The item; `Fault` says what keeps it out."""
        cell = self._cell
        title, requirement = self._words()
        points, reading = self._points_and_rule(requirement)
        method, how = cells.method_and_words(cell("method"), cell("how").text, requirement)
        required, most = cells.photos(cell("photos_required"), cell("photos_most"))
        return Item(
            code=_code(cell("code").text, strict=False),
            section=self._section(),
            title=title,
            requirement=requirement,
            how_to_check=how,
            method=method,
            unit=cell("unit").text or self._unit(reading),
            points=points,
            rule=cells.with_known_parameters(reading.rule, self._known),
            na_allowed=cells.yes(cell("na"), default=True),
            veto=cells.veto(cell("veto")) or reading.veto,
            exemption=cell("exemption").text,
            departments=(*cells.several(cell("departments").text), *cells.several(cell("assists").text)),
            phrases=cells.phrases(cell("phrases"), self._known),
            deadline=cells.deadline(cell("deadline")) or "3d",
            severity=cells.severity(cell("severity")),
            photos_required=required,
            photos_most=most,
            campaigns=cells.nodes(cell("nodes"), self._known, exact=False),
            order=0,
            confidence="confirmed",
            replaces=cells.several(cell("replaces").text),
        )

    def _section(self) -> str:
        """The section, with the one below it where the sheet has two levels: 环境 / 院内环境. A name that several rows
        share is such a level, too."""
        names = [self._cell(key).text for key in ("section", "group")]
        title = self._line.text("title").strip()
        if self._around.titles.get(title, 0) > 1 and self._whole() != title:
            names.append(title)
        levels = (_SECTION_POINTS.sub("", name).strip() for name in names)
        return " / ".join(dict.fromkeys(level for level in levels if level))

    def _unit(self, reading: Reading) -> str:
        return self._cell("unit").text or cells.unit_of(f"{self._line.text('rule')} {reading.words}", reading.rule)

    def _words(self) -> tuple[str, str]:
        title, requirement, rule = (self._line.text(key).strip() for key in ("title", "requirement", "rule"))
        if rule and not (title or requirement) and {"title", "requirement"} & self._around.columns:
            raise Fault("title", "没有测评内容，只有评分规则", "there is a rule, but no content",
                        "补上内容；不是条目的，删去这一行", "add the content, or delete the row")  # fmt: skip
        whole = self._whole()
        if not whole:
            raise Fault("title", "没有测评内容，也没有测评标准", "neither content nor requirement is given",
                        "补上内容；多余的空行请删去", "add the content, or delete the row")  # fmt: skip
        alike = self._around.titles.get(title, 0)
        if title and alike == 1 and len(title) <= _LONGEST_TITLE + 10 and "\n" not in title:
            return title, whole
        if title and alike == 1 and title not in whole:
            whole = f"{title}\n{whole}"
        return _short_title(whole if alike > 1 else title or whole), whole

    def _whole(self) -> str:
        """What is asked for, in as many words as the line has."""
        title, requirement, rule = (self._line.text(key).strip() for key in ("title", "requirement", "rule"))
        return requirement or (rule if len(rule) > max(len(title), _TELLING) else title) or rule

    def _points_and_rule(self, requirement: str) -> tuple[int, Reading]:
        """What is entered or taken off outside the 100 has no points of its own: none need be given."""
        ruled, stated = self._ruled(requirement), self._cell("points")
        points = 0
        if "否决" in stated.text:
            raise Fault("points", "分值栏写的是一票否决，没有分值", "the points say that it vetoes, but no number",
                        "填上分值，在“一票否决”栏写“条目”或“点位”；或并入相应的条目",
                        "enter the points, and 条目 or 点位 under 一票否决; or join it to its item")  # fmt: skip
        if has_rule(stated.text):
            raise Fault("points", f"分值栏里写着怎么扣分（{stated.text[:30]}），分不清本条几分",
                        f'the points tell how points are lost ("{stated.text[:30]}"), not how many there are',
                        "移到“评分规则”栏，分值栏只填本条满分",
                        "move it under 评分规则, and give the full points of the item")  # fmt: skip
        if not _is_outside(read_rule(ruled, 0)):
            points = self._points()
        elif stated.text and not cells.is_nothing(stated.text):
            points = cells.points(stated)
        reading = self._rule(ruled, points, requirement)
        if not _is_outside(reading):
            return points, reading
        if points and reading.rule is not None and points != reading.rule.each:
            self.doubts.append(_no_points_of(points))
        return 0, reading

    def _points(self) -> int:
        cell = self._cell("points")
        if cell.text:
            return cells.points(cell)
        spoken = cells.points_in(self._line.text(key) for key in ("title", "requirement", "rule"))
        if spoken is not None:
            return spoken
        share, shared = self._around.shares.get((self._line.sheet, self._line.row), (0, False))
        if share:
            self.doubts.extend([_SHARED_OUT] * shared)
            return share
        if "points" in self._around.columns:
            raise Fault(
                *("points", "没有分值", "the points are missing"),
                "填上分值，例如 5；百分制外的扣分，评分规则写：百分制外每次扣3分",
                "enter the points, such as 5; for a deduction outside the 100 write the rule 百分制外每次扣3分",
            )
        self.doubts.append(_NO_POINTS)
        return 100

    def _ruled(self, requirement: str) -> str:
        """The words that say how points are lost: in a column of their own, or among the others."""
        own, title = self._line.text("rule").strip(), self._line.text("title").strip()
        return own or next((text for text in (requirement, title) if has_rule(text)), "")

    def _rule(self, ruled: str, points: int, requirement: str) -> Reading:
        if not ruled:
            self.doubts.append(_NO_RULE)
            return read_rule("符合或不符合", points)
        own, title = self._line.text("rule").strip(), self._line.text("title").strip()
        return _rule(ruled, points, f"{requirement}{title}" if own else ruled, self.doubts)


def _is_outside(reading: Reading) -> bool:
    return reading.rule is not None and reading.rule.kind in ("penalty", "ledger")


def _rule(text: str, points: int, requirement: str, doubts: list[Remark]) -> Reading:
    reading = read_rule(text, points, requirement)
    if reading.rule is None:
        raise Fault.of(reading.doubts[0])
    doubts.extend(reading.doubts)
    return reading


def _code(text: str, *, strict: bool = True) -> str:
    """A code of letters and digits; a mere number is a number of a row, no code."""
    plain = text.strip()
    if _CODE.fullmatch(plain):
        return plain
    if not strict and (not plain or plain.isdigit()):
        return ""
    raise Fault("code", f"条目编号“{plain[:30]}”写法不对" if plain else "没有条目编号",
                f'the code "{plain[:30]}" is malformed' if plain else "the item code is missing",
                "编号用字母开头，由字母和数字组成，例如 NM01", "a code starts with a letter, such as NM01")  # fmt: skip


def _short_title(text: str) -> str:
    """The first clause of a long text."""
    plain = _NUMBERING.sub("", _SECTION_POINTS.sub("", text)).strip()
    clause = _CLAUSE.split(plain, maxsplit=1)[0] or plain
    return clause if len(clause) <= _LONGEST_TITLE else clause[: _LONGEST_TITLE - 1] + "…"


def sum_of(read: tuple[ReadLine, ...]) -> str:
    """The points of all items that were taken."""
    return short(sum(each.item.points for each in read if each.item is not None))
