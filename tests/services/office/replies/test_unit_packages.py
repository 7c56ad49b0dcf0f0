"""A unit that has the program: its own cases go out, it replies in a workspace of its own, and only that comes back."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.rectification import case_id
from chuangjian_desktop.domain.scoring import ScoringProfile
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import documents, records, results
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.exchange import conflicts
from chuangjian_desktop.services.exchange.handin import hand_in
from chuangjian_desktop.services.exchange.handout import hand_to_unit, handed_out
from chuangjian_desktop.services.exchange.merging import dry_run, known_signers, merge
from chuangjian_desktop.services.exchange.opening import create_from, envelope
from chuangjian_desktop.services.info import digest
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.office.cases import answers, disputes, reviewing
from chuangjian_desktop.services.office.cases import closing as closings
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.replies import importing
from chuangjian_desktop.services.office.replies.importing import Proposal
from chuangjian_desktop.services.office.rounds.whatif import what_if
from chuangjian_desktop.services.workspace import Workspace, act_as, open_workspace
from tests.helpers.city import city, unit_named
from tests.helpers.notices import jpeg
from tests.helpers.rectifying import finding, photo, row, states

UNIT, OTHER = "东区城市管理局", "西区城市管理局"
MINE = ("NM-001-01", "WC-001-01", "WC-001-02", "ZG-001-01")
NOT_MINE = "ZG-002-01"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    """Four cases are the unit's, one another's; the others nobody was told of."""
    with city(tmp_path / "office") as opened:
        for unit, numbers in ((UNIT, MINE), (OTHER, (NOT_MINE,))):
            draft = CaseDraft(unit_id=unit_named(opened, unit))
            reviewing.assign(opened, reading.resolve(opened, numbers), draft)
        yield opened


@contextmanager
def unit_file(office: Workspace, folder: Path) -> Generator[Workspace]:
    """The unit's workspace on a computer of its own."""
    path, own = folder / "单位.cjdb", Installation(folder / "unit-data")
    if not path.exists():
        package = hand_to_unit(office, UNIT, folder / "下发.cjpkg").packages[0].path
        create_from(path, package, own).close()
    with closing(open_workspace(path, own)) as opened:
        act_as(opened, "刘强")
        yield opened


def sent(unit: Workspace, folder: Path) -> Path:
    return hand_in(unit, folder / "回复包.cjpkg").packages[0].path


def trusted(package: Path) -> Choice:
    return Choice(trust=frozenset({fingerprint(bytes.fromhex(envelope(package).sender.key))}))


@pytest.fixture(scope="module")
def worker() -> Generator[PhotoWorker]:
    with closing(PhotoWorker()) as made:
        yield made


def proposed(office: Workspace, worker: PhotoWorker, *paths: Path) -> Proposal:
    folder = office.path.parent / "staging"
    folder.mkdir(exist_ok=True)
    return importing.propose(office, paths, worker, folder, choice=trusted(paths[0]))


def entities(workspace: Workspace) -> set[str]:
    with workspace.store.reading() as connection:
        return {str(each) for (each,) in connection.exec_driver_sql("SELECT DISTINCT entity FROM record")}


def names(workspace: Workspace, table: str, column: str = "name") -> set[str]:
    with workspace.store.reading() as connection:
        return {str(each) for (each,) in connection.exec_driver_sql(f"SELECT {column} FROM {table}")}  # noqa: S608


def test_a_unit_gets_its_own_cases_and_nothing_else(office: Workspace, tmp_path: Path) -> None:
    with unit_file(office, tmp_path) as unit:
        assert (unit.role, unit.name) == ("unit", UNIT)
        rows = reading.cases(unit).rows
        assert tuple(sorted(each.number for each in rows)) == MINE
        assert {each.state for each in rows} == {"assigned"}
        assert UNIT in names(unit, "unit")
        assert OTHER not in names(unit, "unit")
        assert "ZG-002" not in names(unit, "site", "code")
        assert not entities(unit) & {"answer", "office.settings", "office.grant", "office.entry", "office.duplicate"}
    assert (unit_named(office, UNIT), "") in handed_out(office)


def test_what_a_unit_says_comes_back_once(office: Workspace, tmp_path: Path, worker: PhotoWorker) -> None:
    with unit_file(office, tmp_path) as unit:
        answers.reply(unit, finding(unit, MINE[0]), Reply(measure="已清理"), [photo(3)])
        answers.reply(unit, finding(unit, MINE[1]), Reply(state="正在整改", measure="施工中"))
        answers.reply(unit, finding(unit, MINE[1]), Reply(state="正在整改", measure="仍在施工"))
        disputes.objection(unit, [finding(unit, MINE[2])], "不属实", [photo(4)])
        answers.ask_time(unit, [finding(unit, MINE[3])], "2099-12-30", "雨季")
        package = sent(unit, tmp_path)
    assert envelope(package).purpose == "reply"
    before = digest(office)
    found = proposed(office, worker, package)
    assert (len(found.post.fresh), found.left, digest(office)) == (4, (), before)
    assert sorted(importing.enter(office, found)) == sorted(each.row.id for each in found.post.posted)
    assert states(office, *MINE) == ["replied", "working", "assigned", "assigned"]
    assert row(office, MINE[1]).reply["measure"] == "仍在施工"
    assert row(office, MINE[2]).objection["reason"] == "不属实"
    held = [reading.photos(office, row(office, each)) for each in (MINE[0], MINE[2])]
    assert ([len(held[0].after), len(held[1].objection)]) == [1, 1]
    again = proposed(office, worker, package)
    assert (len(again.post.posted), again.post.fresh) == (4, ())
    (signer,) = known_signers(office)
    assert (signer.role, signer.name) == ("unit", UNIT)


def test_in_its_workspace_a_unit_does_nothing_but_reply(office: Workspace, tmp_path: Path) -> None:
    with unit_file(office, tmp_path) as unit:
        first = finding(unit, MINE[0])
        before = digest(unit)
        attempts = (
            lambda: closings.close(unit, [first], ""),
            lambda: reviewing.reject(unit, [first], "x"),
            lambda: answers.extend(unit, [first], "x", "2099-01-01"),
            lambda: records.edit(unit, "unit", unit_named(unit, UNIT), {"phone": "1"}),
            lambda: closings.escalate(unit, [first], 1, ""),
            lambda: reviewing.unlink(unit, [first]),
            lambda: reviewing.relink(unit, [first]),
            lambda: hand_to_unit(unit, UNIT, tmp_path / "x.cjpkg"),
            lambda: results.score(unit, "round"),
            lambda: results.lost_by_unit(unit),
            lambda: results.explain(unit, "round", "R1"),
            lambda: results.explain_lost(unit, UNIT),
            lambda: what_if(unit, ScoringProfile()),
            lambda: documents.export_summary(unit, tmp_path / "x.xlsx"),
            lambda: documents.export_ledger(unit, tmp_path / "x.xlsx"),
            lambda: documents.export_site_sheet(unit, "ZG-001", tmp_path / "x.pdf"),
        )
        for attempt in attempts:
            with pytest.raises(Refusal) as refused:
                attempt()
            assert (refused.value.code, refused.value.details["role"]) == ("M22", "unit")
        assert digest(unit) == before
    assert not list(tmp_path.glob("x.*"))


def forged(unit: Workspace, entity: str, record: str, fields: dict[str, Value]) -> None:
    """A change that the program does not write: the unit's file was made to say that it is a team's, then put right."""
    unit.store.set_facts(role="team")
    with unit.store.writing() as writer:
        writer.put(entity, record, fields)
    unit.store.set_facts(role="unit")


@pytest.mark.parametrize(
    ("entity", "fields"),
    [
        ("finding", {"note": "改了"}),
        ("case", {"due_at": "2099-01-01T00:00:00+08:00"}),
        ("office.site", {"name": "改名"}),
    ],
)
def test_anything_else_in_its_package_is_refused(
    office: Workspace, tmp_path: Path, entity: str, fields: dict[str, Value]
) -> None:
    with unit_file(office, tmp_path) as unit:
        answers.reply(unit, finding(unit, MINE[0]), Reply(measure="已清理"))
        mine = row(unit, MINE[0])
        record = {"finding": mine.finding_id, "case": mine.id, "office.site": mine.site_id}[entity]
        forged(unit, entity, record, fields)
        bare = unit.path
    before = digest(office)
    report = merge(office, [bare], Choice(accept_unsigned=True, accept_office=True))
    (refusal,) = [each.refusal for each in report.packages]
    assert refusal is not None
    assert refusal.code == "M22"
    assert digest(office) == before


def as_unit(unit: Workspace, act: str, case: str, fields: dict[str, Value]) -> None:
    """A unit's own change, made without the program's table."""
    with unit.store.writing() as writer:
        if fields:
            writer.put("case", case, fields)
        else:
            writer.put("step", fresh(), {"case": ref("case", case), "action": act, "at": writer.now})


def test_a_unit_answers_neither_for_others_nor_itself(office: Workspace, tmp_path: Path) -> None:
    foreign = case_id(finding(office, NOT_MINE))
    own = case_id(finding(office, MINE[0]))
    attempts: tuple[tuple[str, dict[str, Value]], ...] = (
        (foreign, {}),
        (own, {"state": "returned", "extension": {"state": "granted"}}),
        (own, {"state": "closed"}),
    )
    for number, (case, fields) in enumerate(attempts):
        folder = tmp_path / str(number)
        folder.mkdir()
        with unit_file(office, folder) as unit:
            if "extension" in fields:
                with pytest.raises(Refusal, match="M22"):
                    as_unit(unit, "reply", case, fields)
                continue
            as_unit(unit, "reply", case, fields)
            package = sent(unit, folder)
        (view,) = dry_run(office, [package], trusted(package)).packages
        assert view.refusal is not None
        assert view.refusal.code == "M22"


def test_a_case_that_moved_on_is_listed_with_the_new_unit(
    office: Workspace, tmp_path: Path, worker: PhotoWorker
) -> None:
    with unit_file(office, tmp_path) as unit:
        answers.reply(unit, finding(unit, MINE[0]), Reply(measure="已清理"))
        answers.reply(unit, finding(unit, MINE[1]), Reply(measure="已清理"))
        package = sent(unit, tmp_path)
    reviewing.transfer(office, [finding(office, MINE[0])], unit_named(office, OTHER), "错派")
    found = proposed(office, worker, package)
    assert [each.row.number for each in found.post.posted] == [MINE[1]]
    (left,) = found.left
    assert MINE[0] in left.reason_zh
    assert OTHER in left.reason_zh
    assert OTHER in left.reason_en
    importing.enter(office, found)
    assert states(office, MINE[1]) == ["replied"]
    assert row(office, MINE[0]).unit == OTHER
    assert states(office, MINE[0]) == ["assigned"]
    assert row(office, MINE[0]).reply == {}
    reviewing.transfer(office, [finding(office, MINE[0])], unit_named(office, UNIT), "原派无误")
    (report,) = merge(office, [package], Choice()).packages
    assert report.status == "taken"
    assert states(office, MINE[0]) == ["replied"]


def test_what_the_office_did_meanwhile_waits_for_a_decision(
    office: Workspace, tmp_path: Path, worker: PhotoWorker
) -> None:
    with unit_file(office, tmp_path) as unit:
        answers.reply(unit, finding(unit, MINE[0]), Reply(measure="已清理"))
        package = sent(unit, tmp_path)
    reviewing.reject(office, [finding(office, MINE[0])], "误报")
    found = proposed(office, worker, package)
    assert found.post.posted == ()
    (left,) = found.left
    assert "冲突" in left.reason_zh
    importing.enter(office, found)
    assert {each.field for each in conflicts.conflicts(office, "zh")} == {"state"}


def test_packages_come_with_photos_and_a_stranger_waits(office: Workspace, tmp_path: Path, worker: PhotoWorker) -> None:
    with unit_file(office, tmp_path) as unit:
        answers.reply(unit, finding(unit, MINE[0]), Reply(measure="已清理"))
        package = sent(unit, tmp_path)
    pictures = [tmp_path / f"{number}整改后.jpg" for number in MINE[:2]]
    for seed, each in enumerate(pictures):
        each.write_bytes(jpeg(20 + seed))
    found = proposed(office, worker, package, *pictures)
    assert [each.row.number for each in found.post.fresh] == [MINE[0]]
    assert [each.row.number for each in found.landings] == [MINE[1]]
    assert [each.file for each in found.left] == [pictures[0].name]
    folder = tmp_path / "staging"
    folder.mkdir()
    with pytest.raises(Refusal, match="M19"):
        importing.propose(office, [package], worker, folder)


def test_undercover_rounds_stay_in_the_office(office: Workspace, tmp_path: Path) -> None:
    with office.writing() as writer:
        writer.put("office.round", office.round_id, {"undercover": True})
    with pytest.raises(Refusal, match="M26") as refused:
        hand_to_unit(office, UNIT, tmp_path / "x.cjpkg")
    assert "暗访" in str(refused.value.details["reason_zh"])


def test_a_receipt_tells_the_unit_what_arrived(office: Workspace, tmp_path: Path) -> None:
    from chuangjian_desktop.services.exchange.handin import standing

    with unit_file(office, tmp_path) as unit:
        answers.receive(unit, [finding(unit, MINE[0])])
        package = sent(unit, tmp_path)
        report = merge(office, [package], trusted(package), receipts_to=tmp_path / "receipts")
        (told,) = merge(unit, [report.receipts[0].path]).packages
        assert told.status == "taken"
        assert standing(unit).arrived is not None
