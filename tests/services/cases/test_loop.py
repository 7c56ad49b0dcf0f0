"""The rectification loop as a clerk goes through it, over real files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import places, upkeep
from chuangjian_desktop.services.calendar import working_calendar
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.file import case_file
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.casework.rechecking import Seen, recheck
from chuangjian_desktop.services.casework.wording import due_text
from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.fieldwork import findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.cases import answers, closing, rechecks, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.workspace import Workspace, act_as, now
from tests.helpers.city import city, noted, unit_named, visit_at
from tests.helpers.rectifying import assigned, closed, finding, photo, row, states

GARDEN, BRIGHT = "花园街道办事处", "光明街道办事处"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        act_as(workspace, "欧阳晴")
        yield workspace


def test_a_case_goes_the_whole_way_and_every_act_is_kept(office: Workspace) -> None:
    (name,) = reading.resolve(office, ["WC-001-01"])
    reviewing.accept(office, [name], "属实")
    reviewing.assign(office, [name], CaseDraft(deadline="3d"), "请按期整改")
    answers.receive(office, [name])
    answers.begin(office, [name])
    said = Reply("保洁不到位", "已清洗并加派保洁员", f"{now():%Y-%m-%d}", handler="张三")
    answers.reply(office, name, said, [photo(3)])
    closing.check(office, [name])
    recheck(office, [name], Seen("passed", "已整改到位", (photo(4),)))
    closing.close(office, [name])
    found = row(office, name)
    assert (found.state, found.closed_how, found.again) == ("closed", "recheck", 0)
    assert found.reply["cause"] == "保洁不到位"
    assert [(each.action, each.after) for each in reading.steps(office, name)] == [
        ("accept", "reviewed"), ("assign", "assigned"), ("receive", "received"), ("begin", "working"),
        ("reply", "replied"), ("check", "to_recheck"), ("pass", "passed"), ("close", "closed"),
    ]  # fmt: skip
    held = reading.photos(office, found)
    assert [len(held.before), len(held.after), len(held.recheck)] == [0, 1, 1]


def test_the_journal_alone_gives_the_same_cases(office: Workspace) -> None:
    closed(office, "WC-001-01", "WC-001-02")
    reviewing.reject(office, [finding(office, "WC-001-03")], "误报")
    before = reading.cases(office).rows
    assert not upkeep.check(office)
    office.store.rebuild()
    assert reading.cases(office).rows == before


def test_the_time_ends_on_a_working_day(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01", deadline="3d")
    due = reading.due_moment(row(office, name))
    assert due is not None
    assert due.date() == working_calendar(office).after(now().date(), 3)
    assert (due.hour, due.minute) == (23, 59)
    assert not reading.overdue(row(office, name), now())
    assert reading.overdue(row(office, name), due + dt.timedelta(minutes=1))


def test_what_is_late_is_listed_and_never_stored(office: Workspace) -> None:
    names = assigned(office, "WC-001-01", "NM-001-01", deadline="1d")
    answers.reply(office, names[1], Reply(measure="已清理"))
    later = (now() + dt.timedelta(days=30)).isoformat()
    late = reading.cases(office, CaseFilter(LedgerFilter(office.round_id), overdue_at=later))
    assert [each.finding_id for each in late.rows] == [names[0]]
    assert states(office, *names) == ["assigned", "replied"]


def test_many_cases_at_once_are_all_or_none(office: Workspace) -> None:
    names = reading.resolve(office, ["WC-001-01", "WC-001-02", "NM-001-01"])
    reviewing.reject(office, names[2:], "误报")
    with pytest.raises(Refusal) as refused:
        reviewing.assign(office, names, CaseDraft())
    assert refused.value.details["what"] == "NM-001-01"
    assert states(office, *names) == ["merged", "merged", "void"]


def test_what_was_rejected_needs_a_reason_and_comes_back(office: Workspace) -> None:
    name = finding(office, "ZG-001-01")
    with pytest.raises(Refusal, match="M27"):
        reviewing.reject(office, [name], " ")
    reviewing.reject(office, [name], "线内经营，免扣")
    assert (row(office, name).state, row(office, name).reason) == ("void", "线内经营，免扣")
    reviewing.restore(office, [name], "复核属实")
    assert (row(office, name).state, row(office, name).reason) == ("reviewed", "")


def test_unit_deadline_and_the_five_fixed_fields_are_changed_in_bulk(office: Workspace) -> None:
    names = reading.resolve(office, ["WC-001-01", "WC-001-02"])
    bright = unit_named(office, BRIGHT)
    draft = CaseDraft(
        bright, (unit_named(office, GARDEN),), "grave", "24h", (("定领导", "王局长"), ("定责任", "李科长"))
    )
    reviewing.accept(office, names)
    reviewing.edit(office, names, draft)
    for name in names:
        found = row(office, name)
        assert (found.unit, found.severity, found.deadline, found.state) == (BRIGHT, "grave", "24h", "reviewed")
        assert found.fives == draft.fives
        assert found.assist_ids == draft.assist_ids
    listed = reading.cases(office, CaseFilter(LedgerFilter(office.round_id, unit_id=bright)))
    assert set(names) <= {each.finding_id for each in listed.rows}


def test_a_unit_that_was_told_is_changed_by_transfer_and_the_history_stays(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01")
    bright = unit_named(office, BRIGHT)
    with pytest.raises(Refusal, match="M26"):
        reviewing.edit(office, [name], CaseDraft(unit_id=bright))
    answers.refuse(office, [name], "不属本单位")
    assert row(office, name).state == "returned"
    reviewing.transfer(office, [name], bright, "按职责分工")
    assert (row(office, name).state, row(office, name).unit) == ("assigned", BRIGHT)
    assert reading.steps(office, name)[-1].data["from"] == unit_named(office, GARDEN)
    with pytest.raises(Refusal, match="M26"):
        reviewing.transfer(office, [name], bright, "再次")


def test_more_time_is_asked_for_granted_or_refused(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01", deadline="1d")
    before = row(office, name).due_at
    until = (now().date() + dt.timedelta(days=20)).isoformat()
    with pytest.raises(Refusal, match="M26"):
        answers.grant_time(office, [name])
    answers.ask_time(office, [name], until, "需采购配件")
    answers.deny_time(office, [name], "不属客观原因")
    assert row(office, name).due_at == before
    answers.ask_time(office, [name], until, "连续降雨")
    answers.grant_time(office, [name], "同意")
    assert row(office, name).due_at.startswith(f"{until}T23:59")
    assert row(office, name).extension["state"] == "granted"
    answers.ask_time(office, [name], until, "雨还在下")
    answers.extend(office, [name], "同意")
    assert [row(office, name).extension[field] for field in ("state", "reason")] == ["granted", "雨还在下"]
    sooner = (now().date() + dt.timedelta(days=19)).isoformat()
    for wrong in ("明天", "2020-01-01", sooner):
        with pytest.raises(Refusal, match="M27"):
            answers.ask_time(office, [name], wrong, "理由")
        with pytest.raises(Refusal, match="M27"):
            answers.extend(office, [name], "理由", wrong)


def test_time_given_at_once_is_the_class_once_more(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01", deadline="3d")
    before = reading.due_moment(row(office, name))
    answers.extend(office, [name], "")
    after = reading.due_moment(row(office, name))
    assert before is not None
    assert after is not None
    assert after.date() == working_calendar(office).after(before.date(), 3)


def test_a_long_term_case_goes_by_its_plan(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01")
    with pytest.raises(Refusal) as caught:
        answers.longterm(office, [name], "需立项改造")
    assert (caught.value.code, caught.value.details["field"]) == ("M27", "approved_by")
    answers.longterm(office, [name], "需立项改造", [("2027-03-31", "完成招标"), ("2027-09-30", "完工")], "周副市长")
    found = row(office, name)
    assert (found.state, found.due_at) == ("longterm", "")
    assert found.longterm["stages"][1] == ["2027-09-30", "完工"]
    assert due_text(found) == "长期（2027年3月31日 完成招标；2027年9月30日 完工）"
    answers.resume(office, [name], "提前具备条件", "15d")
    assert (row(office, name).state, row(office, name).deadline) == ("assigned", "15d")


def test_an_answer_that_is_no_answer_leaves_the_case_under_way(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01")
    answers.reply(office, name, Reply(measure="正在采购", state="正在整改"))
    assert row(office, name).state == "working"
    answers.reply(office, name, Reply(measure="已到货", state="正在整改"))
    assert row(office, name).reply["measure"] == "已到货"
    answers.reply(office, name, Reply(measure="已更换"))
    assert row(office, name).state == "replied"
    tomorrow = (now() + dt.timedelta(days=1)).date().isoformat()
    days = (Reply(done_on="11.5"), Reply(done_on="2020-01-01"), Reply(planned="2020-01-01"), Reply(done_on=tomorrow))
    for wrong in (Reply(state="差不多"), *days):
        with pytest.raises(Refusal, match="M27"):
            answers.reply(office, name, wrong)


def test_an_answer_is_sent_back_with_a_reason_and_the_time_begins_anew(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01")
    answers.reply(office, name, Reply(measure="已清洗"))
    with pytest.raises(Refusal, match="M27"):
        closing.send_back(office, [name], "")
    closing.send_back(office, [name], "照片看不出整改")
    found = row(office, name)
    assert (found.state, found.again, dict(found.reply)) == ("assigned", 1, {})


def test_a_false_rectification_is_counted_when_a_recheck_fails(office: Workspace) -> None:
    (name,) = closed(office, "WC-001-01")
    recheck(office, [name], Seen("passed"))
    assert (row(office, name).state, row(office, name).false_repair) == ("closed", False)
    with pytest.raises(Refusal, match="M27"):
        recheck(office, [name], Seen("failed"))
    recheck(office, [name], Seen("failed", "仍有水渍"))
    found = row(office, name)
    assert (found.state, found.false_repair, found.again, found.closed_at) == ("assigned", True, 1, "")
    (open_,) = assigned(office, "WC-001-02")
    recheck(office, [open_], Seen("failed", "尚未动工"))
    assert not row(office, open_).false_repair
    with pytest.raises(Refusal, match="M27"):
        recheck(office, [open_], Seen("部分"))  # pyright: ignore[reportArgumentType]


def test_a_closed_case_is_opened_again(office: Workspace) -> None:
    (name,) = closed(office, "WC-001-01")
    closing.reopen(office, [name], "群众再次反映")
    found = row(office, name)
    assert (found.state, found.closed_at, found.notice_id) == ("assigned", "", "")
    assert found.due_at


def test_chasing_goes_upwards(office: Workspace) -> None:
    (name,) = assigned(office, "WC-001-01")
    with pytest.raises(Refusal, match="M26"):
        closing.escalate(office, [name], 1, "既未逾期，也未再次交办")
    answers.reply(office, name, Reply(measure="已清洗"))
    closing.send_back(office, [name], "不到位")
    closing.escalate(office, [name], 1, "再次交办")
    with pytest.raises(Refusal, match="M26"):
        closing.escalate(office, [name], 3, "越级")
    with pytest.raises(Refusal) as caught:
        closing.escalate(office, [name], 4, "连续两周末位")
    assert (caught.value.code, caught.value.details["field"]) == ("M27", "approved_by")
    assert row(office, name).stage == 1
    closing.escalate(office, [name], 4, "连续两周末位", "周副市长")
    assert row(office, name).stage == 4
    with pytest.raises(Refusal, match="M26"):
        closing.escalate(office, [name], 2, "再催")
    with pytest.raises(Refusal, match="M27"):
        closing.escalate(office, [name], 5, " ")


def test_repaired_on_the_spot_with_both_photos_is_closed_in_one_visit(office: Workspace) -> None:
    visit = visit_at(office, "WC-001")
    visits.reopen(office, visit, "补记")
    made = findings.record(office, visit, "WC04", FindingDraft("洗手台漏水", solved=True))
    assert row(office, made).state == "draft"
    photos.attach(office, made, photo(1))
    photos.attach(office, made, photo(2), stage="after")
    assert row(office, made).state == "passed"
    visits.finish(office, visit)
    found = row(office, made)
    assert (found.state, found.kept) == ("closed", False)
    held = reading.photos(office, found)
    assert [len(held.before), len(held.after)] == [1, 1]


def mended_on_the_spot(office: Workspace) -> str:
    """A finding with a photo of either stage, recorded in one visit; answers its id."""
    visit = visit_at(office, "WC-001")
    visits.reopen(office, visit, "补记")
    made = findings.record(office, visit, "WC04", FindingDraft("洗手台漏水", solved=True))
    photos.attach(office, made, photo(1))
    photos.attach(office, made, photo(2), stage="after")
    visits.finish(office, visit)
    return made


def test_what_was_repaired_on_the_spot_is_drawn_and_looked_at_again(office: Workspace) -> None:
    made = mended_on_the_spot(office)
    drawn = rechecks.plan(office, "T1", count=1, seed=1)
    assert [task.finding_id for task in drawn.tasks] == [made]
    recheck(office, [made], Seen("failed", "又漏水了"))
    assert states(office, made) == ["assigned"]
    assert [task.result for task in rechecks.tasks(office)] == ["failed"]


def test_a_joined_finding_is_no_case_of_its_own_until_that_is_taken_back(office: Workspace) -> None:
    first, second = reading.resolve(office, ["WC-001-01", "WC-001-02"])
    reviewing.accept(office, [second])
    duplicates.join(office, first, second)
    assert states(office, first, second) == ["merged", "void"]
    with pytest.raises(Refusal, match="M26"):
        reviewing.assign(office, [second], CaseDraft())
    duplicates.take_back(office, first, second)
    assert states(office, first, second) == ["merged", "reviewed"]


def recurring(office: Workspace) -> list[str]:
    return [each.finding_id for each in reading.cases(office, CaseFilter(recurring=True)).rows]


def test_what_comes_back_is_linked_by_itself_and_can_be_unlinked(office: Workspace) -> None:
    (old,) = closed(office, "ZG-001-01")
    new = noted(office, "ZG-001", "ZG07", FindingDraft("电箱张贴小广告", "07001", 3))
    assert (row(office, new).recurs, row(office, old).recurred) == (row(office, old).id, 1)  # before anybody decided
    assert list(case_file(office, old).later) == [new]
    assert recurring(office) == [new]
    reviewing.unlink(office, [new])
    assert (row(office, new).unlinked, row(office, new).state, row(office, old).recurred) == (True, "merged", 0)
    assert recurring(office) == []
    with pytest.raises(Refusal, match="M26"):
        reviewing.unlink(office, [new])
    reviewing.relink(office, [new])
    assert (row(office, new).recurs, row(office, old).recurred) == (row(office, old).id, 1)
    with pytest.raises(Refusal, match="M26"):
        reviewing.relink(office, [new])
    reviewing.accept(office, [new])
    assert (row(office, new).recurs_number, row(office, old).recurred) == ("ZG-001-01", 1)
    with pytest.raises(Refusal, match="M26"):
        reviewing.unlink(office, [old])
    reviewing.unlink(office, [new], "不同位置")
    assert (row(office, new).unlinked, row(office, old).recurred) == (True, 0)
    reviewing.relink(office, [new])
    assert row(office, old).recurred == 1
    assert recurring(office) == [new]


def test_a_link_cut_in_a_draft_comes_back_and_the_draft_follows_its_visit(office: Workspace) -> None:
    (old,) = closed(office, "ZG-001-01")
    visit = visit_at(office, "ZG-001")
    visits.reopen(office, visit, "补记")
    new = findings.record(office, visit, "ZG07", FindingDraft("电箱张贴小广告", "07001", 3))
    assert (row(office, new).state, row(office, old).recurred) == ("draft", 1)
    reviewing.unlink(office, [new])
    assert row(office, old).recurred == 0
    reviewing.relink(office, [new])
    assert (row(office, new).recurs, row(office, old).recurred) == (row(office, old).id, 1)
    visits.finish(office, visit)
    assert row(office, new).state == "merged"


def test_what_was_repaired_on_the_spot_comes_back_too(office: Workspace) -> None:
    made = mended_on_the_spot(office)
    site = places.site_by_code(office, "WC-001")
    assert site is not None
    again = visits.visit_of(office, site.id, pass_no=2)
    new = findings.record(office, again, "WC04", FindingDraft("洗手台漏水"))
    visits.finish(office, again)
    reviewing.accept(office, [new])
    assert row(office, new).recurs == row(office, made).id
    assert (row(office, made).kept, row(office, made).state, row(office, made).closed_how) == (True, "closed", "spot")


def test_cases_are_found_by_id_finding_and_number(office: Workspace) -> None:
    name = finding(office, "NM-001-01")
    assert reading.case(office, row(office, name).id).finding_id == name
    reviewing.accept(office, [name])
    assert reading.case(office, row(office, name).id).finding_id == name
    for unknown in ("NM-001-99", "nothing", "XX-9-01"):
        with pytest.raises(Refusal, match="M21"):
            reading.case(office, unknown)


def test_every_state_is_counted(office: Workspace) -> None:
    closed(office, "WC-001-01")
    assigned(office, "WC-001-02")
    found = reading.counts(office)
    assert (found["merged"], found["assigned"], found["closed"], found["void"]) == (5, 1, 1, 0)
    assert sum(found.values()) == len(reading.cases(office).rows)
    by_state = reading.cases(office, CaseFilter(LedgerFilter(office.round_id), states=("closed", "assigned")))
    assert by_state.total == 2


@pytest.mark.parametrize("sort", ["site", "unit", "time", "due", "state"])
def test_pages_in_any_order_hold_every_case_once(office: Workspace, sort: str) -> None:
    assigned(office, "WC-001-01", "ZG-001-01")
    wanted = CaseFilter(LedgerFilter(office.round_id, sort=sort))
    whole = reading.cases(office, wanted)
    parts = [reading.cases(office, wanted, start, 3) for start in range(0, whole.total, 3)]
    assert [x.id for part in parts for x in part.rows] == [x.id for x in whole.rows]
    assert {part.total for part in parts} == {whole.total}
    backwards = reading.cases(office, CaseFilter(LedgerFilter(office.round_id, sort=sort, descending=True)))
    assert {x.id for x in backwards.rows} == {x.id for x in whole.rows}
    assert list(reading.chosen(office, wanted)) == [x.finding_id for x in whole.rows]
    assert reading.shown(office, [x.finding_id for x in backwards.rows]) == backwards.rows
