"""Papers and cases: what a notice names is assigned, what is void comes back, nothing is told twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.services.calendar import working_calendar
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.office.cases import answers, closing, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.settings import KINDS, document_settings
from chuangjian_desktop.services.workspace import Workspace, now
from tests.helpers.city import city, unit_named, visit_at
from tests.helpers.pdf_reading import all_text, plain
from tests.helpers.rectifying import assigned, closed, finding, issued, row, states

GARDEN, EAST, BRIGHT = "花园街道办事处", "东区城市管理局", "光明街道办事处"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def test_issuing_is_the_review_and_assigns(office: Workspace, tmp_path: Path) -> None:
    accepted = finding(office, "WC-001-01")
    reviewing.accept(office, [accepted])
    (made,) = issued(office, tmp_path, [GARDEN]).notices
    names = reading.resolve(office, ["WC-001-01", "WC-001-02", "WC-001-03"])
    assert set(made.findings) == set(names)
    assert states(office, *names) == ["assigned"] * 3
    for name in names:
        found = row(office, name)
        assert (found.notice_id, found.unit) == (made.id, GARDEN)
        assert found.due_at
        assert found.assigned_at


def test_the_paper_says_the_very_end_that_is_kept(office: Workspace, tmp_path: Path) -> None:
    (name,) = reading.resolve(office, ["ZG-001-01"])
    reviewing.accept(office, [name], draft=CaseDraft(deadline="5d"))
    (file,) = [each for each in issued(office, tmp_path, [EAST]).files if each.suffix == ".pdf"]
    due = dt.datetime.fromisoformat(row(office, name).due_at)
    assert f"{due.month}月{due.day}日前" in all_text(file)


def test_what_was_assigned_without_a_paper_is_named_by_the_next(office: Workspace, tmp_path: Path) -> None:
    (name,) = assigned(office, "ZG-001-01")
    (made,) = issued(office, tmp_path, [EAST]).notices
    assert made.findings == (name,)
    assert issued(office, tmp_path, [EAST]).notices == ()


def test_rejected_and_joined_ones_stand_on_no_paper(office: Workspace, tmp_path: Path) -> None:
    first, second, third = reading.resolve(office, ["WC-001-01", "WC-001-02", "WC-001-03"])
    reviewing.reject(office, [third], "误报")
    duplicates.join(office, first, second)
    (made,) = issued(office, tmp_path, [GARDEN]).notices
    assert made.findings == (first,)


def test_only_chosen_ones_when_some_are_chosen(office: Workspace, tmp_path: Path) -> None:
    chosen = finding(office, "WC-001-02")
    (made,) = issued(office, tmp_path, [GARDEN], findings=(chosen,)).notices
    assert made.findings == (chosen,)


def test_a_void_notice_gives_its_cases_back_but_not_what_was_answered(office: Workspace, tmp_path: Path) -> None:
    (made,) = issued(office, tmp_path, [GARDEN]).notices
    answered, *rest = made.findings
    answers.reply(office, answered, Reply(measure="已清洗"))
    notices.void(office, made.id, "写错单位")
    assert states(office, answered, *rest) == ["replied", "reviewed", "reviewed"]
    assert row(office, rest[0]).due_at == ""
    (again,) = issued(office, tmp_path, [GARDEN]).notices
    assert set(again.findings) == set(rest)


def test_a_transferred_case_is_told_to_its_new_unit(office: Workspace, tmp_path: Path) -> None:
    (made,) = issued(office, tmp_path, [EAST]).notices
    reviewing.transfer(office, made.findings, unit_named(office, GARDEN), "按职责分工")
    (other,) = issued(office, tmp_path, [GARDEN]).notices
    assert set(made.findings) <= set(other.findings)


def test_a_supervision_names_what_was_assigned_again_once(office: Workspace, tmp_path: Path) -> None:
    (made,) = issued(office, tmp_path, [EAST]).notices
    (name,) = made.findings
    assert issued(office, tmp_path, [EAST], "督办单").notices == ()
    answers.reply(office, name, Reply(measure="已清理"))
    closing.send_back(office, [name], "仍有张贴")
    due = row(office, name).due_at
    (supervision,) = issued(office, tmp_path, [EAST], "督办单").notices
    assert supervision.findings == (name,)
    found = row(office, name)
    assert (found.state, found.stage, found.due_at, found.notice_id) == ("assigned", 2, due, made.id)
    assert issued(office, tmp_path, [EAST], "督办单").notices == ()


def test_a_supervision_says_that_the_time_is_over(office: Workspace, tmp_path: Path) -> None:
    (made,) = issued(office, tmp_path, [EAST]).notices
    (name,) = made.findings
    past = late_by(office, name)
    (file,) = [each for each in issued(office, tmp_path, [EAST], "督办单").files if each.suffix == ".pdf"]
    told = plain(all_text(file))
    assert f"原定{past.month}月{past.day}日" in told
    assert "逾期3天，请立即整改" in told
    reply = working_calendar(office).after(now().date(), document_settings(office).reply_days)
    assert f"{reply.year}年{reply.month}月{reply.day}日前" in told
    assert reading.overdue(row(office, name), now())


@pytest.mark.parametrize("kind", KINDS)
def test_no_paper_moves_an_end_that_runs(office: Workspace, tmp_path: Path, kind: str) -> None:
    late, running = assigned(office, "WC-001-01", "WC-001-02")
    late_by(office, late)
    reviewing.edit(office, [running], CaseDraft(severity="grave"))
    before = [(row(office, each).due_at, row(office, each).assigned_at) for each in (late, running)]
    (made,) = issued(office, tmp_path, [GARDEN], kind).notices
    assert {late, running} <= set(made.findings)
    assert [(row(office, each).due_at, row(office, each).assigned_at) for each in (late, running)] == before
    assert {row(office, each).notice_id for each in (late, running)} == {made.id}
    assert reading.overdue(row(office, late), now())
    notices.void(office, made.id, "写错")
    assert states(office, late, running) == ["assigned", "assigned"]
    assert [(row(office, each).due_at, row(office, each).notice_id) for each in (late, running)] == [
        (due, "") for due, _ in before
    ]


def test_a_paper_prints_the_end_that_runs(office: Workspace, tmp_path: Path) -> None:
    (name,) = assigned(office, "ZG-001-01", deadline="15d")
    end = dt.datetime(2099, 3, 4, 23, 59, tzinfo=now().tzinfo)
    answers.extend(office, [name], "雨季", end.isoformat(timespec="minutes"))
    (file,) = [each for each in issued(office, tmp_path, [EAST]).files if each.suffix == ".pdf"]
    assert plain(all_text(file)).count("2099年3月4日前") >= 2  # when it has to be right, and when to answer
    assert row(office, name).due_at.startswith("2099-03-04T23:59")


def test_the_day_to_answer_is_not_before_the_last_end(office: Workspace, tmp_path: Path) -> None:
    (name,) = reading.resolve(office, ["ZG-001-01"])
    reviewing.accept(office, [name], draft=CaseDraft(deadline="20d"))
    (made,) = issued(office, tmp_path, [EAST]).notices
    due = dt.datetime.fromisoformat(row(office, name).due_at)
    assert made.content["reply_by"] == f"{due.year}年{due.month}月{due.day}日前"
    (other,) = reading.resolve(office, ["NM-001-01"])
    reviewing.accept(office, [other], draft=CaseDraft(deadline="long"))
    (made,) = issued(office, tmp_path, [row(office, other).unit], findings=(other,)).notices
    reply = working_calendar(office).after(now().date(), document_settings(office).reply_days)
    assert made.content["reply_by"] == f"{reply.year}年{reply.month}月{reply.day}日前"


def test_a_supervision_names_nothing_that_there_is_no_reason_for(office: Workspace, tmp_path: Path) -> None:
    grave, refused, running, late = reading.resolve(office, ["WC-001-01", "WC-001-02", "WC-001-03", "ZG-001-01"])
    reviewing.accept(office, [grave], draft=CaseDraft(severity="grave"))
    units = [GARDEN, EAST]
    draft = tmp_path / "预览.pdf"
    assert not notices.preview(office, unit_named(office, GARDEN), "督办单", "table", draft)
    assert not draft.exists()
    (told,) = issued(office, tmp_path, units, "督办单").warnings  # nobody was told of anything yet
    assert told.code == "M30"
    assert "不能" not in sentence(told.code, told.details)
    assert "没有已交办而逾期、再次交办或者严重的问题" in sentence(told.code, told.details)
    reviewing.assign(office, [grave, refused, running, late], CaseDraft())
    answers.refuse(office, [refused], "不属本单位")
    late_by(office, refused)
    late_by(office, late)
    made = issued(office, tmp_path, units, "督办单")
    assert {each for notice in made.notices for each in notice.findings} == {grave, late}
    assert made.warnings == ()


def test_what_goes_out_unreviewed_is_told(office: Workspace, tmp_path: Path) -> None:
    visits.reopen(office, visit_at(office, "ZG-001"), "补记")
    reviewing.accept(office, [finding(office, "WC-001-01")])
    (told,) = issued(office, tmp_path, [GARDEN, EAST]).warnings
    assert (told.code, told.details["n"]) == ("M29", 3)
    assert told.details["states_zh"] == "草稿（点位尚未测评完） 1 件（ZG-001-01）；已合并 2 件（WC-001-02、WC-001-03）"
    (nothing,) = issued(office, tmp_path, [GARDEN, EAST]).warnings
    assert "every problem was told already" in sentence(nothing.code, nothing.details, "en")


def late_by(workspace: Workspace, name: str, days: int = 3) -> dt.datetime:
    """The unit's time ended days ago, as it stands days later; answers when."""
    past = now() - dt.timedelta(days=days)
    old = (past - dt.timedelta(days=5)).isoformat(timespec="seconds")
    with workspace.writing() as writer:
        fields = {"due_at": past.isoformat(timespec="seconds"), "assigned_at": old}
        writer.put("case", row(workspace, name).id, fields)
    return past


def test_units_are_counted_by_what_is_theirs_now(office: Workspace, tmp_path: Path) -> None:
    reviewing.reject(office, [finding(office, "WC-001-03")], "误报")
    issued(office, tmp_path, [GARDEN], findings=(finding(office, "WC-001-01"),))
    found = {each.unit: (each.problems, each.open) for each in notices.unit_notices(office)}
    assert found[GARDEN] == (2, 1)
    assert found[BRIGHT] == (1, 1)


def test_a_closed_case_that_is_opened_again_may_be_told_again(office: Workspace, tmp_path: Path) -> None:
    (name,) = closed(office, "ZG-001-01")
    assert issued(office, tmp_path, [EAST]).notices == ()
    closing.reopen(office, [name], "反弹")
    (made,) = issued(office, tmp_path, [EAST]).notices
    assert made.findings == (name,)


def test_two_notices_of_one_number_are_both_listed(office: Workspace, tmp_path: Path) -> None:
    (first,) = issued(office, tmp_path, [EAST]).notices
    (second,) = issued(office, tmp_path, [GARDEN]).notices
    assert notices.coincidences(office) == ()
    with office.writing() as writer:  # as after a restored backup
        writer.put("notice", second.id, {"number": first.number, "serial": first.serial})
    (group,) = notices.coincidences(office)
    assert {each.id for each in group} == {first.id, second.id}


def test_only_what_was_reviewed_goes_out_where_that_is_wanted(office: Workspace, tmp_path: Path) -> None:
    visits.reopen(office, visit_at(office, "ZG-001"), "补记")
    reviewing.accept(office, [finding(office, "WC-001-01")])
    units = [unit_named(office, each) for each in (GARDEN, EAST)]
    whole = notices.foresee(office, units, notices.Wanted("交办单", folder=tmp_path))
    assert [[row.number for row in rows] for rows in whole.units] == [
        ["WC-001-01", "WC-001-02", "WC-001-03"],
        ["ZG-001-01"],
    ]
    assert [each.code for each in whole.warnings] == ["M29"]
    assert (notices.listed(office), list(tmp_path.glob("*.pdf"))) == ((), [])
    made = issued(office, tmp_path, [GARDEN, EAST], accepted=True)
    assert [len(each.findings) for each in made.notices] == [1]
    assert made.warnings == ()
    assert [row(office, f"WC-001-0{n}").state for n in (1, 2)] == ["assigned", "merged"]
    (nothing,) = notices.foresee(office, units, notices.Wanted("交办单", folder=tmp_path, accepted=True)).warnings
    assert "没有已审核而未下达的问题" in sentence(nothing.code, nothing.details)
