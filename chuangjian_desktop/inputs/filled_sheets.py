"""Score sheets that were filled in by hand: facts above the table, one line an item, photos over its cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from chuangjian_desktop.domain.tables import Grid, GridRow, GridSheet
from chuangjian_desktop.inputs.checklists.layout import letter_of
from chuangjian_desktop.inputs.checklists.values import Remark
from chuangjian_desktop.inputs.columns import (
    Columns,
    Head,
    caption_rows,
    downward_fill,
    find_head,
    narrow,
    no_data,
    plain,
)
from chuangjian_desktop.inputs.converting import as_workbook
from chuangjian_desktop.inputs.filled_ticks import ticked
from chuangjian_desktop.inputs.pictured import Picture, read_pictured
from chuangjian_desktop.inputs.sandbox import Limits, refusal

_FACTS: dict[str, tuple[str, ...]] = {
    "site": (
        *("点位", "点位名称", "考察点", "考察点名称", "测评点", "测评点名称", "检查点位", "检查地点", "被检单位"),
        *(
            "受检单位",
            "检查点",
            "样本点",
            "样本点名称",
            "点位编号",
            "地点",
            "场所名称",
            "测评点位",
            "申报小区",
            "被查单位",
        ),
    ),
    "date": ("日期", "测评日期", "检查日期", "考察日期", "时间", "检查时间", "测评时间", "考评日期"),
    "team": ("测评组", "组别", "检查组", "考评组", "小组", "测评小组"),
    "people": ("测评员", "检查人", "检查人员", "测评人员", "考评员", "检查员", "考评人员"),
    "weather": ("天气",),
}
_OTHER_FACTS = (
    *("城市", "轮次", "类别", "起止时间", "组长", "记录员", "评分办法", "总分", "得分", "联系电话", "负责人", "陪同人"),
)
_LABELS = {name: key for key, names in _FACTS.items() for name in names} | dict.fromkeys(_OTHER_FACTS, "")
_SPOKEN = re.compile(r"([\u4e00-\u9fff]{2,6})\s*[:：]\s*([^:：]*?)(?=\s*[\u4e00-\u9fff]{2,6}\s*[:：]|$)")
_LONGEST_FACT = 500
_FOOT = re.compile(r"应得分|实得分|得分率|调整|总分|总得分|(?:组长|测评员|记录员|检查人|被检单位|陪同人|负责人).{0,20}")
_PRINTED = re.compile(r"(?:未答|未测评)\s*(?:[：:；;]\s*|$)")
"""What our own sheets say in 备注 of a line that waits; nobody wrote it by hand."""
_DATE = re.compile(r"(?:(\d{4})\s*[-年./]\s*)?(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")

COLUMNS = Columns(
    {
        "number": ("序号", "序", "no"),
        "code": ("条目编号", "条目代码", "指标编号"),
        "site": ("点位", "点位名称", "考察点", "测评点", "检查点位", "样本点"),
        "section": ("测评项目", "项目", "考核项目", "检查项目", "类别", "基本指标", "一级指标"),
        "title": ("测评内容", "内容", "考核内容", "检查内容", "条目", "考察内容", "标准内容", "二级指标"),
        "requirement": ("测评标准", "标准", "考评标准", "考核标准", "测评标准及方法", "测评要求", "检查标准"),
        "points": ("分值", "标准分", "规定分值", "指标分值", "满分"),
        "rule": ("评分规则", "评分细则", "评分标准", "扣分标准", "考核评分标准"),
        "count": ("数量", "处数", "数量处", "扣分处数", "问题数", "问题处数", "发现处数"),
        "lost": ("扣分", "扣分值", "扣分数", "实扣分", "扣分分值"),
        "earned": ("得分", "实得分", "考核得分", "测评得分", "检查得分"),
        "na": ("不适用", "不涉及", "未涉及", "是否不适用"),
        "problems": (
            *("问题描述", "存在问题", "扣分原因", "问题", "考察记录", "检查记录", "扣分理由"),
            *("存在的问题", "发现的问题", "问题情况", "问题记录", "扣分事项"),
            *("发现问题", "问题说明", "检查情况", "具体问题", "问题及扣分原因", "主要问题"),
        ),
        "told": ("扣分情况", "扣分说明", "扣分记录"),
        "result": ("考察结果", "检查结果", "测评结果", "结果", "是否符合", "结论", "检查结论", "符合情况"),
        "good": ("符合", "合格", "达标", "是", "通过"),
        "bad": ("不符合", "不合格", "不达标", "否", "未通过"),
        "measured": ("实测值", "测量值", "实测", "实际值", "符合数"),
        "place": ("具体位置", "位置", "问题位置"),
        "unit": ("责任单位", "责任部门", "整改责任单位", "牵头单位"),
        "photos": ("照片编号", "照片", "现场照片", "整改前照片"),
        "note": ("备注", "说明"),
    },
    needed=("title", "requirement", "code", "rule"),
    filled_down=frozenset({"section", "title", "site", "requirement"}),
)
HEADS: dict[str, tuple[str, str]] = {
    "site": ("点位", "site"),
    "code": ("条目编号", "code"),
    "title": ("测评内容", "content"),
    "count": ("数量", "count"),
    "lost": ("扣分", "deduction"),
    "earned": ("得分", "score"),
    "na": ("不适用", "not applicable"),
    "problems": ("问题描述", "problems"),
    "result": ("检查结果", "result"),
    "measured": ("实测值", "measured"),
    "place": ("具体位置", "place"),
    "unit": ("责任单位", "unit"),
    "photos": ("照片", "photos"),
    "note": ("备注", "note"),
}
"""The columns that are read for what people filled in, in both languages."""

_SAYING = ("problems", "told", "note")
"""What a sheet may have several columns of: all that they say is read."""
_MAYBE_SAYING = re.compile(r"问题|扣分|情况|描述|原因|不合格|不达标|不符合|隐患")
_NOT_SAYING = re.compile(r"标准|规则|细则|办法|整改|责任|照片|图片|编号|类型|分类|类别|性质")
"""Of a heading that nobody knows: whether problems may stand below it."""
_AMOUNT = re.compile(r"[\d.,，+\-－−~至到共合计扣减除去掉分半个一二两三四五六七八九十零\s]*")
_FIGURE = re.compile(r"[\d半一二两三四五六七八九十零]")

_RESULTS = frozenset({"count", "lost", "earned", "problems", "told", "result", "na", "bad"})
"""One of them at least makes a table a score sheet."""
_FILLED = ("count", "lost", "earned", "na", "problems", "result", "measured", "unit", "note", "place")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A line of a sheet: its texts by column key, what is wrong with its cells, and the photos that lie in its row."""

    number: int
    cells: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    photos: tuple[Path, ...] = ()

    def text(self, key: str) -> str:
        """What stands in a column."""
        return self.cells.get(key, "")

    @property
    def is_filled(self) -> bool:
        """Whether anybody wrote anything into it."""
        unread = any(remark.key not in COLUMNS.synonyms for remark in self.remarks)
        return bool(self.photos) or unread or any(self.text(key) for key in _FILLED)


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A score sheet: the facts of its head block by key, its lines, and where its columns stand."""

    title: str
    facts: Mapping[str, str]
    rows: tuple[FilledRow, ...]
    letters: Mapping[str, str]
    heads: Mapping[str, str]
    stray: tuple[int, ...] = ()
    """Rows with photos that belong to no line."""


@dataclass(frozen=True, slots=True)
class FilledBook:
    """The score sheets of a workbook; `left` names sheets that are none."""

    grid: Grid
    sheets: tuple[FilledSheet, ...]
    left: tuple[str, ...] = field(default=())


def read_filled(path: Path, folder: Path) -> FilledBook:
    """The score sheets of a workbook; its photos are put into `folder`. `Refusal` M20 when it cannot be read, or holds
    no such sheet."""
    with as_workbook(path) as readable:
        found = read_pictured(readable, folder, _limits(readable))
    grid = replace(found.grid, file=path.name)
    sheets: list[FilledSheet] = []
    left: list[str] = []
    for sheet in grid.sheets:
        filled = _sheet(sheet, [each for each in found.pictures if each.sheet == sheet.title])
        if filled is None:
            left.append(sheet.title)
        else:
            sheets.append(filled)
    if not sheets:
        raise refusal(
            path.name,
            "前 10 行里找不到评分表的表头，需要有“测评内容”和“扣分”或“问题描述”等栏目",
            "no head of a score sheet was found in the first 10 rows; columns such as 测评内容 and 扣分 are needed",
        )
    return FilledBook(grid, tuple(sheets), tuple(left))


def _limits(path: Path) -> Limits:
    """Photos make such a workbook large: reading may take longer with its size, not with what is in its cells."""
    try:
        megabytes = path.stat().st_size // 1_000_000
    except OSError:
        megabytes = 0
    return Limits(
        seconds=20.0 + megabytes / 5,
        processor_seconds=3 + megabytes // 20,
        memory=500_000_000,
        input_bytes=1_000_000_000,
    )


def _sheet(sheet: GridSheet, pictures: list[Picture]) -> FilledSheet | None:
    head = find_head(sheet, COLUMNS)
    if head is None or not _RESULTS & set(head.keys.values()):
        return None
    lines = {row.number for row in _rows(sheet, head, {})}
    told = {row.number for row in _rows(sheet, head, {}) if row.text("problems") or row.text("count")}
    by_row: dict[int, list[Path]] = {}
    for picture in pictures:
        by_row.setdefault(_row_of(picture, told, lines), []).append(picture.file)
    rows = tuple(_rows(sheet, head, by_row))
    letters, heads = _places(sheet, head)
    stray = tuple(sorted(row for row in by_row if row not in lines and row > head.last_row))
    return FilledSheet(sheet.title, _facts(sheet, head), rows, letters, heads, stray)


def _row_of(picture: Picture, told: set[int], lines: set[int]) -> int:
    """The row that a picture belongs to: where it begins or where its middle lies, a row with a problem first."""
    places = (picture.top, picture.row)
    return next((row for rows in (told, lines) for row in places if row in rows), picture.row)


def _headings(sheet: GridSheet, head: Head) -> dict[int, str]:
    """What stands over each column; in the upper row of a head of two where the lower one says nothing."""
    rows = {each.number: {cell.column: cell.text.strip() for cell in each.cells} for each in sheet.rows}
    for merged in sheet.merged:
        if merged.top <= head.last_row <= merged.bottom and (said := rows.get(merged.top, {}).get(merged.left)):
            beside = range(merged.left + 1, merged.right + 1)
            rows[merged.top] = dict.fromkeys(beside, said) | rows[merged.top]
    lower, upper = rows.get(head.last_row, {}), rows.get(head.last_row - 1, {})
    tall = any(column not in lower for column in head.keys)
    return {**(upper if tall else {}), **{column: text for column, text in lower.items() if text}}


def _places(sheet: GridSheet, head: Head) -> tuple[dict[str, str], dict[str, str]]:
    """Letter and heading by key; a column that tells amounts and problems stands for both, one that nobody knows for
    itself."""
    headings = _headings(sheet, head)
    unread = _unread(headings, head)
    keys = {key: column for column, key in head.keys.items()}
    for key in ("lost", "problems"):
        if "told" in keys:
            keys.setdefault(key, keys["told"])
    keys |= {heading: column for column, heading in unread.items()}
    return {key: letter_of(at) for key, at in keys.items()}, {key: headings.get(at, "") for key, at in keys.items()}


def _unread(headings: Mapping[int, str], head: Head) -> dict[int, str]:
    """Columns whose heading nobody knows, and which sound as if problems stood below it; those without any heading
    between the others are called by their letter."""
    within = range(min(head.keys), max(head.keys))
    bare = {column: f"{letter_of(column)}列" for column in within if not headings.get(column)}
    return bare | {
        column: heading
        for column, heading in headings.items()
        if column not in head.keys and not COLUMNS.key(heading)
        if _MAYBE_SAYING.search(heading) and not _NOT_SAYING.search(heading)
    }


def _rows(sheet: GridSheet, head: Head, photos: Mapping[int, list[Path]]) -> Iterator[FilledRow]:
    captions, fill = caption_rows(sheet), downward_fill(sheet)
    headings = _headings(sheet, head)
    further = {
        at: key for at, text in headings.items() if at not in head.keys and (key := COLUMNS.key(text)) in _SAYING
    }
    unread = _unread(headings, head)
    for row in sheet.rows:
        if row.number <= head.last_row or no_data(row, head, COLUMNS, caption=row.number in captions):
            continue
        if any(_FOOT.fullmatch(plain(cell.text)) for cell in row.cells[:2]):
            continue
        own = {cell.column: cell for cell in row.cells}
        cells: dict[str, str] = {}
        remarks: list[Remark] = []
        for column, key in (*head.keys.items(), *further.items()):
            cell = own.get(column) or (fill.get((row.number, column)) if key in COLUMNS.filled_down else None)
            if cell is None:
                continue
            text = _PRINTED.sub("", cell.text.strip(), count=1) if key == "note" else cell.text.strip()
            cells[key] = _joined(cells.get(key, ""), text)
            if cell.kind in ("formula", "error") and key not in ("lost", "earned"):
                remarks.append(_uncalculated(key))
        _tell_apart(cells, remarks)
        remarks.extend(ticked(cells))
        bare = not any(cells.get(key) for key in _FILLED)
        left = {text: own[column].text.strip() for column, text in unread.items() if column in own}
        remarks.extend(_not_read(name, fatal=bare) for name, text in left.items() if text)
        yield FilledRow(row.number, cells, tuple(remarks), tuple(photos.get(row.number, ())))


def _joined(first: str, second: str) -> str:
    return first if second in first else f"{first}；{second}" if first else second


def _tell_apart(cells: dict[str, str], remarks: list[Remark]) -> None:
    """扣分情况 holds an amount in one office and words in another, or now this and now that: what stands in the cell
    decides."""
    told = cells.pop("told", "")
    if not told:
        return
    narrowed = narrow(told)
    if not (_AMOUNT.fullmatch(narrowed) and _FIGURE.search(narrowed)):
        cells["problems"] = _joined(cells.get("problems", ""), told)
    elif not cells.get("lost"):
        cells["lost"] = told
    elif narrow(cells["lost"]).removesuffix("分") != narrowed.removesuffix("分").removeprefix("扣"):
        remarks.append(_other_amount(cells["lost"], told))


def _other_amount(lost: str, told: str) -> Remark:
    return Remark(
        "told",
        f"两栏的扣分不同（{lost[:20]}、{told[:20]}），按前者计",
        f"two columns give other deductions ({lost[:20]}, {told[:20]}); the first counts",
        "核对扣分",
        "check the deduction",
        fatal=False,
    )


def _not_read(heading: str, *, fatal: bool) -> Remark:
    return Remark(
        heading,
        f"“{heading[:30]}”不是认识的栏目，其中的文字没有收下",
        f'"{heading[:30]}" is no known column; what stands there was not taken in',
        "把栏目名改为“问题描述”，或把文字移到问题描述一栏",
        "call the column 问题描述, or move the text there",
        fatal=fatal,
    )


def _uncalculated(key: str) -> Remark:
    return Remark(
        key,
        "公式没有保存计算结果",
        "a formula has no stored result",
        "用 Excel 或 WPS 打开并保存一次，或直接填写",
        "open and save the workbook in Excel or WPS, or type the value",
    )


# ---- the block above the table ---------------------------------------------------------------------------------------


def _facts(sheet: GridSheet, head: Head) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in sheet.rows:
        if row.number >= head.last_row:
            break
        for key, value in _told(row):
            if key and value:
                found.setdefault(key, value)
    return found


def _told(row: GridRow) -> Iterator[tuple[str, str]]:
    """Labels with their values: in one cell with a colon, or in two cells side by side."""
    waiting: str | None = None
    for cell in row.cells:
        text = cell.text.strip()
        label = plain(text.rstrip(":："))
        if label in _LABELS:
            waiting = _LABELS[label]
        elif waiting is not None:
            yield waiting, text
            waiting = None
        else:
            for name, value in _SPOKEN.findall(text[:_LONGEST_FACT]):
                yield _LABELS.get(plain(name), ""), value.strip()


def day_of(text: str, year: int) -> dt.date | None:
    """A date as people write it: 2026-11-20, 2026年11月20日, 11.20, 11月20日 (of `year`); None for anything else."""
    found = _DATE.match(narrow(text))
    if found is None:
        return None
    try:
        return dt.date(int(found[1] or year), int(found[2]), int(found[3]))
    except ValueError:
        return None
