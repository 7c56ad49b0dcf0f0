"""An office confirms the figures of a standard: once each, in the journal, for everybody who gets its packages."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import info
from chuangjian_desktop.services.office.standards.confirming import (
    FigureRow,
    confirm,
    figures_of,
    open_figures,
    withdraw,
)
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened

FIELD, SURVEY = "component.实地.weight", "component.问卷.weight"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with opened(tmp_path, "office") as workspace:
        yield workspace


def row(workspace: Workspace, code: str, key: str) -> FigureRow:
    return next(each for each in figures_of(workspace, code) if each.figure.key == key)


def refused(code: str, call: object, *args: object) -> Refusal:
    assert callable(call)
    with pytest.raises(Refusal) as caught:
        call(*args)
    assert caught.value.code == code
    return caught.value


def journaled(workspace: Workspace) -> list[str]:
    return [line for line in info.dump(workspace) if '"office.confirmation"' in line]


def test_uncertain_figures_are_asked_for_with_their_evidence(office: Workspace) -> None:
    asked = [each for each in figures_of(office, "W") if each.open]
    assert {each.figure.key for each in asked} == {
        *("cycle.1", "cycle.2", "cycle.3", "component.材料.weight", FIELD, SURVEY),
    }
    assert all(each.figure.source and each.figure.certainty == "low" for each in asked)
    gate = row(office, "W", "gate.未成年人.at_least")
    assert (gate.open, gate.figure.certainty, gate.figure.value) == (False, "found", 8500)


def test_confirming_as_it_is_shipped_settles_a_figure(office: Workspace) -> None:
    record = confirm(office, "W", FIELD)
    now = row(office, "W", FIELD)
    assert (now.figure.value, now.figure.certainty, now.open) == (5000, "confirmed", False)
    (line,) = journaled(office)
    assert record in line
    assert open_figures(office)["W"] == 5


def test_a_corrected_number_counts_everywhere_at_once(office: Workspace) -> None:
    confirm(office, "W", FIELD, 5500, "2026年操作手册第3页")
    now = row(office, "W", FIELD)
    assert (now.figure.value, now.shipped.value, now.note) == (5500, 5000, "2026年操作手册第3页")
    components = {each.code: each for each in office.catalogue.standards["W"].judging.components}
    assert (components["实地"].weight, components["实地"].certainty) == (5500, "confirmed")


def test_confirming_twice_keeps_one_record_and_the_later_word(office: Workspace) -> None:
    first, again = confirm(office, "W", FIELD), confirm(office, "W", FIELD, 6000)
    assert first == again
    assert len(journaled(office)) == 1
    assert row(office, "W", FIELD).figure.value == 6000


def test_a_withdrawn_confirmation_is_asked_for_again_and_can_come_back(office: Workspace) -> None:
    confirm(office, "W", SURVEY, 2500)
    withdraw(office, "W", SURVEY)
    assert (row(office, "W", SURVEY).figure.value, row(office, "W", SURVEY).open) == (2000, True)
    confirm(office, "W", SURVEY, 1500)
    assert (row(office, "W", SURVEY).figure.value, row(office, "W", SURVEY).open) == (1500, False)


def test_a_standard_is_confirmed_when_nothing_is_open_any_more(office: Workspace) -> None:
    for each in figures_of(office, "H"):
        if each.open:
            assert not office.catalogue.standards["H"].confirmed
            confirm(office, "H", each.figure.key)
    assert office.catalogue.standards["H"].confirmed
    assert open_figures(office)["H"] == 0
    assert not office.catalogue.standards["W"].confirmed


def test_a_figure_that_nobody_knows_must_be_entered(office: Workspace) -> None:
    unknown = next(each.figure.key for each in figures_of(office, "Y") if each.figure.value is None)
    refused("M27", confirm, office, "Y", unknown)
    confirm(office, "Y", unknown, 4000)
    assert (row(office, "Y", unknown).figure.value, row(office, "Y", unknown).open) == (4000, False)


@pytest.mark.parametrize(
    ("code", "key", "value"),
    [
        ("W", FIELD, 10_001),
        ("W", FIELD, -1),
        ("W", "cycle.1", 10_001),
        ("W", "gate.未成年人.share", 10_001),
        ("W", "negative.重大安全事故.points", -300),
        ("H", "quota.总数.1", 16_150),
        ("H", "block.1.points", 10**12),
    ],
)
def test_a_number_that_cannot_be_is_refused(office: Workspace, code: str, key: str, value: int) -> None:
    before = row(office, code, key)
    refused("M27", confirm, office, code, key, value)
    assert row(office, code, key) == before
    assert not journaled(office)


def test_a_target_may_be_below_zero(office: Workspace) -> None:
    confirm(office, "H", "indicator.H11.target", -100)
    assert row(office, "H", "indicator.H11.target").figure.value == -100


def test_unknown_standards_and_figures_are_named(office: Workspace) -> None:
    assert refused("M21", figures_of, office, "QQ").details["value"] == "QQ"
    assert refused("M21", confirm, office, "W", "component.nobody.weight").details["what"] == "figure"
    refused("M21", withdraw, office, "W", FIELD)


def test_a_team_reads_but_does_not_confirm(tmp_path: Path) -> None:
    with opened(tmp_path) as team:
        assert figures_of(team, "W")
        refused("M22", confirm, team, "W", FIELD)
        refused("M22", withdraw, team, "W", FIELD)
