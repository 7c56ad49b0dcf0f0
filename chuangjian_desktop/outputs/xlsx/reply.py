"""回复表: the workbook in which a unit without the program answers, problem by problem."""

from __future__ import annotations

from pathlib import Path

from openpyxl.worksheet.datavalidation import DataValidation

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.replies import COLUMNS, STATES, ReplyForm, ReplyLine
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book, Sheet, Value
from chuangjian_desktop.outputs.xlsx.styles import Look

SHEET = "整改回复"
HEAD_ROW = 5
_WIDTHS = (6, 13, 14, 26, 18, 12, 16, 22, 12, 12, 24, 10, 10, 14, 12)
_LOOKS = {
    "序号": styles.COUNT,
    "问题编号": styles.CENTRE,
    "整改前照片": styles.CENTRE,
    "整改时限": styles.CENTRE,
    "完成日期": styles.TYPED,
    "完成状态": styles.TYPED,
    "经办人": styles.TYPED,
    "单位负责人": styles.TYPED,
    "原因": styles.TYPED_TEXT,
    "整改措施": styles.TYPED_TEXT,
    "整改后照片": styles.TYPED,
    "备注": styles.TYPED_TEXT,
    "识别码": styles.FAINT,
}
_BOX = (118, 88)
_PHOTO_HEIGHT = 96.0
_BEFORE, _STATE = COLUMNS.index("整改前照片") + 1, COLUMNS.index("完成状态") + 1
_HOW = (
    "请在浅黄色单元格内填写，完成日期写成2026-11-05，完成状态从下拉框选择；整改后照片直接插入到本行“整改后照片”格内，"
    "或单独发送并以问题编号命名。请勿改动问题编号和识别码，可以调整行高、排序。"
)


def write_reply(form: ReplyForm, path: Path, progress: Progress | None = None) -> tuple[Warn, ...]:
    """Write the workbook; M09 is returned for a before photo that could not be laid in, M13 for a text that was too
    long for its cell. `Cancelled` leaves the earlier file as it was."""
    looks: list[Look] = [_LOOKS.get(name, styles.TEXT) for name in COLUMNS]
    warnings: list[Warn] = []
    with written_beside(path) as temporary, Book() as book:
        sheet = book.sheet(SHEET, _WIDTHS, paper="A3", head_row=HEAD_ROW)
        _opening(sheet, form)
        for number, line in enumerate(form.lines, 1):
            values = _cells(number, line)
            place = sheet.row(values, looks, sheet.height_for(values, _PHOTO_HEIGHT))
            warnings.extend(_before(sheet, line, place))
            if progress:
                progress.heed()
        _choices(sheet)
        book.save(temporary)
        if progress:
            progress.step(form.unit)
        return (*book.warnings, *warnings)


def _opening(sheet: Sheet, form: ReplyForm) -> None:
    last = len(COLUMNS)
    facts = f"责任单位：{form.unit}　　文号：{form.notice}　　轮次：{form.round_name}　　反馈期限：{form.reply_by}"
    lines = (
        (f"问题整改回复表（反馈{form.issuer}）", styles.TITLE, 36.0),
        (facts, styles.FACT, 21.0),
        (_HOW, styles.FACT, 21.0),
        (f"表格识别码：{form.office}", styles.FACT, 21.0),
    )
    for text, look, height in lines:
        blank: list[Value] = [None] * (last - 1)
        sheet.merge(sheet.row([text, *blank], [look] * last, height), 1, last)
    sheet.head(COLUMNS)


def _cells(number: int, line: ReplyLine) -> list[Value]:
    printed: dict[str, Value] = {
        "序号": number,
        "问题编号": line.number,
        "点位": line.site,
        "问题描述": line.problem,
        "整改时限": line.deadline,
        "识别码": line.code,
    }
    return [printed.get(name) for name in COLUMNS]


def _before(sheet: Sheet, line: ReplyLine, place: int) -> list[Warn]:
    if line.before is None:
        return []
    try:
        sheet.picture(line.before(), place, _BEFORE, _BOX)
    except Refusal as refusal:
        return [Warn(refusal.code, refusal.details)]
    except (OSError, ValueError) as error:
        return [Warn("M09", {"file": line.number, "reason": type(error).__name__})]
    return []


def _choices(sheet: Sheet) -> None:
    """The states, to choose from; what is typed instead is taken too where it is plain."""
    choices = DataValidation("list", formula1=f'"{",".join(STATES)}"', allow_blank=True, showErrorMessage=False)
    letter = sheet.letter(_STATE - 1)
    choices.add(f"{letter}{HEAD_ROW + 1}:{letter}{max(sheet.rows, HEAD_ROW + 1)}")
    sheet.frame.add_data_validation(choices)
