"""A further round, and rounds compared across versions by what means the same."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import places, registry, results
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.rounds import beginning, comparing, profiles
from chuangjian_desktop.services.workspace import Workspace, use_round
from tests.helpers.city import city
from tests.helpers.second_round import NEXT, second_round


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def test_the_next_round_takes_over_how_it_is_scored(office: Workspace) -> None:
    own = profiles.profile_named(office).profile
    profiles.keep(office, profiles.changed(own, {"na": "zero"}))
    first = office.round_id
    assert beginning.begin(office, NEXT) == "R2"
    assert (places.current_round(office).name, results.score(office, "round").rows[0].rate) == (NEXT, None)
    assert profiles.profile_named(office).profile.na == "zero"
    profiles.keep(office, own)
    use_round(office, "R1")
    assert office.round_id == first
    assert profiles.profile_named(office).profile.na == "zero"
    assert results.score(office, "round").rows[0].rate is not None


def test_a_round_needs_a_name_of_its_own_and_an_office(office: Workspace) -> None:
    for name in ("  ", places.current_round(office).name):
        with pytest.raises(Refusal, match="M27"):
            beginning.begin(office, name)
    office.facts["role"] = "team"
    with pytest.raises(Refusal, match="M22"):
        beginning.begin(office, NEXT)


def test_rounds_compare_by_the_items_that_mean_the_same(office: Workspace) -> None:
    first = office.round_id
    second_round(office)
    trend = comparing.trend(office, [first, office.round_id])
    toilets = next(each for each in trend.types if each.code == "WC")
    assert [(each.code, each.why) for each in trend.left_out] == [
        ("WC02", "points"), ("WC04", "points"), ("WC05", "rule"), ("WC06", "meaning"), ("WC18", "new"),
        ("WC08", "dropped"),
    ]  # fmt: skip
    dearer = trend.left_out[0]
    assert dearer.after - dearer.before == 300
    assert (toilets.everywhere, toilets.compared, toilets.visits) == (True, toilets.items - 5, (2, 1))
    assert toilets.rates[1] == "98.00"
    assert toilets.comparable[1] == "100.00"
    assert trend.compared == toilets.compared


def test_what_one_round_did_not_measure_is_left_out_of_the_whole(office: Workspace) -> None:
    """Comparable in the first round: 建设公厕 loses 15 on WC03 of what is left of 200 points, nothing else."""
    first = office.round_id
    second_round(office)
    trend = comparing.trend(office, [first, office.round_id])
    assert [(each.code, each.everywhere) for each in trend.types] == [("NM", False), ("WC", True), ("ZG", False)]
    toilets = trend.types[1]
    assert [step.comparable for step in trend.steps] == list(toilets.comparable)
    assert trend.steps[0].rate == "90.78"  # 433 of 477: every type, as the round itself is scored
    office.round_id = first
    assert results.score(office, "round").rows[0].rate == trend.steps[0].rate


def test_a_vetoed_site_earns_nothing_in_a_trend_either(office: Workspace) -> None:
    registry.add_sites(office, [registry.SiteTableRow("s", 1, "WB-001", "极速网吧", "WB")])
    site = places.site_by_code(office, "WB-001")
    assert site is not None
    visit = visits.visit_of(office, site.id)
    answers.set_answer(office, visit, "WB01", "conforming")
    findings.record(office, visit, "WB02", FindingDraft("有未成年人上网"))
    trend = comparing.trend(office, [office.round_id])
    bars = next(each for each in trend.types if each.code == "WB")
    assert (bars.rates, bars.comparable) == (("0.00",), ("0.00",))
    assert trend.steps[0].rate == results.score(office, "round").rows[0].rate == "85.40"  # 433 of 507


def test_a_trend_of_nothing(office: Workspace) -> None:
    first = office.round_id
    assert comparing.trend(office, []).steps == ()
    beginning.begin(office, NEXT)
    step = comparing.trend(office, [office.round_id]).steps[0]
    assert (step.rate, step.comparable, step.visits) == (None, None, 0)
    both = comparing.trend(office, [first, office.round_id])
    assert (both.steps[0].comparable, both.steps[1].comparable) == (both.steps[0].rate, None)
