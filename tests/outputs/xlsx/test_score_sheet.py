"""The 评分表 as an office opens it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chuangjian_desktop.domain.documents import ScoreSheet
from chuangjian_desktop.outputs.xlsx.score_sheet import write_score_sheet
from tests.helpers.workbooks import assert_golden
from tests.outputs.xlsx.documents import ITEM, score_sheet, sheet_rows

COLUMNS = (
    *("序号", "测评项目", "测评内容", "测评标准", "分值", "评分规则", "数量(处)", "扣分", "得分"),
    *("不适用", "问题描述", "照片编号", "责任单位", "备注"),
)


def written(tmp_path: Path, sheet: ScoreSheet) -> Worksheet:
    path = tmp_path / "sheet.xlsx"
    assert write_score_sheet(sheet, path) == ()
    return openpyxl.load_workbook(path).worksheets[0]


def calculated(sheet: Worksheet) -> dict[str, Decimal | str]:
    """What an office's program calculates from the formulas at the foot."""

    def numbers(span: str) -> list[Decimal | None]:
        column, first, last = re.fullmatch(r"([A-Z])(\d+):[A-Z](\d+)", span).groups()  # type: ignore[union-attr]
        values = [sheet[f"{column}{row}"].value for row in range(int(first), int(last) + 1)]
        return [Decimal(str(value)) if isinstance(value, int | float) else None for value in values]

    def half_up(value: Decimal) -> Decimal:
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)

    found: dict[str, Decimal | str] = {}
    for row in range(6, sheet.max_row + 1):
        label, formula = sheet[f"A{row}"].value, str(sheet[f"E{row}"].value)
        if label == "应得分" and (match := re.fullmatch(r"=ROUND\(SUMPRODUCT\(ISNUMBER\((.+)\)\*(.+)\),2\)", formula)):
            pairs = zip(numbers(match[1]), numbers(match[2]), strict=True)
            found[label] = half_up(
                sum((points or Decimal(0) for earned, points in pairs if earned is not None), Decimal(0))
            )
        elif label == "实得分" and (match := re.fullmatch(r"=ROUND\(SUM\((.+)\),2\)", formula)):
            found[label] = half_up(sum((value or Decimal(0) for value in numbers(match[1])), Decimal(0)))
        elif label == "得分率":
            match = re.fullmatch(r'=IF\(E(\d+)=0,"",ROUND\(SUM\((.+)\)/E\1\*100,2\)\)', formula)
            assert match
            possible = found["应得分"]
            assert isinstance(possible, Decimal)
            total = sum((value or Decimal(0) for value in numbers(match[2])), Decimal(0))
            found[label] = half_up(total / possible * 100) if possible else ""
    return found


def test_columns_stand_as_the_form_has_them(tmp_path: Path) -> None:
    sheet = written(tmp_path, score_sheet())
    assert tuple(sheet.cell(5, column).value for column in range(1, 15)) == COLUMNS


def test_a_written_sheet_is_the_kept_one(tmp_path: Path) -> None:
    write_score_sheet(score_sheet(), tmp_path / "a.xlsx")
    assert_golden(tmp_path / "a.xlsx", "score-sheet")


def test_formulas_agree_with_the_program(tmp_path: Path) -> None:
    sheet = written(tmp_path, score_sheet())
    expected = {"应得分": Decimal("21.33"), "实得分": Decimal("19.72"), "得分率": Decimal("92.45")}
    assert calculated(sheet) == expected
    stored = openpyxl.load_workbook(tmp_path / "sheet.xlsx", data_only=True).worksheets[0]
    foot = {stored[f"A{row}"].value: stored[f"E{row}"].value for row in range(6, stored.max_row + 1)}
    assert {label: Decimal(str(foot[label])) for label in expected} == expected


@pytest.mark.parametrize(("earned", "rate"), [("81.125", "81.13"), ("81.115", "81.12"), ("0.005", "0.01")])
def test_halves_are_rounded_up(tmp_path: Path, earned: str, rate: str) -> None:
    row = replace(ITEM, points=Decimal(100), earned=Decimal(earned), lost=100 - Decimal(earned))
    sheet = score_sheet(rows=(row,), possible=Decimal(100), earned=Decimal(earned), rate=Decimal(earned))
    assert calculated(written(tmp_path, sheet))["得分率"] == Decimal(rate)


def test_nothing_answered_has_no_rate(tmp_path: Path) -> None:
    rows = (replace(ITEM, state="unanswered", earned=None),)
    sheet = score_sheet(rows=rows, possible=Decimal(0), earned=Decimal(0), rate=None)
    assert calculated(written(tmp_path, sheet)) == {"应得分": 0, "实得分": 0, "得分率": ""}


def test_a_veto_shows_as_an_adjustment(tmp_path: Path) -> None:
    sheet = written(tmp_path, score_sheet(earned=Decimal(0), rate=Decimal(0)))
    assert sheet["B12"].value == "调整"
    assert calculated(sheet)["实得分"] == 0


def test_a_sheet_without_rows_stands(tmp_path: Path) -> None:
    sheet = written(tmp_path, score_sheet(rows=(), possible=Decimal(0), earned=Decimal(0), rate=None))
    assert sheet["E6"].value == 0


def test_states_look_different(tmp_path: Path) -> None:
    sheet = written(tmp_path, score_sheet())
    shown = [(sheet[f"H{row}"].value, sheet[f"I{row}"].value, sheet[f"J{row}"].value) for row in range(6, 12)]
    assert shown == [
        (1.5, 6.5, None),
        (0, 6, None),
        (0, 7, None),
        (None, None, "√"),
        (None, None, None),
        (0.11, 0.22, None),
    ]
    assert [sheet[f"N{row}"].value for row in range(6, 12)] == [None, None, "免扣：划线区内", None, "未答", "补测"]


def test_an_undercover_sheet_names_nobody(tmp_path: Path) -> None:
    sheet = written(tmp_path, score_sheet(team="", leader="", evaluators="", draft=False))
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts[0] == "实地测评评分表"
    assert not {"张三", "李四、王五", "第一组"} & set(texts)


def test_every_text_has_room(tmp_path: Path) -> None:
    long = replace(ITEM, requirement="干净整洁，" * 60, problems="①" + "烟头" * 80)
    sheet = written(tmp_path, score_sheet(rows=(long, *sheet_rows()[1:])))
    assert sheet.row_dimensions[6].height >= 300 / 17 * 14
    assert sheet["D6"].alignment.wrap_text
