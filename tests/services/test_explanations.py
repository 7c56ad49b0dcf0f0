"""Every number of a round walked by dice explains itself (law 7), under other profiles and with vetoes too."""

from __future__ import annotations

import random
from collections.abc import Generator
from decimal import Decimal
from pathlib import Path

import pytest

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.services import places, results
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened

DICE = 20261116


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Generator[Workspace]:
    """An office's round with five visits, one of them a second pass, walked by dice."""
    with opened(tmp_path_factory.mktemp("results"), "office") as found:
        dice = random.Random(DICE)
        teams = [team.id for team in places.teams(found)]
        for number, site in enumerate(places.sites(found)):
            _walk(found, visits.visit_of(found, site.id, team_id=teams[number % 2]), dice)
        first = places.sites(found)[-1]
        _walk(found, visits.visit_of(found, first.id, team_id=teams[0], pass_no=2), dice)
        yield found


def _walk(workspace: Workspace, visit: str, dice: random.Random) -> None:
    for row in visits.sheet(workspace, visit).rows:
        fate = dice.randrange(4)
        if fate == 0:
            answers.set_answer(workspace, visit, row.item.code, "na" if row.item.na_allowed else "conforming")
        elif fate == 1:
            for place in ("东门", "西门")[: dice.randint(1, 2)]:
                phrase = row.item.phrases[0]
                draft = FindingDraft(phrase.text, phrase.problem, dice.randint(1, 30), place=place)
                findings.record(workspace, visit, row.item.code, draft)
        elif fate == 2:
            answers.set_answer(workspace, visit, row.item.code, "exempt", "依规")


@pytest.mark.parametrize("level", results.LEVELS)
def test_the_lines_of_every_row_add_up_to_its_number(workspace: Workspace, level: str) -> None:
    found = results.score(workspace, level)
    assert found.rows
    for row in found.rows:
        explained = results.explain(workspace, level, row.key)
        total = sum((Decimal(line.points) for line in explained.lines if line.points is not None), Decimal(0))
        assert total == Decimal(row.score) == Decimal(explained.score)
        assert (explained.rate, explained.possible, explained.name) == (row.rate, row.possible, row.name)
        assert len([line for line in explained.lines if line.finding_id]) == row.findings
        assert explained.formula


def test_formulas_join_to_the_rate(workspace: Workspace) -> None:
    for row in results.score(workspace, "area").rows:
        parts = results.explain(workspace, "area", row.key).formula
        weights = [Decimal(each.weight or "0") for each in parts]
        shares = [Decimal(each.rate or "0") * weight for each, weight in zip(parts, weights, strict=True)]
        assert abs(sum(shares, Decimal(0)) / sum(weights, Decimal(0)) - Decimal(row.rate or "0")) < Decimal("0.0051")


def test_another_profile_scores_anew_and_touches_no_answer(workspace: Workspace) -> None:
    before = results.score(workspace, "round").rows[0]
    identity = named("office.profile", workspace.office, "R1")

    def options(value: dict[str, Value]) -> None:
        with workspace.writing() as writer:
            writer.put("office.profile", identity, {"options": value})

    options({"na": "full", "city": "mean", "missing_type": "mean", "weights": {"ZG": 60}, "newer": 1})
    after = results.score(workspace, "round").rows[0]
    assert (after.findings, after.unanswered) == (before.findings, before.unanswered)
    assert (after.possible, after.rate) != (before.possible, before.rate)
    explained = results.explain(workspace, "round", "R1")
    assert {line.level for line in explained.formula} == {"area"}
    for row in results.score(workspace, "area").rows:
        formula = results.explain(workspace, "area", row.key).formula
        assert formula
    options({})
    assert results.score(workspace, "round").rows[0] == before


def test_a_site_veto_explains_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        site = places.site_by_code(workspace, "ZG-001")
        assert site is not None
        visit = visits.visit_of(workspace, site.id)
        with workspace.writing() as writer:
            writer.put("office.item", workspace.catalogue.item_ids["ZG05"], {"veto": "site"})
        with workspace.store.reading() as connection:
            listed = connection.exec_driver_sql("SELECT veto FROM item WHERE code='ZG05'").scalar()
        # What an office wrote yields only to an office: a team's veto is a listed conflict and does not count.
        assert listed == ""
        findings.record(workspace, visit, "ZG05", FindingDraft("店外经营"))
        assert results.score(workspace, "visit").rows[0].vetoes == 0
    with opened(tmp_path, "office") as workspace:
        site = places.site_by_code(workspace, "ZG-001")
        assert site is not None
        visit = visits.visit_of(workspace, site.id)
        with workspace.writing() as writer:
            writer.put("office.item", workspace.catalogue.item_ids["ZG05"], {"veto": "site"})
        findings.record(workspace, visit, "ZG05", FindingDraft("店外经营"))
        answers.set_answer(workspace, visit, "ZG03", "conforming")
        for level in results.LEVELS:
            for row in results.score(workspace, level).rows:
                lines = results.explain(workspace, level, row.key).lines
                total = sum((Decimal(each.points) for each in lines if each.points is not None), Decimal(0))
                assert total == Decimal(row.score), (level, row.key)
        assert results.score(workspace, "visit").rows[0].rate == "0.00"
