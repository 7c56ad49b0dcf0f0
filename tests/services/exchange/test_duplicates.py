"""The same problem found by two teams: proposed, joined, counted once, and every number still explains itself."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import documents, info, places, results, upkeep
from chuangjian_desktop.services.casework import listing, reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.exchange import conflicts, duplicates, settling
from chuangjian_desktop.services.exchange.settling import Decision
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace, act_as
from tests.helpers.colleagues import colleague, united
from tests.helpers.offices import opened, workspace_file

TEXT = "墙面张贴小广告"


@dataclass(frozen=True)
class Two:
    """The office after both teams came back: the finding of each, and the visit of the second."""

    office: Workspace
    first: str
    second: str
    visit: str


def walk(workspace: Workspace, team: str, place: str) -> tuple[str, str]:
    """One finding, and one item answered, at one site."""
    site = places.site_by_code(workspace, "ZG-001")
    assert site is not None
    home = next(each.id for each in places.teams(workspace) if each.code == team)
    visit = visits.visit_of(workspace, site.id, team_id=home)
    answers.set_answer(workspace, visit, "ZG01", "conforming")
    return findings.record(workspace, visit, "ZG07", FindingDraft(TEXT, "07001", 3, place=place)), visit


@pytest.fixture
def two(tmp_path: Path) -> Generator[Two]:
    source = workspace_file(tmp_path / "office.cjdb", "office")
    with colleague(source, tmp_path, "第一组") as one:
        first, _ = walk(one, "T1", "18号门前")
    with colleague(source, tmp_path, "第二组") as other:
        second, visit = walk(other, "T2", "18号门旁")
    with opened(tmp_path, "office") as office:
        act_as(office, "欧阳晴")
        united(office, tmp_path / "第一组.cjdb", tmp_path / "第二组.cjdb")
        yield Two(office, first, second, visit)
        assert upkeep.check(office) == []


def score(workspace: Workspace) -> dict[str, tuple[str, str, int, int]]:
    return {
        row.key: (row.possible, row.score, row.findings, row.unanswered)
        for row in results.score(workspace, "visit").rows
    }


def lost(workspace: Workspace) -> list[tuple[str, int]]:
    return [(row.lost, row.findings) for row in results.lost_by_unit(workspace)]


def keys(workspace: Workspace, two: Two) -> tuple[str, str]:
    """The keys in results of the visits of the first and of the second finding."""
    lines = {
        line.finding_id: line for row in score(workspace) for line in results.explain(workspace, "visit", row).lines
    }
    key = {line.visit_id: row for row in score(workspace) for line in results.explain(workspace, "visit", row).lines}
    return key[lines[two.first].visit_id], key[lines[two.second].visit_id]


def test_two_teams_findings_are_proposed_and_looking_changes_nothing(two: Two) -> None:
    before = info.digest(two.office)
    found = duplicates.overview(two.office)
    assert [{each.first.line.id, each.second.line.id} for each in found.proposals] == [{two.first, two.second}]
    assert "phrase" in found.proposals[0].reasons
    assert not found.joined
    assert not found.distinct
    assert info.digest(two.office) == before


def test_two_laptops_of_one_team_in_one_visit_are_compared_too(tmp_path: Path) -> None:
    source = workspace_file(tmp_path / "office.cjdb", "office")
    for name in ("甲", "乙"):
        with colleague(source, tmp_path, name) as one:
            walk(one, "T1", "18号门前")
            walk(one, "T1", "19号门前")
    with opened(tmp_path, "office") as office:
        united(office, tmp_path / "甲.cjdb", tmp_path / "乙.cjdb")
        found = duplicates.overview(office).proposals
        assert len(found) == 4  # each of the one with each of the other, never two of one laptop


def test_joined_findings_count_once_and_take_back_undoes_it(two: Two) -> None:
    before, lost_before = score(two.office), lost(two.office)
    kept, other = keys(two.office, two)
    assert duplicates.join(two.office, two.first, two.second)
    after = score(two.office)
    assert after[kept] == before[kept]
    assert after[other] == ("10.00", "10.00", 0, before[other][3] + 1)  # ZG07 is not answered without its finding
    assert lost_before == [("3.00", 2)]
    assert lost(two.office) == [("1.50", 1)]
    assert [(each.first.line.id, each.second.line.id) for each in duplicates.overview(two.office).joined] == [
        (two.first, two.second)
    ]
    assert not duplicates.overview(two.office).proposals
    duplicates.take_back(two.office, two.second, two.first)
    assert score(two.office) == before
    assert len(duplicates.overview(two.office).proposals) == 1
    duplicates.join(two.office, two.second, two.first)
    assert score(two.office)[other] == before[other]
    assert score(two.office)[kept] != before[kept]


def test_several_are_joined_and_taken_back_in_one_act(two: Two) -> None:
    third = findings.record(two.office, two.visit, "ZG07", FindingDraft(TEXT, "07001", 3, place="18号门外"))
    before, lost_before = score(two.office), lost(two.office)
    duplicates.join(two.office, two.first, two.second, third)
    assert {each.second.line.id for each in duplicates.overview(two.office).joined} == {two.second, third}
    assert lost(two.office) != lost_before
    with pytest.raises(Refusal) as refused:
        duplicates.take_back(two.office, two.first, two.second, two.visit)
    assert refused.value.code == "M21"
    assert len(duplicates.overview(two.office).joined) == 2
    duplicates.take_back(two.office, two.first, two.second, third)
    assert (score(two.office), lost(two.office)) == (before, lost_before)


@pytest.mark.parametrize("by", results.LEVELS)
def test_every_number_explains_itself_with_joined_findings(two: Two, by: str) -> None:
    duplicates.join(two.office, two.first, two.second)
    for row in results.score(two.office, by).rows:
        told = results.explain(two.office, by, row.key)
        total = sum((Decimal(line.points) for line in told.lines if line.points is not None), Decimal(0))
        assert total == Decimal(row.score)
        assert len([line for line in told.lines if line.level == "finding"]) == row.findings


def test_the_explanation_names_the_other_finding_on_both_sides(two: Two) -> None:
    kept, other = keys(two.office, two)
    duplicates.join(two.office, two.first, two.second)
    second = next(x for x in results.explain(two.office, "visit", other).lines if x.finding_id == two.second)
    assert (second.level, second.points) == ("duplicate", "0.00")
    assert f"与{kept}-01重复，只计一次" in second.what
    first = next(x for x in results.explain(two.office, "visit", kept).lines if x.finding_id == two.first)
    assert first.evidence == (two.second,)
    assert f"{other}-01" in first.detail
    (unit,) = results.lost_by_unit(two.office)
    assert [line.finding_id for line in results.explain_lost(two.office, unit.key)] == [two.first]


def test_sheet_ledger_and_results_show_the_same(two: Two, tmp_path: Path) -> None:
    kept, other = keys(two.office, two)
    visits.sheet(two.office, two.visit)  # what was remembered before must not stay
    listing.sums(two.office, CaseFilter())
    duplicates.join(two.office, two.first, two.second)
    sheet = visits.sheet(two.office, two.visit)
    assert f"{sheet.earned / 100:.2f}" == score(two.office)[other][1]
    (row,) = sheet.row("ZG07").findings
    assert (row.joined_to, row.lost) == (two.first, 0)
    sums = listing.sums(two.office, CaseFilter())
    shown = reading.cases(two.office).rows
    marks = {row.finding_id: (row.line.joined_words, sums.lost.get(row.finding_id, 0)) for row in shown}
    assert marks == {two.first: ("", 150), two.second: (f"与{kept}-01重复，只计一次", 0)}
    assert sums.lost_sum == "1.50"
    documents.export_ledger(two.office, tmp_path / "台账.xlsx")
    cells = [str(c.value) for r in openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0].rows for c in r]
    assert f"与{kept}-01重复，只计一次" in cells


def test_distinct_ones_both_count_and_are_proposed_no_more(two: Two) -> None:
    before = score(two.office)
    duplicates.distinct(two.office, two.second, two.first)
    found = duplicates.overview(two.office)
    assert not found.proposals
    assert len(found.distinct) == 1
    assert score(two.office) == before
    duplicates.join(two.office, two.first, two.second)  # the verdict on the pair is changed, not doubled
    assert not duplicates.overview(two.office).distinct
    assert score(two.office) != before


@pytest.mark.parametrize("which", ["first", "second"])
def test_removing_either_finding_ends_it(two: Two, which: str) -> None:
    before = score(two.office)
    kept, other = keys(two.office, two)
    duplicates.join(two.office, two.first, two.second)
    findings.remove(two.office, two.first if which == "first" else two.second)
    after = score(two.office)
    left = kept if which == "second" else other
    assert after[left] == before[left]
    assert lost(two.office) == [("1.50", 1)]
    assert not duplicates.overview(two.office).joined


def test_a_team_that_removes_its_finding_ends_it_once_the_office_agrees(two: Two, tmp_path: Path) -> None:
    before = score(two.office)
    kept, _ = keys(two.office, two)
    duplicates.join(two.office, two.first, two.second)
    with colleague(tmp_path / "第二组.cjdb", tmp_path, "第二组") as team:
        findings.remove(team, two.second)
    united(two.office, tmp_path / "第二组.cjdb")
    (held,) = conflicts.conflicts(two.office)
    assert held.id == f"finding/{two.second}/$removed"
    gone = next(each.id for each in held.candidates if each.value is True)
    settling.settle(two.office, held.id, Decision(gone))
    assert not duplicates.overview(two.office).joined
    assert score(two.office)[kept] == before[kept]
    assert lost(two.office) == [("1.50", 1)]
    assert not conflicts.conflicts(two.office)
    settling.undo_last(two.office)
    assert [each.id for each in conflicts.conflicts(two.office)] == [held.id]
    assert duplicates.overview(two.office).joined


def test_a_circle_of_joins_still_counts_one(two: Two) -> None:
    third = findings.record(two.office, two.visit, "ZG07", FindingDraft(TEXT, "07001", 3, place="18号"))
    ordered = (two.first, two.second, third)
    for first, second in zip(ordered, (*ordered[1:], ordered[0]), strict=True):
        duplicates.join(two.office, first, second)
    assert lost(two.office) == [("1.50", 1)]


def test_only_an_office_decides_and_only_over_what_is_there(two: Two, tmp_path: Path) -> None:
    office = two.office

    def code(first: str, second: str) -> str:
        with pytest.raises(Refusal) as refused:
            duplicates.join(office, first, second)
        return refused.value.code

    before = info.digest(office)
    assert code(two.first, two.first) == "M27"
    assert code(two.first, "nothing") == "M21"
    with pytest.raises(Refusal) as refused:
        duplicates.take_back(office, two.first, two.second)
    assert refused.value.code == "M21"
    assert info.digest(office) == before
    with colleague(tmp_path / "第一组.cjdb", tmp_path, "第一组") as team, pytest.raises(Refusal) as refused:
        duplicates.join(team, two.first, two.second)
    assert refused.value.code == "M22"
