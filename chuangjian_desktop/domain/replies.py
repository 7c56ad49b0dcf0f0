"""整改回复: the workbook that a unit fills in, and what comes back of it. `reply_matching` finds the case of each row,
`reply_names` that of each photo."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
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
    "other_round",
    "other_unit",
    "moved",
    "not_certain",
    "not_in_notice",
    "no_number",
    "unknown_number",
    "shared_number",
    "code_differs",
    "twice",
    "state",
    "date",
    "date_range",
    "date_number",
    "no_result",
    "no_head",
    "column",
    "no_row",
    "unreadable",
    "no_name",
    "name",
    "before_photo",
    "kind",
    "old_book",
    "old_picture",
]
REASONS: Mapping[Reason, tuple[str, str]] = {
    "other_office": ("识别码或文号不是本创建办的", "its code or document number is not of this office"),
    "other_round": ("表头写的是另一轮次", "its heading names another round"),
    "other_unit": ("这一行不属于表头所写的责任单位", "the problem is not of the unit that the heading names"),
    "moved": ("该问题已改派给另一单位", "the problem was transferred to another unit since"),
    "not_certain": (
        "没有识别码，表头也看不出属于哪份文书，且点位、问题描述与该编号不一致，不能确定",
        "there is no code, the heading tells no document, and neither site nor problem agree with the number",
    ),
    "not_in_notice": ("表头所写的文书里没有这个问题编号", "the document of the heading holds no such number"),
    "no_number": ("没有问题编号", "there is no problem number"),
    "unknown_number": ("本轮没有这个问题编号", "no problem of this round has this number"),
    "shared_number": (
        "不止一个问题用这个编号，不能确定是哪一个",
        "several problems bear this number: it is not certain which one is meant",
    ),
    "code_differs": ("问题编号与识别码不符，可能被改动", "number and code belong to different problems"),
    "twice": ("同一问题有两行，内容不同", "two rows for one problem say different things"),
    "state": ("完成状态看不懂", "its state is of no known kind"),
    "date": ("完成日期看不懂", "its day cannot be read"),
    "date_range": ("完成日期在发现问题之前或今天之后", "its day lies before the finding or after today"),
    "date_number": (
        "完成日期是数字，末位的零可能已被表格去掉（11.2 可能是 11月2日或 11月20日），请写成“11月20日”这样的文字",
        "the cell of its day is a number, which drops a last zero (11.2 may be 2 or 20 November): type it as text",
    ),
    "no_result": (
        "公式没有结果，请改填文字或在 Excel、WPS 中保存一次",
        "a formula has no result: type the text instead",
    ),
    "no_head": ("找不到有“问题编号”的表头", "there is no head of a table with 问题编号"),
    "column": (
        "这一栏的标题看不懂，里面填的内容没有读",
        "the heading of this column is not understood: what stands in it was not read",
    ),
    "no_row": (
        "照片没有放在问题的一行里，看不出属于哪个问题",
        "a photo lies in no problem's row: it is not certain whose it is",
    ),
    "unreadable": (
        "照片无法读取，又没有填写别的内容，未登记",
        "its photo cannot be read and nothing else is said: it was not entered",
    ),
    "no_name": ("文件名中没有本轮的问题编号", "its name holds no problem number of this round"),
    "name": ("文件名中有看不懂的编号", "its name holds a number that is not understood"),
    "before_photo": (
        "文件名写明是整改前照片，未作为整改后照片收下",
        "by its name it is a photo from before, and was not taken",
    ),
    "kind": ("不是工作簿、照片或回复包", "it is no workbook, picture or reply package"),
    "old_book": (
        "此格式不支持，请在 Excel 或 WPS 中另存为 .xlsx 后再导入",
        "this format is not supported: save it as .xlsx in Excel or WPS and import that",
    ),
    "old_picture": (
        "此格式不支持，请另存为 .jpg 或 .png 后再导入",
        "this format is not supported: save it as .jpg or .png and import that",
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
class Heading:
    """What stands above a table that came back: the code of its document, or that document's number, unit and round.
    All empty where a table has no such lines."""

    form: str = ""
    notice: str = ""
    unit: str = ""
    round_name: str = ""


Place = tuple[int, int]
"""Which file of those that came, and which sheet of it: texts are listed in that order."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A row as it came back: cells by the names of `COLUMNS`, texts as typed; `photos` names the pictures over it.

    `shown` says that a picture of them stands where photos from after belong; `unread` names the columns whose formula
    has no result, `numeric` those that hold a number.
    """

    sheet: str
    row: int
    cells: Mapping[str, str]
    photos: tuple[str, ...] = ()
    file: str = ""
    heading: Heading = Heading()
    shown: bool = False
    unread: tuple[str, ...] = ()
    place: Place = (0, 0)
    numeric: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A problem that may be replied to: its number, case, code, when it was found, and what tells it where a row bears
    no code. `current` ones are of the round that is meant then; `unit` is the name of the unit whose it is now.
    `printed` are numbers that papers gave it: a further visit that came in since may have changed the present one."""

    number: str
    case: str
    code: str
    found_on: dt.date
    current: bool = True
    unit: str = ""
    site: str = ""
    problem: str = ""
    printed: tuple[str, ...] = ()

    @property
    def numbers(self) -> frozenset[str]:
        """All its numbers, to be compared."""
        return frozenset(plain_number(each) for each in (self.number, *self.printed))


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that this office issued: its code, number, unit and round by name, and the cases that it names.
    `printed` is the unit's name at that time."""

    code: str
    number: str
    unit: str
    round_name: str
    cases: frozenset[str]
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a unit says about a case. `done_on` is None where it names no day, or does not say that it is solved; then
    `planned` is the day by which it means to be."""

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
    planned: dt.date | None = None
    place: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What found no case: where it stands and why; `value` is what is wrong there."""

    sheet: str
    row: int
    reason: Reason
    value: str = ""
    file: str = ""
    place: Place = (0, 0)


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


def plain_number(number: str) -> str:
    """A number as it is compared: width, case and spaces do not matter, kinds of dashes and brackets neither."""
    text = unicodedata.normalize("NFKC", number).upper().translate(_BRACKETS)
    return re.sub(r"\s", "", re.sub(r"[‐‑‒–—―−]", "-", text))


_BRACKETS = str.maketrans("〔【［([", "[[[[[") | str.maketrans("〕】］)]", "]]]]]")
