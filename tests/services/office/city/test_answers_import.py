"""`scores import`: real workbooks of filled-in questionnaires, counted once however often they come."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.domain.city.facts import Option, Question, Survey
from chuangjian_desktop.domain.city.surveys import survey_score
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.services import info, upkeep
from chuangjian_desktop.services.office.city import surveys
from chuangjian_desktop.services.office.city.importing import (
    SurveyImport,
    Wanted,
    import_answers,
    save_marked_copy,
    survey_standard,
)
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened
from tests.helpers.workbooks import CORPORA

pytestmark = pytest.mark.usefixtures("light_children")
HEAD = ("编号", "1、您对环境卫生满意吗？", "2、您知道创建活动吗？")
ROWS = (
    (1, "满意", "知道"),
    (2, "基本满意", "知道"),
    (3, "不满意", "不知道"),
    (4, "说不清", "知道"),
)


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with opened(tmp_path, "office") as workspace:
        yield workspace
        assert upkeep.check(workspace) == []


def book(path: Path, *sheets: tuple[str, tuple[tuple[object, ...], ...]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def answers(folder: Path, *rows: tuple[object, ...], name: str = "光明社区.xlsx") -> Path:
    return book(folder / name, ("Sheet1", (HEAD, *rows)))


def counts(report: SurveyImport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.same, len(report.rejected)


def test_answers_make_a_questionnaire_count_once_and_a_dry_run_nothing(office: Workspace, tmp_path: Path) -> None:
    """Question 1: (100 + 60 + 0) ÷ 3 counted = 53.33; question 2: 3 of 4 = 75; together 64.17."""
    path = answers(tmp_path, *ROWS, (5, "看不清", "知道"))
    before = info.digest(office)
    assert counts(import_answers(office, path, dry_run=True)) == (4, 0, 0, 1)
    assert info.digest(office) == before
    report = import_answers(office, path)
    assert counts(report) == (4, 0, 0, 1)
    assert (report.standard, report.created, report.guessed) == ("W", ("Q1",), 6)
    assert (report.rejected[0].row, report.rejected[0].sheet) == (6, "Sheet1")
    found = survey_score(surveys.surveys_of(office, "W")[0])
    assert [rate_text(each.rate) for each in found.questions] == ["53.33", "75.00"]
    assert (rate_text(found.rate), found.respondents) == ("64.17", 4)
    after = info.digest(office)
    assert counts(import_answers(office, path)) == (0, 0, 4, 1)
    renamed = answers(tmp_path, *ROWS, (5, "看不清", "知道"), name="光明社区(1).xlsx")
    assert counts(import_answers(office, renamed)) == (0, 0, 4, 1)
    assert info.digest(office) == after


def test_another_place_adds_and_a_corrected_sheet_takes_the_place_of_the_first(
    office: Workspace, tmp_path: Path
) -> None:
    import_answers(office, answers(tmp_path, *ROWS))
    assert counts(import_answers(office, answers(tmp_path, *ROWS[:2], name="和平社区.xlsx"))) == (2, 0, 0, 0)
    assert survey_score(surveys.surveys_of(office, "W")[0]).respondents == 6
    assert counts(import_answers(office, answers(tmp_path, *ROWS[:3]))) == (0, 3, 0, 0)
    assert survey_score(surveys.surveys_of(office, "W")[0]).respondents == 5
    same = import_answers(office, answers(tmp_path, *ROWS[:3]), Wanted(batch="第二次"))
    assert counts(same) == (3, 0, 0, 0)


def test_answers_go_to_the_questionnaire_that_they_fit(office: Workspace, tmp_path: Path) -> None:
    asked = Question("1", "您对环境卫生满意吗", (Option("A", "满意", 10_000), Option("B", "不满意", 0)))
    surveys.save_survey(office, "W", Survey("", "JM", "居民", 100, (asked,)))
    surveys.save_survey(office, "W", Survey("", "XS", "学生", 50, (Question("1", "喜欢学校吗", asked.options),)))
    report = import_answers(office, answers(tmp_path, (1, "满意", "知道"), (2, "一般", "知道")))
    assert counts(report) == (1, 0, 0, 1)
    assert (report.created, report.skipped, [each.code for each in report.surveys]) == (
        (),
        ("2、您知道创建活动吗？",),
        ["JM"],
    )
    by_title = book(tmp_path / "两表.xlsx", ("学生", (("1", "x"), ("A", "1"))), ("居民", (("1", "x"), ("B", "1"))))
    assert counts(import_answers(office, by_title)) == (2, 0, 0, 0)
    by_code = import_answers(office, answers(tmp_path, (1, "A", ""), name="三.xlsx"), Wanted(survey="XS"))
    assert [each.title for each in by_code.surveys] == ["居民", "学生"]
    with pytest.raises(Refusal, match="M21"):
        import_answers(office, answers(tmp_path, *ROWS), Wanted(survey="没有"))
    with pytest.raises(Refusal, match="M21"):
        import_answers(office, answers(tmp_path, *ROWS), Wanted(standard="没有"))


def test_a_tally_is_taken_in_as_well(office: Workspace, tmp_path: Path) -> None:
    rows = (("题目", "选项", "人数"), ("满意吗", "满意", 80), ("满意吗", "不满意", 20), ("满意吗", "不满意", "若干"))
    path = book(tmp_path / "汇总.xlsx", ("汇总", rows))
    report = import_answers(office, path)
    assert counts(report) == (2, 0, 0, 1)
    assert rate_text(survey_score(report.surveys[0]).rate) == "80.00"
    assert counts(import_answers(office, path)) == (0, 0, 2, 1)


def test_rejected_rows_are_marked_in_a_copy(office: Workspace, tmp_path: Path) -> None:
    report = import_answers(office, answers(tmp_path, *ROWS, (5, "看不清", "知道")))
    save_marked_copy(report, tmp_path / "标注.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "标注.xlsx").worksheets[0]
    texts = [str(marked.cell(6, column).value) for column in range(1, marked.max_column + 1)]
    assert any("没有选项“看不清”" in each for each in texts)


def test_any_other_table_is_refused_and_changes_nothing(office: Workspace, tmp_path: Path) -> None:
    before = info.digest(office)
    path = book(
        tmp_path / "进货.xlsx", ("一", (("品名", "产地"), ("苹果", "东"), ("梨", "西"))), ("二", (("x", "y"), (1, 2)))
    )
    for dry_run in (True, False):
        with pytest.raises(Refusal, match="M20") as told:
            import_answers(office, path, dry_run=dry_run)
        assert "没有找到问卷数据" in str(told.value.details["detail_zh"])
    assert info.digest(office) == before
    beside = book(tmp_path / "两表.xlsx", ("说明", (("品名", "产地"), ("苹果", "东"))), ("居民", (HEAD, *ROWS)))
    report = import_answers(office, beside)
    assert (report.added, report.left, report.created) == (4, ("说明",), ("Q1",))


@pytest.mark.parametrize(
    "name", ["calamine/issue438.xlsx", "calamine/table-multiple.xlsx", "phpspreadsheet/issue.2506.xlsx"]
)
def test_workbooks_of_other_people_are_no_questionnaires(office: Workspace, name: str) -> None:
    path = CORPORA / "spreadsheets" / name
    if not path.exists():
        pytest.skip("../shared/corpora is missing: foreign workbooks were not tried")
    before = info.digest(office)
    with pytest.raises(Refusal, match="M20"):
        import_answers(office, path)
    assert info.digest(office) == before


def test_what_is_no_questionnaire_and_who_is_no_office_are_refused(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "假.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(Refusal, match="M20"):
        import_answers(office, tmp_path / "假.xlsx")
    with opened(tmp_path / "team") as team, pytest.raises(Refusal, match="M22"):
        import_answers(team, answers(tmp_path, *ROWS))
    assert survey_standard(office) == "W"
