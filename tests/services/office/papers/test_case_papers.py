"""Papers about cases, the weekly list and the ledger, read back: the same words and numbers in every form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.replies import document_code
from chuangjian_desktop.domain.scoring.numbers import rate_text
from chuangjian_desktop.services import documents
from chuangjian_desktop.services.casework import reading, rechecking
from chuangjian_desktop.services.casework.rechecking import Seen
from chuangjian_desktop.services.office.cases import answers, closing, rates, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.case_papers import PaperWanted, write_case_papers
from chuangjian_desktop.services.office.papers.letters import Asked
from chuangjian_desktop.services.office.papers.notices import Wanted
from chuangjian_desktop.services.office.papers.weekly import export_weekly
from chuangjian_desktop.services.photo_records import Home, store_photo
from chuangjian_desktop.services.workspace import Workspace, act_as, now
from tests.helpers.city import city
from tests.helpers.pdf_reading import all_text, plain
from tests.helpers.rectifying import finding, photo, row

REPLY = Reply("巡查间隔过长", "增设2名巡查员", now().date().isoformat(), "已完成", "赵磊", "周明")
CLOSED, CHECKED, OPEN, EXTENDED, REFUSED = "NM-001-01", "WC-001-01", "WC-001-02", "WC-002-01", "ZG-002-01"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Workspace]:
    with city(tmp_path_factory.mktemp("office")) as workspace:
        act_as(workspace, "王敏")
        with workspace.writing() as writer:
            for place, each in enumerate(reading.cases(workspace).rows):
                store_photo(writer, photo(place), Home(finding=each.finding_id), 0)
        reviewing.accept(workspace, [finding(workspace, CLOSED)], "", CaseDraft(fives=(("定领导", "张建国"),)))
        units = [each.unit_id for each in notices.unit_notices(workspace)]
        notices.issue(workspace, units, Wanted("交办单", folder=tmp_path_factory.mktemp("文书")))
        for number in (CLOSED, CHECKED):
            answers.reply(workspace, finding(workspace, number), REPLY, [photo(100)])
        closing.check(workspace, [finding(workspace, CLOSED), finding(workspace, CHECKED)])
        rechecking.recheck(workspace, [finding(workspace, CLOSED)], Seen("passed", "已清理干净", (photo(200),)))
        closing.close(workspace, [finding(workspace, CLOSED)])
        later = (now() + dt.timedelta(days=40)).date().isoformat()
        answers.extend(workspace, [finding(workspace, EXTENDED)], "需协调产权单位", later)
        answers.ask_time(workspace, [finding(workspace, REFUSED)], later, "施工排期")
        answers.deny_time(workspace, [finding(workspace, REFUSED)], "理由不充分")
        yield workspace


def paper(workspace: Workspace, folder: Path, kind: str, *numbers: str, **more: Any) -> tuple[Path, ...]:  # noqa: ANN401
    asked = Asked(**more.pop("asked", {}))
    findings = [finding(workspace, number) for number in numbers]
    files, warnings = write_case_papers(workspace, findings, PaperWanted(kind, folder, asked=asked, **more))
    assert warnings == ()
    return files


def at_stage(workspace: Workspace, kind: str, *numbers: str) -> None:
    """Cases at the stage of escalation that a letter is for, as they stand weeks later."""
    stage = {"通报": 3, "约谈通知书": 4, "问责建议": 5}.get(kind, 0)
    with workspace.writing() as writer:
        for number in numbers:
            writer.put("case", row(workspace, number).id, {"stage": stage})


def word_text(path: Path) -> str:
    document: Any = docx.Document(str(path))
    return plain("".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")))


def same(pdf: Path, word: Path) -> bool:
    """Whether both say the same; tables are read in another order, page numbers are in the margin."""
    printed, told = (sorted(re.sub(r"—\d+—", "", text)) for text in (plain(all_text(pdf)), word_text(word)))
    return printed == told


PAPERS = (
    ("复查记录", (CLOSED, OPEN)),
    ("销号单", (CLOSED, CHECKED)),
    ("催办通知", (OPEN, REFUSED)),
    ("延期批复", (EXTENDED, REFUSED)),
    ("约谈通知书", (OPEN,)),
    ("问责建议", (OPEN, REFUSED)),
    ("通报", (CLOSED, OPEN, REFUSED)),
)


@pytest.mark.parametrize(("kind", "numbers"), PAPERS)
def test_word_and_pdf_say_the_same_of_the_same_cases(
    office: Workspace, tmp_path: Path, kind: str, numbers: tuple[str, ...]
) -> None:
    at_stage(office, kind, *numbers)
    pdfs = paper(office, tmp_path, kind, *numbers)
    words = paper(office, tmp_path, kind, *numbers, format="docx")
    assert [each.stem for each in pdfs] == [each.stem for each in words]
    assert len(pdfs) == (1 if kind == "通报" else len(numbers))
    for pdf, word in zip(pdfs, words, strict=True):
        assert same(pdf, word)
    whole = plain("".join(all_text(each) for each in pdfs))
    for number in numbers:
        assert number in whole
        assert plain(row(office, number).unit) in whole
    assert "已问责" not in whole  # a proposal is no fact


def test_a_recheck_record_shows_both_photos_and_who_saw_it(office: Workspace, tmp_path: Path) -> None:
    done, blank = paper(office, tmp_path, "复查记录", CLOSED, OPEN)
    told = plain(all_text(done))
    for words in ("整改前1", "复查时1", "通过", "已清理干净", "王敏", "增设2名巡查员", "定领导：张建国"):
        assert words in told
    assert document_code(row(office, CLOSED).id) in told
    assert "□通过□未通过□部分" in plain(all_text(blank))
    (word,) = paper(office, tmp_path, "复查记录", CLOSED, format="docx")
    assert len(docx.Document(str(word)).inline_shapes) == 2 + 1


def test_a_case_that_a_paper_cannot_be_about_is_named_and_nothing_is_written(office: Workspace, tmp_path: Path) -> None:
    for kind, number in (("销号单", OPEN), ("延期批复", OPEN), ("催办通知", CLOSED)):
        with pytest.raises(Refusal) as caught:
            paper(office, tmp_path, kind, number)
        assert (caught.value.code, caught.value.details["what"]) == ("M26", number)
    for kind in ("通报", "约谈通知书", "问责建议"):
        at_stage(office, "", OPEN)
        with pytest.raises(Refusal) as caught:
            paper(office, tmp_path, kind, OPEN)
        assert (caught.value.code, caught.value.details["what"]) == ("M26", OPEN)
    for wrong in ({"kind": "表扬信"}, {"kind": "销号单", "format": "odt"}):
        with pytest.raises(Refusal, match="M27"):
            paper(office, tmp_path, wrong.pop("kind"), CLOSED, **wrong)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_to_a_request_for_time_says_until_when(office: Workspace, tmp_path: Path) -> None:
    granted, refused = (plain(all_text(each)) for each in paper(office, tmp_path, "延期批复", EXTENDED, REFUSED))
    until = now() + dt.timedelta(days=40)
    assert f"同意整改时限延至{until.year}年{until.month}月{until.day}日前。申请理由：需协调产权单位。" in granted
    assert "不同意延期的问题" in refused
    assert "申请理由：施工排期。" in refused
    assert "同意整改时限延至" not in refused


def test_a_letter_takes_number_time_place_and_signer(office: Workspace, tmp_path: Path) -> None:
    asked = {"number": "云创约〔2026〕3号", "when": "11月27日9时", "where": "3楼会议室", "signer": "周明"}
    at_stage(office, "约谈通知书", OPEN)
    (file,) = paper(office, tmp_path, "约谈通知书", OPEN, asked=asked)
    told = plain(all_text(file))
    for words in ("云创约〔2026〕3号", "时间：11月27日9时。", "地点：3楼会议室。", "签发人：周明"):
        assert words in told


def test_a_case_that_was_assigned_again_has_a_date_of_each(office: Workspace, tmp_path: Path) -> None:
    number = next(each.number for each in notices.listed(office) if row(office, REFUSED).finding_id in each.findings)
    first, again = now(), now() + dt.timedelta(days=20)
    with office.writing() as writer:
        writer.put("case", row(office, REFUSED).id, {"again": 1, "assigned_at": again.isoformat(timespec="seconds")})
    (letter,) = paper(office, tmp_path, "催办通知", REFUSED)
    told = plain(all_text(letter))
    assert f"{first.month}月{first.day}日由{number}交办，" in told
    assert f"{again.month}月{again.day}日再次交办，时限" in told
    assert "已交办2次。" in told
    (form,) = paper(office, tmp_path, "复查记录", REFUSED)
    days = [f"{each.year}年{each.month}月{each.day}日" for each in (first, again)]
    assert f"{days[0]}；{days[1]}（第2次交办）" in plain(all_text(form))


def test_a_letter_can_be_printed_again_when_its_case_has_gone_on(office: Workspace, tmp_path: Path) -> None:
    at_stage(office, "问责建议", OPEN)
    for kind in ("通报", "约谈通知书", "问责建议"):
        assert len(paper(office, tmp_path, kind, OPEN)) == 1


# ---- the weekly list -------------------------------------------------------------------------------------------------


def test_rates_are_equal_wherever_they_are_told(office: Workspace, tmp_path: Path) -> None:
    day = now().date()
    for ending in ("xlsx", "pdf", "docx"):
        assert export_weekly(office, tmp_path / f"周报.{ending}", day, day) == ()
    sheet: Any = openpyxl.load_workbook(tmp_path / "周报.xlsx", data_only=True).worksheets[0]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
    report = rates.rates(office, day, day)
    told = plain(all_text(tmp_path / "周报.pdf"))
    for line, expected in zip(lines, report.rows, strict=False):
        counts = (expected.rate.told, expected.rate.closed, expected.rate.in_time, expected.rate.open)
        assert (line[1], line[2], *line[3:7]) == (expected.rank, expected.rate.unit, *counts)
        assert f"{line[11]:.2f}" == rate_text(expected.rate.rate)
        assert f"{rate_text(expected.rate.rate)}%" in told
        assert bool(line[12]) == bool(expected.listed)
    whole = sum(each.rate.told for each in report.rows)
    assert (lines[-1][0], lines[-1][3]) == ("合计", whole)
    assert f"交办问题{whole}个，已销号1个，整改率{lines[-1][11]:.2f}%" in told
    assert same(tmp_path / "周报.pdf", tmp_path / "周报.docx")


def test_units_of_one_rate_stand_together_on_a_list(office: Workspace, tmp_path: Path) -> None:
    day = now().date()
    export_weekly(office, tmp_path / "周报.pdf", day, day)
    told = plain(all_text(tmp_path / "周报.pdf"))
    assert "红榜" in told
    assert "属地：光明街道办事处（整改率100.00%，第1名）。" in told
    assert "属地：建设街道办事处、花园街道办事处（整改率0.00%）。" in told
    assert "东区城市管理局、" not in told  # no bureau did better than another: none is to blame


def test_a_week_without_problems_says_so(office: Workspace, tmp_path: Path) -> None:
    for ending in ("xlsx", "pdf"):
        export_weekly(office, tmp_path / f"周报.{ending}", dt.date(2020, 1, 6), dt.date(2020, 1, 12))
    assert "2020年1月6日至1月12日没有向责任单位交办的问题。" in plain(all_text(tmp_path / "周报.pdf"))
    with pytest.raises(Refusal, match="M27"):
        export_weekly(office, tmp_path / "周报.txt")
    with pytest.raises(Refusal, match="M27"):
        export_weekly(office, tmp_path / "周报.pdf", dt.date(2020, 1, 6), dt.date(2020, 1, 5))


# ---- the ledger ------------------------------------------------------------------------------------------------------


def test_the_ledger_tells_what_became_of_each_problem(office: Workspace, tmp_path: Path) -> None:
    assert documents.export_ledger(office, tmp_path / "台账.xlsx") == ()
    sheet: Any = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    head = [cell.value for cell in sheet[3]]
    lines = {line[1].value: dict(zip(head, [cell.value for cell in line], strict=True)) for line in sheet.iter_rows(4)}
    one, today = lines[CLOSED], f"{now():%Y-%m-%d}"
    expected = {
        "责任领导": "张建国",
        "责任人": "赵磊",
        "整改措施": "增设2名巡查员",
        "反馈日期": today,
        "整改情况": "已销号",
        "复查人/日期": f"王敏\n{today}",
        "复查结果": "通过",
        "销号日期": today,
        "是否反弹": None,
    }
    assert {name: one[name] for name in expected} == expected
    issued = {each.unit: each.number for each in notices.listed(office)}
    assert one["交办文号"] == issued["光明街道办事处"]
    assert lines[OPEN]["整改情况"] == "已交办"
    assert lines[OPEN]["销号日期"] is None
    assert (lines[OPEN]["整改时限"] or "").endswith(f"{row(office, OPEN).due_at[:10]}")
    after = [each for each in sheet._images if each.anchor._from.col == head.index("整改后照片")]  # noqa: SLF001
    assert len(sheet._images) == 7 + 2  # noqa: SLF001
    assert len(after) == 2


def test_an_hour_stands_wherever_a_time_limit_ends_within_a_day(office: Workspace, tmp_path: Path) -> None:
    due = (now() - dt.timedelta(days=1)).replace(hour=16, minute=40, second=0, microsecond=0)
    at_stage(office, "通报", OPEN)
    with office.writing() as writer:
        writer.put("case", row(office, OPEN).id, {"due_at": due.isoformat()})
    documents.export_ledger(office, tmp_path / "台账.xlsx")
    sheet: Any = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    place = [cell.value for cell in sheet[3]].index("整改时限")
    (told,) = [line[place].value for line in sheet.iter_rows(4) if line[1].value == OPEN]
    assert told.endswith(f"\n{due:%Y-%m-%d} 16:40")
    (circular,) = paper(office, tmp_path, "通报", OPEN)
    assert plain(f"{due:%Y-%m-%d} 16:40") in plain(all_text(circular))
