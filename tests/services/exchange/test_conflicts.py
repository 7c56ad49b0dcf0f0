"""Conflicts side by side: every value with who, when and where; settled by hand or by rule; nothing is ever lost."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import info, pictures, places, records, results, upkeep
from chuangjian_desktop.services.exchange import conflicts, erasing, settling
from chuangjian_desktop.services.exchange.conflicts import Conflict
from chuangjian_desktop.services.exchange.settling import Decision
from chuangjian_desktop.services.exchange.stakes import stakes
from chuangjian_desktop.services.exchange.waiting import waiting
from chuangjian_desktop.services.fieldwork import answers, findings, photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace, act_as
from tests.helpers.colleagues import colleague, united
from tests.helpers.offices import opened, workspace_file
from tests.outputs.xlsx.documents import jpeg

WHY = "拍到当事人"


@dataclass(frozen=True)
class Case:
    """The office's file, into which two laptops of one team were taken: what they wrote about one finding."""

    folder: Path
    office: Workspace
    finding: str
    visit: str
    answer: str
    photo: str


def begun(folder: Path) -> tuple[str, str, str]:
    """A finding with a photo and an answer, in a file from which both go on."""
    with opened(folder, "office") as office, PhotoWorker() as worker:
        act_as(office, "欧阳晴")
        site = places.site_by_code(office, "ZG-001")
        assert site is not None
        visit = visits.visit_of(office, site.id, team_id=places.teams(office)[0].id)
        finding = findings.record(office, visit, "ZG07", FindingDraft("小广告", "07001", 2, place="门前", note="原有"))
        (folder / "p.jpg").write_bytes(jpeg(3, (900, 700)))
        ready, _ = photos.prepare(worker, [folder / "p.jpg"])
        photo = photos.attach(office, finding, ready[0]).photo
        answer = answers.set_answer(office, visit, "ZG01", "conforming")
    return finding, visit, f"{answer}|{photo.id}"


@pytest.fixture
def case(tmp_path: Path) -> Generator[Case]:
    source = workspace_file(tmp_path / "office.cjdb", "office")
    finding, visit, rest = begun(tmp_path)
    answer, _, photo = rest.partition("|")
    with colleague(source, tmp_path, "甲组", person="李强") as one:
        records.edit(one, "finding", finding, {"count": "5", "note": "甲记", "points": "1.50"})
        answers.set_answer(one, visit, "ZG01", "exempt", "封闭施工")
    with colleague(source, tmp_path, "乙组", person="孙莉") as other:
        records.edit(other, "finding", finding, {"count": "7", "note": "乙记", "unit": "市住房和城乡建设局"})
        answers.set_answer(other, visit, "ZG01", "unanswered")
    with opened(tmp_path, "office") as office:
        act_as(office, "欧阳晴")
        visits.finish(office, visit)
        united(office, tmp_path / "甲组.cjdb", tmp_path / "乙组.cjdb")
        yield Case(tmp_path, office, finding, visit, answer, photo)
        assert upkeep.check(office) == []


def listed(workspace: Workspace) -> dict[str, Conflict]:
    return {each.field: each for each in conflicts.conflicts(workspace)}


def choose(case: Case, field: str, words: str) -> settling.Settled:
    found = listed(case.office)[field]
    candidate = next(each for each in found.candidates if each.words == words)
    return settling.settle(case.office, found.id, Decision(candidate.id))


def refused(workspace: Workspace, identity: str, decision: Decision) -> str:
    before = info.digest(workspace)
    with pytest.raises(Refusal) as refusal:
        settling.settle(workspace, identity, decision)
    assert info.digest(workspace) == before
    return refusal.value.code


def field(case: Case, name: str) -> object:
    row = next(x for x in visits.sheet(case.office, case.visit).row("ZG07").findings if x.id == case.finding)
    return getattr(row, name)


def test_all_are_listed_with_who_where_and_what(case: Case) -> None:
    before = list(info.dump(case.office))
    found = listed(case.office)
    assert list(info.dump(case.office)) == before
    assert sorted(found) == ["count", "note", "state"]
    note = found["note"]
    assert note.id == f"finding/{case.finding}/note"
    assert note.words.startswith("ZG-001 解放路 · ZG07")
    assert "小广告（门前）" in note.words
    assert {(each.words, each.by, each.role) for each in note.candidates} == {
        ("甲记", "李强", "team"),
        ("乙记", "孙莉", "team"),
    }
    assert len({each.replica for each in note.candidates}) == 2
    assert all(each.at[:4].isdigit() for each in note.candidates)
    assert [each.words for each in note.candidates if each.shown] == [note.shown_words]
    assert len(note.photos) == len(note.thumbs) == 1
    assert pictures.picture(case.office, note.photos[0])
    assert {each.words for each in found["state"].candidates} == {"免扣", "未测"}
    assert found["count"].field_words == "处数"
    assert conflicts.conflicts(case.office, "en")[0].words


def test_a_candidate_is_chosen_in_a_locked_visit_and_the_others_stay_to_be_chosen(case: Case) -> None:
    assert field(case, "count") in (5, 7)
    for count in ("5", "7"):
        written = choose(case, "count", count).changes if "count" in listed(case.office) else ()
        if not written:
            past = next(x for x in conflicts.settled(case.office) if x.field == "count")
            assert {each.words for each in past.candidates} == {"5", "7"}
            other = next(each for each in past.candidates if each.words == count)
            settling.settle(case.office, past.id, Decision(other.id))
        assert field(case, "count") == int(count)
        assert "count" not in listed(case.office)


def test_another_value_is_checked_like_an_edit(case: Case) -> None:
    found = listed(case.office)
    settling.settle(case.office, found["count"].id, Decision(value="6"))
    assert field(case, "count") == 6
    assert refused(case.office, found["count"].id, Decision(value="0")) == "M27"
    assert refused(case.office, found["state"].id, Decision(value="好")) == "M27"
    assert "state" in listed(case.office)


def test_both_join_texts_and_nothing_else(case: Case) -> None:
    found = listed(case.office)
    assert found["note"].both
    assert not found["count"].both
    settling.settle(case.office, found["note"].id, Decision(both=True))
    assert sorted(str(field(case, "note")).split("；")) == ["乙记", "甲记"]
    assert refused(case.office, found["count"].id, Decision(both=True)) == "M27"
    assert refused(case.office, found["state"].id, Decision(both=True)) == "M27"


def test_both_unite_lists_of_units(case: Case) -> None:
    units = {each.name: each.id for each in places.units(case.office)}
    one, two = units["东区城市管理局"], units["西区城市管理局"]
    for name, unit in (("甲组", one), ("乙组", two)):
        with colleague(case.folder / f"{name}.cjdb", case.folder, name) as team:
            records.edit(team, "finding", case.finding, {"assists": unit})
    united(case.office, case.folder / "甲组.cjdb", case.folder / "乙组.cjdb")
    found = listed(case.office)["assists"]
    assert {each.words for each in found.candidates} == {"东区城市管理局", "西区城市管理局"}
    settling.settle(case.office, found.id, Decision(both=True))
    assert set(field(case, "assist_ids")) == {one, two}  # pyright: ignore[reportArgumentType]


def test_what_cannot_be_is_refused_and_nothing_changes(case: Case) -> None:
    note = listed(case.office)["note"]
    assert refused(case.office, "finding/nothing/note", Decision(both=True)) == "M21"
    assert refused(case.office, "rubbish", Decision(both=True)) == "M21"
    assert refused(case.office, f"finding/{case.finding}/nothing", Decision(both=True)) == "M21"
    assert refused(case.office, f"finding/{case.finding}/place", Decision("x")) == "M26"
    assert refused(case.office, note.id, Decision("0" * 64)) == "M21"
    assert refused(case.office, note.id, Decision()) == "M27"
    assert refused(case.office, note.id, Decision(value="a", both=True)) == "M27"


def test_rules_settle_many_in_one_step_and_one_undo_takes_it_back(case: Case) -> None:
    before = {name: each.shown for name, each in listed(case.office).items()}
    mine = next(x.replica for x in listed(case.office)["note"].candidates if x.words == "甲记")
    done = settling.settle_by_rule(case.office, f"replica:{mine}")
    assert (done.settled, done.left, len(done.changes)) == (3, (), 3)
    assert (field(case, "count"), field(case, "note")) == (5, "甲记")
    assert not listed(case.office)
    assert settling.undo_last(case.office)
    shown = {each.field: each.shown for each in conflicts.settled(case.office)}
    assert shown == before
    assert not settling.undo_last(case.office)


def test_the_latest_the_shown_and_only_some(case: Case) -> None:
    found = listed(case.office)
    assert settling.settle_by_rule(case.office, "office").settled == 0
    assert len(settling.settle_by_rule(case.office, "replica:nobody").left) == 3
    shown = settling.settle_by_rule(case.office, "shown", only={found["note"].id})
    assert (shown.settled, field(case, "note")) == (1, found["note"].shown)
    latest = settling.settle_by_rule(case.office, "latest")
    assert (latest.settled, latest.left) == (2, ())
    assert field(case, "count") == 7  # the second laptop wrote later
    for rule in ("newest", "replica:", ""):
        with pytest.raises(Refusal) as refusal:
            settling.settle_by_rule(case.office, rule)
        assert refusal.value.code == "M27"


def test_an_undo_never_writes_over_what_came_later(case: Case) -> None:
    choose(case, "note", "甲记")
    visits.reopen(case.office, case.visit)
    records.edit(case.office, "finding", case.finding, {"note": "后来改的"})
    with pytest.raises(Refusal) as refusal:
        settling.undo_last(case.office)
    assert refusal.value.code == "M26"
    assert field(case, "note") == "后来改的"


def test_a_removal_beside_an_edit_is_kept_or_carried_out_with_its_photos(case: Case) -> None:
    with colleague(case.folder / "甲组.cjdb", case.folder, "甲组") as one:
        records.remove(one, "finding", case.finding)
    with colleague(case.folder / "乙组.cjdb", case.folder, "乙组") as other:
        records.edit(other, "photo", case.photo, {"position": "3"})
    united(case.office, case.folder / "甲组.cjdb", case.folder / "乙组.cjdb")
    identity = f"finding/{case.finding}/$removed"
    found = conflicts.conflict(case.office, identity)
    assert [(each.words, each.shown) for each in found.candidates if each.shown] == [("保留", True)]
    assert not found.both
    by_words = {each.words: each.id for each in found.candidates}
    settling.settle(case.office, identity, Decision(by_words["删除"]))
    assert not visits.sheet(case.office, case.visit).row("ZG07").findings
    assert conflicts.conflict(case.office, identity).removed
    assert settling.undo_last(case.office)
    assert len(visits.sheet(case.office, case.visit).row("ZG07").findings[0].photos) == 1
    settling.settle(case.office, identity, Decision(by_words["删除"]))
    settling.settle(case.office, identity, Decision(by_words["保留"]))
    assert visits.sheet(case.office, case.visit).row("ZG07").findings


def test_a_request_to_erase_is_granted_or_dismissed_by_the_office(case: Case) -> None:
    with colleague(case.folder / "甲组.cjdb", case.folder, "甲组") as one:
        assert erasing.erase(one, case.photo, WHY).requested
        asked = conflicts.conflicts(one)
        mine = next(each for each in asked if each.field.startswith("$erased:"))
        assert not mine.allowed
        for each in mine.candidates:
            assert refused(one, mine.id, Decision(each.id)) == "M22"
    united(case.office, case.folder / "甲组.cjdb")
    requests = [each for each in conflicts.conflicts(case.office) if each.field.startswith("$erased:")]
    assert len(requests) == 2  # working copy and thumbnail
    assert requests[0].words.startswith("ZG-001")
    ruled = settling.settle_by_rule(case.office, "latest")
    assert set(ruled.left) == {each.id for each in requests}
    words = {each.words: each.id for each in requests[0].candidates}
    settling.settle(case.office, requests[0].id, Decision(words["保留"]))
    assert not conflicts.conflicts(case.office)
    assert case.office.store.blob(requests[0].photos[0])
    granted = settling.settle(case.office, requests[0].id, Decision(words["彻底删除"]))
    assert granted.changes
    with pytest.raises(Refusal):
        case.office.store.blob(requests[0].photos[0])
    told = pictures.erasure(case.office, requests[0].photos[0])
    assert told is not None
    assert (told.reason, told.role, told.by) == (WHY, "office", "欧阳晴")
    assert refused(case.office, requests[0].id, Decision(words["保留"])) == "M26"


def test_a_team_does_not_settle_what_the_office_wrote_in_its_own_records(tmp_path: Path) -> None:
    source = workspace_file(tmp_path / "office.cjdb", "office")
    with opened(tmp_path, "office") as office:
        site = places.sites(office)[0].id
    for name in ("甲", "乙"):
        with colleague(source, tmp_path, name, role="office") as one:
            records.edit(one, "site", site, {"note": f"{name}写的"})
    with colleague(source, tmp_path, "第一组") as team:
        united(team, tmp_path / "甲.cjdb", tmp_path / "乙.cjdb")
        (found,) = conflicts.conflicts(team)
        assert not found.allowed
        assert refused(team, found.id, Decision(found.candidates[0].id)) == "M22"
        assert settling.settle_by_rule(team, "shown").left == (found.id,)
    with opened(tmp_path, "office") as office:
        united(office, tmp_path / "甲.cjdb", tmp_path / "乙.cjdb")
        (found,) = conflicts.conflicts(office)
        settling.settle(office, found.id, Decision(both=True))
        assert not conflicts.conflicts(office)


def test_what_was_before_and_who_decided_are_told(case: Case) -> None:
    found = listed(case.office)["count"]
    assert found.before is not None
    assert (found.before.words, found.before.by, found.decision) == ("2", "欧阳晴", None)
    choose(case, "count", "5")
    (settled,) = (each for each in conflicts.settled(case.office) if each.field == "count")
    assert settled.before is not None
    assert settled.before.words == "2"
    assert settled.decision is not None
    assert (settled.decision.words, settled.decision.by, settled.decision.role) == ("5", "欧阳晴", "office")
    by = {each.words: each.by for each in settled.candidates}
    assert by == {"5": "李强", "7": "孙莉"}  # not whoever settled it


@pytest.mark.parametrize("rule", ["latest", "office", "shown"])
def test_a_rule_does_what_was_foreseen(case: Case, rule: str) -> None:
    before = info.digest(case.office)
    foreseen = settling.foresee(case.office, rule)
    assert info.digest(case.office) == before
    ruled = settling.settle_by_rule(case.office, rule)
    assert (ruled.settled, len({settling.matter(each) for each in ruled.left})) == (foreseen.settled, foreseen.left)
    with pytest.raises(Refusal) as refused:
        settling.foresee(case.office, "eldest")
    assert refused.value.code == "M27"


def test_a_granted_request_stays_listed_with_who_granted_it(case: Case) -> None:
    with colleague(case.folder / "甲组.cjdb", case.folder, "甲组", person="李强") as team:
        assert not erasing.outlook(team, case.photo).at_once
        erasing.erase(team, case.photo, WHY)
        waited = waiting(team).conflicts
        assert waited == len({settling.matter(each.id) for each in conflicts.conflicts(team)})
    united(case.office, case.folder / "甲组.cjdb")
    assert erasing.outlook(case.office, case.photo).at_once
    asked = next(each for each in conflicts.conflicts(case.office) if each.field.startswith("$erased:"))
    wish = next(each for each in asked.candidates if each.value is True)
    assert wish.note == WHY
    assert erasing.erased_names(case.office) == frozenset()
    settling.settle(case.office, asked.id, Decision(wish.id))
    assert asked.photos[0] in erasing.erased_names(case.office)
    granted = next(each for each in conflicts.settled(case.office) if each.id == asked.id)
    assert (granted.open, granted.shown) == (False, True)
    assert granted.decision is not None
    assert (granted.decision.by, granted.decision.role) == ("欧阳晴", "office")
    assert {each.by for each in granted.candidates if each.value is True} == {"李强"}


def test_what_each_side_costs_is_what_it_costs_once_settled(case: Case) -> None:
    found = listed(case.office)["state"]
    told = stakes(case.office, found)
    for each in found.candidates:
        settling.settle(case.office, found.id, Decision(each.id))
        (row,) = (one for one in results.score(case.office, "visit").rows if one.key == "ZG-001")
        item = visits.sheet(case.office, case.visit).row("ZG01")
        assert (told[each.id].rate, told[each.id].lost) == (row.rate, item.lost)
    for nothing in ("note", "count"):  # the points of this finding were written by hand, whatever its count
        assert not stakes(case.office, listed(case.office)[nothing])
