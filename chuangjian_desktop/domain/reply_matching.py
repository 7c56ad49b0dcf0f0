"""Which case each row of a reply workbook belongs to.

A row is taken only where it is certain: the code printed beside it, or the document named in the heading of its sheet,
says which case it is, and its number says the same. Everything else is listed with its reason; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from chuangjian_desktop.domain.replies import (
    FILLED,
    Heading,
    Issued,
    Known,
    Matched,
    Place,
    Reason,
    Reply,
    ReplyRow,
    State,
    Unmatched,
    as_code,
    plain_number,
)
from chuangjian_desktop.domain.reply_days import done_day, drops_zero, planned_day

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)")
_LEAST_WORDS = 4
"""Shorter wordings are part of many problems."""


def match(
    rows: Sequence[ReplyRow],
    known: Iterable[Known],
    today: dt.date,
    issued: Iterable[Issued] = (),
    round_name: str = "",
) -> Matched:
    """Which case each row belongs to. `issued` are the documents that a heading may name, `round_name` is the present
    round's.

    Rows in which the unit wrote nothing and laid no photo are left out silently, but a sheet of them that is another
    office's is listed once; two rows for one problem count once
    when they say the same, and are both listed when they do not.
    """
    book = _Known(known, issued, round_name)
    told: dict[str, list[Reply | Unmatched]] = {}
    unmatched: list[Unmatched] = []
    foreign: dict[tuple[str, Place], ReplyRow] = {}
    for row in rows:
        if not row.photos and not any(row.cells.get(name, "").strip() or name in row.unread for name in FILLED):
            if book.find(row) == "other_office":
                foreign.setdefault((row.file, row.place), row)
            continue
        read, case = _read(row, book, today), book.find(row)
        certain = case.case if isinstance(case, Known) else ""
        if isinstance(read, Unmatched) and not (certain and read.reason in _OF_CONTENT):
            unmatched.append(read)
        else:
            told.setdefault(certain, []).append(read)
    replies: list[Reply] = []
    for several in told.values():
        whole = [each for each in several if isinstance(each, Reply)]
        if whole and (len(whole) < len(several) or len({_content(each) for each in whole}) > 1):
            unmatched.extend(_twice(each, whole[0].number) for each in several)
        elif whole:
            replies.append(whole[0])
        else:
            unmatched.extend(each for each in several if isinstance(each, Unmatched))
    unmatched.extend(_foreign(foreign, {(each.file, each.place) for each in unmatched}))
    return Matched(tuple(replies), tuple(sorted(unmatched, key=lambda each: (each.place, each.row))))


def _foreign(blank: Mapping[tuple[str, Place], ReplyRow], told: Collection[tuple[str, Place]]) -> Iterator[Unmatched]:
    """Another office's sheets of which nothing else is told."""
    for home, row in blank.items():
        if home not in told:
            number = row.cells.get("问题编号", "").strip()
            yield Unmatched(row.sheet, row.row, "other_office", number, row.file, row.place)


_OF_CONTENT: frozenset[Reason] = frozenset(("state", "date", "date_range", "date_number", "no_result"))
"""What is wrong with what a row says, though it is certain which problem it is about."""


def _twice(each: Reply | Unmatched, number: str) -> Unmatched:
    value = f"{number}：{each.value}" if isinstance(each, Unmatched) else number
    return Unmatched(each.sheet, each.row, "twice", value, each.file, each.place)


class _Known:
    """The problems by number (of the round that is meant) and by code (of every round), and the documents."""

    def __init__(self, known: Iterable[Known], issued: Iterable[Issued], round_name: str) -> None:
        listed, told = tuple(known), tuple(issued)
        self._all = listed
        self._by_number: dict[str, list[Known]] = {}
        for each in listed:
            for number in each.numbers if each.current else ():
                self._by_number.setdefault(number, []).append(each)
        self._by_code = {each.code: each for each in listed}
        self._forms = {each.code: each for each in told}
        self._issued = told
        self._round = plain_number(round_name)

    def find(self, row: ReplyRow) -> Known | Reason:
        number, code = (row.cells.get(name, "").strip() for name in ("问题编号", "识别码"))
        if not number and not code:
            return "no_number"
        form = self._forms.get(as_code(row.heading.form))
        found = self._coded(number, code) if code else self._uncoded(plain_number(number), row, form)
        if not isinstance(found, Known) or self.moved(found, row):
            return found
        return "other_unit" if form is not None and found.unit != form.unit else found

    def moved(self, case: Known, row: ReplyRow) -> bool:
        """Whether another unit has the case now than the one that the document of the heading told."""
        wanted, form = plain_number(row.heading.notice), as_code(row.heading.form)
        named = (each for each in self._issued if (each.code == form if form else plain_number(each.number) == wanted))
        told = [each.unit for each in named if case.case in each.cases]
        return bool(told and case.unit) and case.unit not in told

    def _coded(self, number: str, code: str) -> Known | Reason:
        found = self._by_code.get(as_code(code))
        if found is None:
            return "other_office"
        return found if not number or plain_number(number) in found.numbers else "code_differs"

    def _uncoded(self, number: str, row: ReplyRow, form: Issued | None) -> Known | Reason:
        head = row.heading
        if form is not None:
            return self._within((form,), number)
        if head.form:
            return "other_office"
        if head.notice:
            return self._by_document(number, head)
        return self._bare(number, row)

    def _by_document(self, number: str, head: Heading) -> Known | Reason:
        wanted = plain_number(head.notice)
        found = [each for each in self._issued if plain_number(each.number) == wanted]
        if not found:
            return "other_office"
        if head.round_name:
            found = [each for each in found if plain_number(each.round_name) == plain_number(head.round_name)]
            if not found:
                return "other_round"
        if head.unit:
            unit = plain_number(head.unit)
            found = [each for each in found if unit in (plain_number(each.unit), plain_number(each.printed))]
        return self._within(found, number) if found else "other_unit"

    def _within(self, documents: Sequence[Issued], number: str) -> Known | Reason:
        cases = frozenset[str]().union(*(each.cases for each in documents))
        found = [each for each in self._all if each.case in cases and number in each.numbers]
        if len(found) > 1:
            return "shared_number"
        return found[0] if found else "not_in_notice"

    def _bare(self, number: str, row: ReplyRow) -> Known | Reason:
        """A table that names no document: the number must be one of the present round, and the words beside it that
        problem's."""
        head = row.heading
        if head.round_name and plain_number(head.round_name) != self._round:
            return "other_round"
        several = self._by_number.get(number)
        if not several:
            return "unknown_number"
        if len(several) > 1:
            return "shared_number"
        found = several[0]
        if head.unit and plain_number(head.unit) != plain_number(found.unit):
            return "other_unit"
        return found if _agrees(row, found) else "not_certain"


def _agrees(row: ReplyRow, known: Known) -> bool:
    site, problem = (plain_number(row.cells.get(name, "")) for name in ("点位", "问题描述"))
    words = plain_number(known.problem)
    if site and site == plain_number(known.site):
        return True
    shorter, longer = sorted((problem, words), key=len)
    return bool(problem) and (problem == words or (len(shorter) >= _LEAST_WORDS and shorter in longer))


def _read(row: ReplyRow, known: _Known, today: dt.date) -> Reply | Unmatched:
    def wrong(reason: Reason, value: str = "") -> Unmatched:
        return Unmatched(row.sheet, row.row, reason, value, row.file, row.place)

    cells = {name: text.strip() for name, text in row.cells.items()}
    case = known.find(row)
    if not isinstance(case, Known):
        return wrong(case, cells.get("问题编号", ""))
    if known.moved(case, row):
        return wrong("moved", case.unit)
    if unread := [name for name in FILLED if name in row.unread or _ERROR.fullmatch(cells.get(name, ""))]:
        return wrong("no_result", "、".join(unread))
    written, day = cells.get("完成状态", ""), cells.get("完成日期", "")
    state = _state(written, done=bool(day) or row.shown)
    if state is None:
        return wrong("state", written)
    if "完成日期" in row.numeric and drops_zero(day):
        return wrong("date_number", day)
    reader = done_day if state == "done" else planned_day
    read = reader(day, case.found_on, today) if day else None
    if day and read is None:
        return wrong("date", day)
    if read is not None and (read < case.found_on or (state == "done" and read > today)):
        return wrong("date_range", day)
    return _reply(row, cells, case, (state, read))


def _reply(row: ReplyRow, cells: dict[str, str], case: Known, said: tuple[State, dt.date | None]) -> Reply:
    state, day = said
    done = state == "done"
    return Reply(
        case.case,
        case.number,
        cells.get("原因", ""),
        cells.get("整改措施", ""),
        day if done else None,
        state,
        cells.get("经办人", ""),
        cells.get("单位负责人", ""),
        cells.get("备注", ""),
        row.photos,
        row.sheet,
        row.row,
        row.file,
        None if done else day,
        row.place,
    )


def _content(reply: Reply) -> tuple[object, ...]:
    said = (reply.cause, reply.measure, reply.done_on, reply.planned, reply.state)
    return (*said, reply.handler, reply.head, reply.note, reply.photos)


_DONE = frozenset({"已完成", "完成", "完成了", "已整改", "整改完成", "已整改完成", "是", "√"})
_DOING = frozenset({"正在整改", "整改中", "未完成", "进行中", "否"})
_LONG = frozenset({"需长期整改", "需长期", "长期", "长期整改"})


def _state(text: str, *, done: bool) -> State | None:
    """What people write for the three states; an empty cell beside a day or a photo from after says that it is done."""
    plain = unicodedata.normalize("NFKC", text)
    if not plain:
        return "done" if done else "doing"
    if plain in _DONE:
        return "done"
    if plain in _DOING:
        return "doing"
    return "long" if plain in _LONG else None
