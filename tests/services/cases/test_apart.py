"""Cases worked on apart and merged: two laptops of an office, and a team that looks again."""

from __future__ import annotations

from contextlib import closing as closed_file
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.services import upkeep
from chuangjian_desktop.services.casework import reading, rechecking
from chuangjian_desktop.services.casework.rechecking import Seen
from chuangjian_desktop.services.exchange import conflicts, settling
from chuangjian_desktop.services.exchange.handin import hand_in
from chuangjian_desktop.services.exchange.handout import hand_out
from chuangjian_desktop.services.exchange.merging import merge
from chuangjian_desktop.services.exchange.opening import create_from
from chuangjian_desktop.services.exchange.settling import Decision
from chuangjian_desktop.services.fieldwork import photos, visits
from chuangjian_desktop.services.fieldwork import rechecks as evaluators
from chuangjian_desktop.services.info import digest
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.cases import answers, closing, rates, rechecks, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.workspace import Workspace, act_as
from tests.helpers.city import city, unit_named, visit_at
from tests.helpers.colleagues import colleague, united
from tests.helpers.rectifying import assigned, closed, finding, issued, photo, row, states

ANYBODY = Choice(accept_unsigned=True, accept_office=True)


def start(folder: Path) -> Path:
    """An office's file at rest."""
    with city(folder / "start") as workspace:
        return workspace.path


def both(folder: Path, source: Path) -> tuple[str, str]:
    """Digests after each has taken in the other."""
    with colleague(source, folder, "甲", role="office") as first:
        united(first, folder / "乙.cjdb")
        one = digest(first)
    with colleague(source, folder, "乙", role="office") as second:
        united(second, folder / "甲.cjdb")
        return one, digest(second)


def test_the_same_decision_on_two_laptops_is_one_case_and_no_conflict(tmp_path: Path) -> None:
    source = start(tmp_path)
    for name in ("甲", "乙"):
        with colleague(source, tmp_path, name, role="office", person="欧阳晴") as office:
            reviewing.accept(office, [finding(office, "WC-001-01")])
    one, other = both(tmp_path, source)
    assert one == other
    with colleague(source, tmp_path, "甲", role="office") as office:
        assert conflicts.conflicts(office, "zh") == ()
        assert row(office, "WC-001-01").state == "reviewed"
        assert len(reading.steps(office, "WC-001-01")) == 2


def test_different_decisions_are_listed_and_settled(tmp_path: Path) -> None:
    source = start(tmp_path)
    with colleague(source, tmp_path, "甲", role="office") as office:
        reviewing.reject(office, [finding(office, "WC-001-01")], "误报")
    with colleague(source, tmp_path, "乙", role="office") as office:
        assigned(office, "WC-001-01")
    one, other = both(tmp_path, source)
    assert one == other
    with colleague(source, tmp_path, "甲", role="office") as office:
        (found,) = [each for each in conflicts.conflicts(office, "zh") if each.field == "state"]
        assert {each.words for each in found.candidates} == {"作废", "已交办"}
        with pytest.raises(Refusal, match="M24"):
            reviewing.restore(office, [finding(office, "WC-001-01")], "复核")


def quarrel(folder: Path) -> Path:
    """A file in which a case was closed on one laptop and failed its recheck on another, both taken in."""
    with city(folder / "start") as office:
        name = assigned(office, "WC-001-01")
        answers.reply_all(office, name, Reply(measure="已清洗"))
        rechecking.recheck(office, name, Seen("passed"))
        source = office.path
    with colleague(source, folder, "甲", role="office") as office:
        rechecking.recheck(office, [finding(office, "WC-001-01")], Seen("failed", "仍有水渍"))
    with colleague(source, folder, "乙", role="office") as office:
        closing.close(office, [finding(office, "WC-001-01")])
    with colleague(source, folder, "甲", role="office") as office:
        united(office, folder / "乙.cjdb")
        return office.path


def standing(office: Workspace) -> tuple[object, ...]:
    case = row(office, "WC-001-01")
    return case.state, bool(case.closed_at), bool(case.closed_by), bool(case.reply), case.false_repair, case.again


SIDES = {"已销号": ("closed", True, True, True, False, 0), "已交办": ("assigned", False, False, False, True, 1)}


@pytest.mark.parametrize("field", ["state", "closed_by"])
@pytest.mark.parametrize("words", SIDES)
def test_where_a_case_stands_is_settled_for_one_side_whatever_field_is_asked(
    tmp_path: Path, field: str, words: str
) -> None:
    quarrel(tmp_path)
    with colleague(tmp_path, tmp_path, "甲", role="office") as office:
        found = {each.field: each for each in conflicts.conflicts(office, "zh")}
        assert len(found) == len(found[field].along) + 1 == 4
        side = next(each.replica for each in found["state"].candidates if each.words == words)
        chosen = next(each for each in found[field].candidates if each.replica == side)
        assert field == "state" or ("状态", words) in chosen.along
        for other in found.values():
            with pytest.raises(Refusal, match="M27"):
                settling.settle(office, other.id, Decision(both=True))
            with pytest.raises(Refusal, match="M27"):
                settling.settle(office, other.id, Decision(value="closed"))
        settling.settle(office, found[field].id, Decision(chosen.id))
        assert standing(office) == SIDES[words]
        assert conflicts.conflicts(office, "zh") == ()
        assert {each.field for each in conflicts.settled(office, "zh")} == set(found)
        assert upkeep.check(office) == []


def test_a_side_can_be_chosen_again_by_rule_and_taken_back(tmp_path: Path) -> None:
    quarrel(tmp_path)
    with colleague(tmp_path, tmp_path, "甲", role="office") as office:
        state = next(each for each in conflicts.conflicts(office, "zh") if each.field == "state")
        sides = {each.words: each for each in state.candidates}
        foreseen = settling.foresee(office, f"replica:{sides['已交办'].replica}")
        ruled = settling.settle_by_rule(office, f"replica:{sides['已交办'].replica}")
        assert (foreseen.settled, ruled.settled, ruled.left, len(ruled.changes)) == (1, 1, (), 1)
        assert standing(office) == SIDES["已交办"]
        settling.settle(office, state.id, Decision(sides["已销号"].id))
        assert standing(office) == SIDES["已销号"]
        assert settling.settle(office, state.id, Decision(sides["已销号"].id)).changes == ()
        assert settling.undo_last(office)
        assert standing(office) == SIDES["已交办"]


def test_two_who_settled_apart_are_asked_once_more(tmp_path: Path) -> None:
    source = quarrel(tmp_path)
    for name, words in (("丙", "已销号"), ("丁", "已交办")):
        with colleague(source, tmp_path / "again", name, role="office") as office:
            state = next(each for each in conflicts.conflicts(office, "zh") if each.field == "state")
            side = next(each for each in state.candidates if each.words == words)
            settling.settle(office, state.id, Decision(side.id))
    with colleague(source, tmp_path / "again", "丙", role="office") as office:
        united(office, tmp_path / "again" / "丁.cjdb")
        for words, wanted in SIDES.items():
            found = [*conflicts.conflicts(office, "zh"), *conflicts.settled(office, "zh")]
            state = next(each for each in found if each.field == "state")
            side = next(each for each in state.candidates if each.words == words)
            settling.settle(office, state.id, Decision(side.id))
            assert standing(office) == wanted
            assert conflicts.conflicts(office, "zh") == ()


def test_nothing_is_done_to_a_case_whose_unit_is_in_conflict(tmp_path: Path) -> None:
    with city(tmp_path / "start") as office:
        assigned(office, "WC-001-01")
        source = office.path
    for name, unit in (("甲", "东区城市管理局"), ("乙", "西区城市管理局")):
        with colleague(source, tmp_path, name, role="office") as office:
            reviewing.transfer(office, [finding(office, "WC-001-01")], unit_named(office, unit), "不属其管")
    both(tmp_path, source)
    with colleague(source, tmp_path, "甲", role="office") as office:
        assert "state" not in {each.field for each in conflicts.conflicts(office, "zh")}
        with pytest.raises(Refusal, match="M24"):
            answers.reply(office, finding(office, "WC-001-01"), Reply(measure="已清理"))


def test_what_each_did_to_other_cases_comes_together(tmp_path: Path) -> None:
    source = start(tmp_path)
    with colleague(source, tmp_path, "甲", role="office") as office:
        closed(office, "WC-001-01")
    with colleague(source, tmp_path, "乙", role="office") as office:
        issued(office, tmp_path, ["东区城市管理局"])
        answers.reply(office, finding(office, "ZG-001-01"), Reply(measure="已清理"), [photo(5)])
    one, other = both(tmp_path, source)
    assert one == other
    with colleague(source, tmp_path, "甲", role="office") as office:
        assert states(office, "WC-001-01", "ZG-001-01") == ["closed", "replied"]
        assert len(reading.photos(office, row(office, "ZG-001-01")).after) == 1


def test_numbers_belong_to_one_laptop_and_others_prepare(tmp_path: Path) -> None:
    source = start(tmp_path)
    with colleague(source, tmp_path, "甲", role="office") as office:
        issued(office, tmp_path, ["东区城市管理局"])
    with colleague(source, tmp_path, "乙", role="office") as office:
        united(office, tmp_path / "甲.cjdb")
        with pytest.raises(Refusal, match="M26"):
            issued(office, tmp_path, ["花园街道办事处"])
        assert states(office, "WC-001-01") == ["merged"]
        reviewing.assign(office, [finding(office, "WC-001-01")], CaseDraft())
        unit = row(office, "WC-001-01").unit_id
        files, _ = notices.export(office, [unit], tmp_path / "草稿")
        assert [each.name for each in files] == ["整改通知书-花园街道办事处-草稿.pdf"]


def planned(folder: Path) -> tuple[Path, Path]:
    """An office that closed three cases and drew two of them for T1, and T1's task package."""
    with city(folder / "start") as office:
        act_as(office, "欧阳晴")
        _photographed(office)
        closed(office, "WC-001-01", "WC-001-02", "ZG-001-01")
        made = rechecks.plan(office, "T1", count=2, seed=7)
        assert (made.population, len(made.tasks)) == (3, 2)
        hand_out(office, "T1", folder / "task.cjpkg")
        return office.path, folder / "task.cjpkg"


def _photographed(office: Workspace) -> None:
    """Photos of the problems, taken before they were closed."""
    for site, number, seed in (("WC-001", "WC-001-01", 1), ("WC-001", "WC-001-02", 2), ("ZG-001", "ZG-001-01", 3)):
        visit = visit_at(office, site)
        visits.reopen(office, visit, "补照片")
        photos.attach(office, finding(office, number), photo(seed))
        visits.finish(office, visit)


def test_a_team_looks_again_and_brings_back_what_it_saw(tmp_path: Path) -> None:
    source, package = planned(tmp_path)
    installation = Installation(tmp_path / "team-data")
    with closed_file(create_from(tmp_path / "team.cjdb", package, installation)) as team:
        act_as(team, "王敏")
        tasks = evaluators.tasks(team)
        assert [len(each.photos.before) for each in tasks] == [1, 1]
        evaluators.record(team, tasks[0].task.id, Seen("passed", "已整改"))
        evaluators.record(team, tasks[1].task.id, Seen("failed", "仍未整改", (photo(9),)))
        with pytest.raises(Refusal, match="M26"):
            evaluators.record(team, tasks[1].task.id, Seen("passed"))
        with pytest.raises(Refusal, match="M21"):
            evaluators.record(team, "unknown", Seen("passed"))
        with pytest.raises(Refusal, match="M22"):
            closing.close(team, [tasks[0].case.finding_id])
        seen = [each.case.number for each in tasks]
        hand_in(team, tmp_path / "return.cjpkg")
    with city(source.parent) as office:
        assert not merge(office, [tmp_path / "return.cjpkg"], ANYBODY).refused
        assert states(office, *seen) == ["closed", "assigned"]
        failed = row(office, seen[1])
        assert failed.false_repair
        assert len(reading.photos(office, failed).recheck) == 1
        assert [each.result for each in rechecks.tasks(office)].count("failed") == 1
        (rate,) = [each.rate for each in rates.rates(office).rows if each.rate.unit == failed.unit]
        assert rate.false_repairs == 1


def test_a_package_holds_no_more_than_what_the_team_looks_at(tmp_path: Path) -> None:
    _, package = planned(tmp_path)
    with closed_file(create_from(tmp_path / "team.cjdb", package, Installation(tmp_path / "team-data"))) as team:
        held = {each.case.finding_id for each in evaluators.tasks(team)}
        rows = reading.cases(team).rows
        assert {each.finding_id for each in rows} == held
    with city(tmp_path / "start") as office:
        hand_out(office, "T2", tmp_path / "other.cjpkg")
    with closed_file(
        create_from(tmp_path / "t2.cjdb", tmp_path / "other.cjpkg", Installation(tmp_path / "d2"))
    ) as team:
        assert evaluators.tasks(team) == ()
        assert reading.cases(team).rows == ()


def test_what_an_office_sees_itself_answers_the_open_task(tmp_path: Path) -> None:
    source, _ = planned(tmp_path)
    with city(source.parent) as office:
        task = rechecks.tasks(office)[0]
        rechecking.recheck(office, [task.finding_id], Seen("passed"))
        assert [each.result for each in rechecks.tasks(office) if each.id == task.id] == ["passed"]
        again = rechecks.plan(office, "第二组", count=9, seed=7)
        assert {each.case_id for each in again.tasks}.isdisjoint({rechecks.tasks(office)[1].case_id})


def test_a_draw_is_refused_where_it_makes_no_sense(tmp_path: Path) -> None:
    with city(tmp_path) as office:
        with pytest.raises(Refusal, match="M26"):
            rechecks.plan(office, "T1")
        closed(office, "WC-001-01")
        for team, count, seed, code in (("T9", 1, 1, "M21"), ("T1", 0, 1, "M27"), ("T1", 1, -1, "M27")):
            with pytest.raises(Refusal, match=code):
                rechecks.plan(office, team, count, seed)
        (waits,) = assigned(office, "WC-001-02")
        answers.reply_all(office, [waits], Reply(measure="已整改"))
        rechecking.recheck(office, [waits], Seen("passed"))
        with pytest.raises(Refusal, match="M27"):
            rechecks.plan(office, "T1", states=["assigned"])
        assert len(rechecks.population(office)) == 1
        assert rechecks.plan(office, "T2", states=["passed"]).tasks[0].finding_id == waits
        first = rechecks.plan(office, "T1")
        assert len(first.tasks) == 1
        assert first.tasks[0].draw == f"seed={first.seed} n=1 of=1"


def test_a_district_and_the_city_work_on_the_same_cases(tmp_path: Path) -> None:
    """The district closes what the city then finds undone; both end with the same."""
    with city(tmp_path / "city") as head:
        act_as(head, "欧阳晴")
        assigned(head, "WC-001-01", "ZG-001-01")
        hand_in(head, tmp_path / "down.cjpkg")
        base = head.path
    with colleague(base, tmp_path, "东区创建办", role="office", person="区级经办") as district:
        merge(district, [tmp_path / "down.cjpkg"], ANYBODY)
        (name,) = reading.resolve(district, ["WC-001-01"])
        answers.reply(district, name, Reply(measure="已清洗"), [photo(6)])
        closing.check(district, [name])
        rechecking.recheck(district, [name], Seen("passed"))
        closing.close(district, [name])
        hand_in(district, tmp_path / "up.cjpkg")
    with city(tmp_path / "city") as head:
        assert not merge(head, [tmp_path / "up.cjpkg"], ANYBODY).refused
        assert states(head, "WC-001-01", "ZG-001-01") == ["closed", "assigned"]
        act_as(head, "市级复查")
        rechecking.recheck(head, [finding(head, "WC-001-01")], Seen("failed", "仍有水渍"))
        hand_in(head, tmp_path / "again.cjpkg")
        mine = digest(head)
    with colleague(base, tmp_path, "东区创建办", role="office") as district:
        assert not merge(district, [tmp_path / "again.cjpkg"], ANYBODY).refused
        assert digest(district) == mine
        assert conflicts.conflicts(district, "zh") == ()
        assert (row(district, "WC-001-01").state, row(district, "WC-001-01").false_repair) == ("assigned", True)
        actions = [each.action for each in reading.steps(district, "WC-001-01")]
        assert actions == ["assign", "reply", "check", "pass", "close", "fail"]
