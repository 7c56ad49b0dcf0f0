"""The sample sizes of the technical assessment as quotas of a round."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.office.rounds import quotas
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def test_the_size_of_the_city_is_chosen_once_and_plans_the_round(office: Workspace) -> None:
    found = quotas.sampling(office, "H")
    assert (found.size, len(found.sizes)) == ("", 3)
    assert all(row.planned is None for row in found.rows)
    for size, whole in (("1", 161), ("215", 215), ("200万人以上", 267)):
        rows = {row.quota.code: row for row in quotas.sampling(office, "H", size).rows}
        assert rows["总数"].planned == whole
    quotas.choose_size(office, "H", "2")
    found = quotas.sampling(office, "H")
    rows = {row.quota.code: row for row in found.rows}
    assert found.size == "50万至200万人"
    roads = rows["主次干道"]
    assert (roads.planned, roads.registered, roads.visited, roads.missing) == (12, 3, 2, 10)
    # with the two toilets; the market counts for the whole only
    assert (rows["市容"].registered, rows["总数"].registered, rows["总数"].missing) == (5, 6, 210)
    assert rows["爱卫办"].registered is None
    quotas.choose_size(office, "H", "")
    assert quotas.sampling(office, "H").size == ""


def test_only_an_office_chooses_and_only_what_the_standard_has(office: Workspace) -> None:
    for code, size, refusal in (("H", "4", "M27"), ("QQ", "1", "M21"), ("W", "1", "M27")):
        with pytest.raises(Refusal, match=refusal):
            quotas.choose_size(office, code, size)
    with pytest.raises(Refusal, match="M21"):
        quotas.sampling(office, "QQ")
    office.facts["role"] = "team"
    with pytest.raises(Refusal, match="M22"):
        quotas.choose_size(office, "H", "1")
