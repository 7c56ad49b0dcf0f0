"""A city's numbers in one place: what an item asks for follows them."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.services.office.standards.parameters import (
    ParameterRow,
    parameters_of,
    reset_parameter,
    set_parameter,
)
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.offices import opened

ADS, SHARE = "主干道公益广告数", "围挡公益广告占比"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with opened(tmp_path, "office") as workspace:
        yield workspace


def row(workspace: Workspace, key: str) -> ParameterRow:
    return next(each for each in parameters_of(workspace) if each.parameter.key == key)


def item(workspace: Workspace, code: str) -> Item:
    return workspace.catalogue.items[workspace.catalogue.item_ids[code]]


def test_parameters_are_listed_with_what_uses_them(office: Workspace) -> None:
    found = parameters_of(office)
    assert len({each.parameter.key for each in found}) == len(found) >= 15
    assert row(office, ADS).items == ("CG01", "ZG01")
    assert not any(each.own for each in found)


def test_the_city_s_number_stands_in_text_and_rule(office: Workspace) -> None:
    assert item(office, "GD02").rule.tiers[0].at_least == 5000
    set_parameter(office, SHARE, 8000, "市文明办2026年通知")
    now = item(office, "GD02")
    assert now.rule.tiers[0].at_least == 8000
    assert "80%" in now.requirement
    assert "{" not in now.requirement
    found = row(office, SHARE)
    assert (found.parameter.value, found.shipped, found.own) == (8000, 5000, True)
    assert found.note == "市文明办2026年通知"


def test_a_required_count_follows_its_parameter(office: Workspace) -> None:
    set_parameter(office, ADS, 800)
    assert item(office, "ZG01").rule.required == 8
    assert item(office, "CG01").rule.required == 8
    assert item(office, "SY01").rule.required == 5


def test_what_was_written_keeps_its_parameter(office: Workspace) -> None:
    set_parameter(office, SHARE, 8000)
    catalogue = office.catalogue
    written = catalogue.written[catalogue.current["GD"].id]
    assert "{围挡公益广告占比}" in written.items[catalogue.item_ids["GD02"]].requirement


def test_a_number_that_is_reset_is_the_shipped_one(office: Workspace) -> None:
    set_parameter(office, ADS, 800)
    reset_parameter(office, ADS)
    assert (row(office, ADS).parameter.value, row(office, ADS).own) == (500, False)
    set_parameter(office, ADS, 900)
    assert row(office, ADS).parameter.value == 900


@pytest.mark.parametrize("value", [0, 900, 10_001, -1])
def test_a_number_out_of_range_is_refused_with_the_range(office: Workspace, value: int) -> None:
    with pytest.raises(Refusal) as caught:
        set_parameter(office, SHARE, value)
    assert caught.value.code == "M27"
    assert caught.value.details["detail"] == "10–100%"
    assert row(office, SHARE).parameter.value == 5000


def test_unknown_parameters_and_teams_are_refused(office: Workspace, tmp_path: Path) -> None:
    for call in (lambda: set_parameter(office, "没有", 1), lambda: reset_parameter(office, "没有")):
        with pytest.raises(Refusal) as caught:
            call()
        assert (caught.value.code, caught.value.details["what"]) == ("M21", "parameter")
    with pytest.raises(Refusal) as caught:
        reset_parameter(office, ADS)
    assert caught.value.code == "M21"
    with opened(tmp_path / "team") as team, pytest.raises(Refusal) as caught:
        set_parameter(team, ADS, 600)
    assert caught.value.code == "M22"
