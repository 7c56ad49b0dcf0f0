"""整改回复: the workbook that a unit fills in, and which case each row and photo of what comes back belongs to.

A row is taken only where it is certain: its number is one of this office's, and the code printed beside it says the
same. Everything else is listed with its reason; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["done", "doing", "long"]
STATES: dict[str, State] = {"已完成": "done", "正在整改": "doing", "需长期": "long"}
COLUMNS = (
    "序号",
    "问题编号",
    "点位",
    "问题描述",
    "整改前照片",
    "整改时限",
    "原因",
    "整改措施",
    "完成日期",
    "完成状态",
    "整改后照片",
    "经办人",
    "单位负责人",
    "备注",
    "识别码",
)
FILLED = ("原因", "整改措施", "完成日期", "完成状态", "经办人", "单位负责人", "备注")
"""What the unit writes; the rest is printed for it."""

Reason = Literal[
    "other_office",
    "no_number",
    "unknown_number",
    "code_differs",
    "twice",
    "state",
    "date",
    "no_head",
    "no_name",
    "kind",
]
REASONS: Mapping[Reason, tuple[str, str]] = {
    "other_office": ("识别码不是本创建办的", "its code is not of this office"),
    "no_number": ("没有问题编号", "there is no problem number"),
    "unknown_number": ("本轮没有这个问题编号", "no problem of this round has this number"),
    "code_differs": ("问题编号与识别码不符，可能被改动", "number and code belong to different problems"),
    "twice": ("同一问题有两行，内容不同", "two rows for one problem say different things"),
    "state": ("完成状态看不懂", "its state is of no known kind"),
    "no_head": ("找不到有“问题编号”的表头", "there is no head of a table with 问题编号"),
    "no_name": ("文件名中没有本轮的问题编号", "its name holds no problem number of this round"),
    "kind": ("不是工作簿或照片", "it is neither a workbook nor a picture"),
    "date": (
        "完成日期看不懂，或不在发现问题之后、今天之前",
        "its day cannot be read, or lies before the finding or after today",
    ),
}


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A problem of the workbook, as it goes out. `code` tells the case (`document_code`)."""

    number: str
    code: str
    site: str
    problem: str
    deadline: str
    before: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """The workbook of one unit for one document. `office` is the code that tells whose it is."""

    office: str
    issuer: str
    unit: str
    round_name: str
    notice: str
    reply_by: str
    lines: tuple[ReplyLine, ...]


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A row as it came back: cells by the names of `COLUMNS`, texts as typed; `photos` names the pictures over it."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    photos: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A problem that may be replied to: its number, case, and when it was found. `current` ones are of the round that
    is meant where a row bears no code."""

    number: str
    case: str
    code: str
    found_on: dt.date
    current: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What a unit says about a case. `done_on` is None where it names no day, or does not say that it is solved."""

    case: str
    number: str
    cause: str
    measure: str
    done_on: dt.date | None
    state: State
    handler: str
    head: str
    note: str
    photos: tuple[str, ...]
    sheet: str = ""
    row: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What found no case: where it stands and why; `value` is what is wrong there."""

    sheet: str
    row: int
    reason: Reason
    value: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """The replies that are certain, in the order of the sheet, and the rest."""

    replies: tuple[Reply, ...]
    unmatched: tuple[Unmatched, ...]


def document_code(identity: str) -> str:
    """Eight characters that tell a record on paper, scanned or typed: "7F3A-K2QX". No 0/O or 1/I to mistake."""
    number = int(identity.replace("-", ""), 16)
    letters = [_LETTERS[(number >> shift) & 31] for shift in range(0, 40, 5)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def as_code(text: str) -> str:
    """A code as `document_code` writes it, from what was typed or scanned: any case, any width, with or without the
    dash. Other text comes back as it is, trimmed."""
    plain = unicodedata.normalize("NFKC", text).strip()
    letters = re.sub(r"[\s-]", "", plain).upper()
    known = len(letters) == 8 and all(letter in _LETTERS for letter in letters)
    return f"{letters[:4]}-{letters[4:]}" if known else plain


def match(rows: Sequence[ReplyRow], known: Iterable[Known], today: dt.date) -> Matched:
    """Which case each row belongs to. Rows in which the unit wrote nothing and laid no photo are left out silently;
    two rows for one problem count once when they say the same, and are both listed when they do not."""
    book = _Known(known)
    found: dict[str, list[Reply]] = {}
    unmatched: list[Unmatched] = []
    for row in rows:
        if not row.photos and not any(row.cells.get(name, "").strip() for name in FILLED):
            continue
        read = _read(row, book, today)
        if isinstance(read, Unmatched):
            unmatched.append(read)
        else:
            found.setdefault(read.case, []).append(read)
    replies: list[Reply] = []
    for several in found.values():
        if len({_content(each) for each in several}) > 1:
            unmatched.extend(Unmatched(each.sheet, each.row, "twice", each.number, each.file) for each in several)
        else:
            replies.append(several[0])
    return Matched(tuple(replies), tuple(sorted(unmatched, key=lambda each: (each.file, each.sheet, each.row))))


class _Known:
    """The problems by number (of the round that is meant) and by code (of every round)."""

    def __init__(self, known: Iterable[Known]) -> None:
        listed = tuple(known)
        self.by_number = {_plain(each.number): each for each in listed if each.current}
        self.by_code = {each.code: each for each in listed}

    def find(self, number: str, code: str) -> Known | Reason:
        if not number and not code:
            return "no_number"
        if not code:
            return self.by_number.get(_plain(number), "unknown_number")
        found = self.by_code.get(as_code(code))
        if found is None:
            return "other_office"
        return found if not number or _plain(number) == _plain(found.number) else "code_differs"


def _read(row: ReplyRow, known: _Known, today: dt.date) -> Reply | Unmatched:
    def wrong(reason: Reason, value: str = "") -> Unmatched:
        return Unmatched(row.sheet, row.row, reason, value, row.file)

    def cell(name: str) -> str:
        return row.cells.get(name, "").strip()

    case = known.find(cell("问题编号"), cell("识别码"))
    if not isinstance(case, Known):
        return wrong(case, cell("问题编号"))
    state = _state(cell("完成状态"), done=bool(cell("完成日期") or row.photos))
    if state is None:
        return wrong("state", cell("完成状态"))
    day = cell("完成日期") if state == "done" else ""
    done_on = reply_date(day, case.found_on, today) if day else None
    if day and done_on is None:
        return wrong("date", day)
    return Reply(
        case.case,
        case.number,
        cell("原因"),
        cell("整改措施"),
        done_on,
        state,
        cell("经办人"),
        cell("单位负责人"),
        cell("备注"),
        row.photos,
        row.sheet,
        row.row,
        row.file,
    )


def _content(reply: Reply) -> tuple[object, ...]:
    said = (reply.cause, reply.measure, reply.done_on, reply.state)
    return (*said, reply.handler, reply.head, reply.note, reply.photos)


def _plain(number: str) -> str:
    """A number as it is compared: width, case and spaces do not matter, kinds of dashes neither."""
    text = unicodedata.normalize("NFKC", number).upper()
    return re.sub(r"\s", "", re.sub(r"[‐‑‒–—―−]", "-", text))


_DONE = frozenset({"已完成", "完成", "已整改", "整改完成", "已整改完成", "是", "√"})
_DOING = frozenset({"正在整改", "整改中", "未完成", "进行中", "否"})
_LONG = frozenset({"需长期整改", "需长期", "长期", "长期整改"})


def _state(text: str, *, done: bool) -> State | None:
    """What people write for the three states; an empty cell beside a day or a photo says that it is done."""
    plain = unicodedata.normalize("NFKC", text)
    if not plain:
        return "done" if done else "doing"
    if plain in _DONE:
        return "done"
    if plain in _DOING:
        return "doing"
    return "long" if plain in _LONG else None


_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T].*)?")
_PACKED = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")


def reply_date(text: str, found_on: dt.date, today: dt.date) -> dt.date | None:
    """A day as people write it: 2026-11-05, 2026.11.5, 2026年11月5日, 20261105, 11.5, 11/5, 11月5日.

    Without a year it is the one year in which the day lies between the finding and today; None when there is none or
    more than one, for a day that does not exist, and for one before the finding or after today.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    full = _FULL.fullmatch(plain) or _PACKED.fullmatch(plain)
    if full:
        days = [_day(int(full[1]), int(full[2]), int(full[3]))]
    elif short := _SHORT.fullmatch(plain):
        days = [_day(year, int(short[1]), int(short[2])) for year in range(found_on.year, today.year + 1)]
    else:
        return None
    possible = [day for day in days if day is not None and found_on <= day <= today]
    return possible[0] if len(possible) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def cases_in_name(name: str, known: Iterable[Known]) -> tuple[Known, ...]:
    """The problems whose numbers stand in the name of a photo, "ZG001-03、ZG001-04 后1.jpg": each where nothing that
    could belong to a longer number stands around it. Empty when there is none."""
    plain = _plain(name)
    return tuple(each for each in known if _stands_in(_plain(each.number), plain))


def _stands_in(number: str, text: str) -> bool:
    return re.search(rf"(?<![A-Z0-9]){re.escape(number)}(?![0-9])", text) is not None
