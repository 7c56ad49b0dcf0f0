"""Numbers that outlive everything, and notices that say the same whenever they are printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import documents, places, records, upkeep
from chuangjian_desktop.services.fieldwork import findings
from chuangjian_desktop.services.fieldwork import visits as walking
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.notices import IssueReport, Wanted
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.services.workspace import Workspace, now, open_workspace
from chuangjian_desktop.store.queries.notices import NoticeRow
from tests.helpers.city import city, noted, unit_named, visit_at
from tests.helpers.offices import opened
from tests.helpers.pdf_reading import all_text

EAST, WEST, GARDEN = "东区城市管理局", "西区城市管理局", "花园街道办事处"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def issue(workspace: Workspace, folder: Path, *units: str, **wanted: object) -> IssueReport:
    made = Wanted(folder=folder / "通知书", **wanted)  # pyright: ignore[reportArgumentType]
    return notices.issue(workspace, [unit_named(workspace, unit) for unit in units], made)


def only(report: IssueReport) -> NoticeRow:
    (found,) = report.notices
    return found


def numbered(serial: int, prefix: str = "创建办整") -> str:
    return f"{prefix}〔{now().year}〕{serial}号"


def test_numbers_follow_each_other_without_a_gap(office: Workspace, tmp_path: Path) -> None:
    first = issue(office, tmp_path, EAST, WEST)
    assert [each.number for each in first.notices] == [numbered(1), numbered(2)]
    assert only(issue(office, tmp_path, GARDEN)).number == numbered(3)


def test_each_kind_counts_for_itself_from_its_start(office: Workspace, tmp_path: Path) -> None:
    assert only(issue(office, tmp_path, EAST, start=17)).number == numbered(17)
    assert only(issue(office, tmp_path, WEST, kind="交办单")).number == numbered(1, "创建办交")
    assert only(issue(office, tmp_path, GARDEN)).number == numbered(18)


def test_a_start_below_what_is_used_leaves_no_number_twice(office: Workspace, tmp_path: Path) -> None:
    issue(office, tmp_path, EAST, start=17)
    assert only(issue(office, tmp_path, WEST, start=3)).number == numbered(18)


def test_a_later_start_above_what_is_used_would_leave_a_gap(office: Workspace, tmp_path: Path) -> None:
    issue(office, tmp_path, EAST, start=17)
    with pytest.raises(Refusal, match="M27"):
        issue(office, tmp_path, WEST, start=40)
    assert only(issue(office, tmp_path, WEST, start=17)).number == numbered(18)


def test_no_number_is_given_twice_by_hand_or_by_the_program(office: Workspace, tmp_path: Path) -> None:
    by_hand = {"reason": "纸质登记簿"}
    issue(office, tmp_path, EAST, number=numbered(1), **by_hand)
    with pytest.raises(Refusal, match="M26"):
        issue(office, tmp_path, WEST, number=numbered(1), **by_hand)
    assert only(issue(office, tmp_path, WEST)).number == numbered(2)


def test_a_void_notice_keeps_its_reason(office: Workspace, tmp_path: Path) -> None:
    made = only(issue(office, tmp_path, EAST))
    notices.void(office, made.id, "写错单位")
    with pytest.raises(Refusal, match="M26"):
        notices.void(office, made.id, "另一个理由")
    (kept,) = notices.listed(office)
    assert kept.void_reason == "写错单位"


def test_a_new_year_begins_anew(office: Workspace, tmp_path: Path) -> None:
    made = only(issue(office, tmp_path, EAST, start=40))
    with office.writing() as writer:  # the notice as last year's file holds it
        writer.put("notice", made.id, {"year": made.year - 1})
    assert only(issue(office, tmp_path, WEST, start=1)).number == numbered(1)


def test_a_void_notice_keeps_its_number_and_frees_its_findings(office: Workspace, tmp_path: Path) -> None:
    made = only(issue(office, tmp_path, EAST))
    with pytest.raises(Refusal, match="M27"):
        notices.void(office, made.id, " ")
    with pytest.raises(Refusal, match="M21"):
        notices.void(office, numbered(9), "写错单位")
    gone = notices.void(office, made.number, "写错单位")
    assert (gone.number, gone.void, gone.void_reason) == (made.number, True, "写错单位")
    again = only(issue(office, tmp_path, EAST))
    assert again.number == numbered(2)
    assert again.findings == made.findings


def test_a_number_by_hand_needs_a_reason_and_uses_no_serial(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="M27"):
        issue(office, tmp_path, EAST, number="创字第7号")
    with pytest.raises(Refusal, match="M27"):
        issue(office, tmp_path, EAST, WEST, number="创字第7号", reason="纸质登记簿")
    made = only(issue(office, tmp_path, EAST, number="创字第7号", reason="纸质登记簿"))
    assert (made.number, made.by_hand_reason) == ("创字第7号", "纸质登记簿")
    assert only(issue(office, tmp_path, WEST)).number == numbered(1)


def test_a_finding_told_once_is_not_told_again(office: Workspace, tmp_path: Path) -> None:
    first = only(issue(office, tmp_path, EAST))
    assert issue(office, tmp_path, EAST).notices == ()
    added = noted(office, "ZG-001", "ZG05", FindingDraft("流动摊贩", "09001", place="路口"))
    second = only(issue(office, tmp_path, EAST))
    assert second.findings == (added,)
    assert second.number == numbered(2)
    assert not set(first.findings) & set(second.findings)
    (told,) = [each for each in notices.unit_notices(office) if each.unit == EAST]
    assert (told.problems, told.open) == (2, 0)


def test_after_a_restore_numbering_waits_until_it_is_taken_over(office: Workspace, tmp_path: Path) -> None:
    issue(office, tmp_path, EAST)
    upkeep.backup_to(office, tmp_path / "备份.cjdb")
    upkeep.restore(tmp_path / "备份.cjdb", tmp_path / "恢复.cjdb")
    with closing(open_workspace(tmp_path / "恢复.cjdb", Installation(tmp_path / "other"))) as back:
        with pytest.raises(Refusal, match="M26"):
            issue(back, tmp_path / "恢复", WEST)
        assert only(issue(back, tmp_path / "恢复", WEST, renew=True)).number == numbered(2)
        assert only(issue(back, tmp_path / "恢复", GARDEN)).number == numbered(3)


def test_a_copy_numbers_no_kind_until_it_takes_that_over(office: Workspace, tmp_path: Path) -> None:
    assert only(issue(office, tmp_path, EAST)).number == numbered(1)
    upkeep.backup_to(office, tmp_path / "拷贝.cjdb")
    with closing(open_workspace(tmp_path / "拷贝.cjdb", Installation(tmp_path / "other"))) as copy:
        assert notices.kinds_held_elsewhere(copy) == set(KINDS)
        for wanted in (Wanted(folder=tmp_path), Wanted(kind="交办单", folder=tmp_path)):
            with pytest.raises(Refusal, match="M26"):
                notices.foresee(copy, [unit_named(copy, WEST)], wanted)
            with pytest.raises(Refusal, match="M26"):
                notices.issue(copy, [unit_named(copy, WEST)], wanted)
        assert notices.kinds_held_elsewhere(office) == set()
        assert only(issue(copy, tmp_path / "拷贝", WEST, kind="交办单", renew=True)).number == numbered(1, "创建办交")
        assert notices.kinds_held_elsewhere(copy) == {KINDS[0]}  # who numbers one kind numbers what nobody has yet
        assert only(issue(copy, tmp_path / "拷贝", GARDEN, kind="问题清单")).number == numbered(1, "创建办单")


def test_a_team_issues_nothing_and_prints_drafts(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        site = places.site_by_code(team, "ZG-001")
        assert site is not None
        visit = walking.visit_of(team, site.id)
        findings.record(team, visit, "ZG07", FindingDraft("墙面张贴小广告"))
        with pytest.raises(Refusal, match="M22"):
            issue(team, tmp_path, EAST)
        (file,), warnings = notices.export(team, [unit_named(team, EAST)], tmp_path / "草稿")
        assert warnings == ()
        printed = all_text(file)
        assert "墙面张贴小广告" in printed
        assert "草稿" in printed
        assert "号" not in printed.split("关于")[0]
        assert notices.listed(team) == ()


def test_one_letter_that_no_font_prints_holds_back_one_unit(office: Workspace, tmp_path: Path) -> None:
    noted(office, "WC-001", "WC02", FindingDraft("标语无法辨认", note="写着 ش"))
    report = issue(office, tmp_path, EAST, GARDEN, WEST)
    assert [each.unit for each in report.notices] == [EAST, WEST]
    assert [each.number for each in report.notices] == [numbered(1), numbered(2)]
    warning, unreviewed = report.warnings
    assert unreviewed.code == "M29"
    assert (warning.code, warning.details["file"]) == ("M25", GARDEN)
    assert "U+0634" in str(warning.details["character"])
    assert sorted(path.name for path in (tmp_path / "通知书").iterdir()) == sorted(file.name for file in report.files)


def test_a_notice_printed_again_says_the_same(office: Workspace, tmp_path: Path) -> None:
    report = issue(office, tmp_path, GARDEN)
    before = all_text(report.files[0])
    changed = report.notices[0].findings[0]
    walking.reopen(office, visit_at(office, "WC-001"), "补记")
    findings.edit(office, changed, FindingDraft("完全是另一回事"))
    (again,), _ = notices.export(office, [unit_named(office, GARDEN)], tmp_path / "再印")
    assert all_text(again) == before
    assert numbered(1) in before


@pytest.mark.parametrize("form", notices.FORMS)
def test_both_forms_tell_every_problem(office: Workspace, tmp_path: Path, form: str) -> None:
    report = issue(office, tmp_path, GARDEN, form=form)
    printed = all_text(report.files[0])
    for words in ("花园公厕", "台面有水渍", "墙面有污迹", "无洗手液", numbered(1), GARDEN):
        assert words in printed


def test_a_write_that_fails_uses_no_number(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "通知书").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refusal, match="M27"):
        issue(office, tmp_path, EAST)
    assert notices.listed(office) == ()
    assert (tmp_path / "通知书").read_text(encoding="utf-8") == "in the way"
    (tmp_path / "通知书").unlink()
    assert only(issue(office, tmp_path, EAST)).number == numbered(1)


def test_a_refused_kind_form_or_start_uses_no_number(office: Workspace, tmp_path: Path) -> None:
    for wrong in ({"kind": "表扬信"}, {"form": "poem"}, {"start": 0}):
        with pytest.raises(Refusal, match="M27"):
            issue(office, tmp_path, EAST, **wrong)
    assert only(issue(office, tmp_path, EAST)).number == numbered(1)


def test_an_undercover_round_names_nobody(office: Workspace, tmp_path: Path) -> None:
    records.edit(office, "round", office.round_id, {"undercover": "true"})
    visit = visit_at(office, "ZG-001")
    documents.export_sheet(office, visit, tmp_path / "评分表.pdf")
    report = issue(office, tmp_path, EAST)
    draft = tmp_path / "预览.pdf"
    notices.preview(office, unit_named(office, WEST), "整改通知书", "letter", draft)
    for path in (tmp_path / "评分表.pdf", report.files[0], draft):
        printed = all_text(path)
        for name in ("王敏", "李强", "第一组", "孙莉", "赵静", "第二组"):
            assert name not in printed, f"{name} in {path.name}"


def test_a_day_of_grace_ends_at_its_hour(office: Workspace, tmp_path: Path) -> None:
    noted(office, "ZG-002", "ZG05", FindingDraft("占道烧烤", "09001", deadline="24h"))
    report = issue(office, tmp_path, WEST)
    due = dt.datetime.fromisoformat(report.notices[0].issued_at) + dt.timedelta(hours=24)
    minute = f"{due.minute}分" if due.minute else ""
    assert f"{due.month}月{due.day}日{due.hour}时{minute}前" in all_text(report.files[0])
