"""Numbers of problems where one site was visited twice in a round."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.fieldwork import findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.office.papers.notices import Wanted
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as made:
        yield made


def second_visit(office: Workspace) -> str:
    site = places.site_by_code(office, "WC-001")
    assert site is not None
    return findings.record(
        office, visits.visit_of(office, site.id, pass_no=2), "WC02", FindingDraft("台面有水渍", place="男厕")
    )


def test_a_number_means_the_problem_of_its_own_visit(office: Workspace) -> None:
    new = second_visit(office)
    numbers = {row.number: row.finding_id for row in reading.cases(office).rows}
    assert numbers["WC-001/2-01"] == new != numbers["WC-001-01"]
    assert {number: reading.case(office, number).finding_id for number in numbers} == numbers
    assert reading.case(office, "WC-001/2-1").finding_id == new
    with pytest.raises(Refusal, match="M21"):
        reading.case(office, "WC-001/3-01")


def test_a_pair_of_two_visits_bears_two_numbers(office: Workspace) -> None:
    new = second_visit(office)
    old = reading.case(office, "WC-001-01").finding_id
    pair = duplicates.twins(office, old, new)
    assert (pair.first.line.number, pair.second.line.number) == ("WC-001-01", "WC-001/2-01")
    proposed = {(each.first.line.number, each.second.line.number) for each in duplicates.overview(office).proposals}
    assert ("WC-001-01", "WC-001/2-01") in {tuple(sorted(each)) for each in proposed}


def test_a_number_on_paper_means_its_problem_though_an_earlier_visit_came_in(office: Workspace, tmp_path: Path) -> None:
    site = places.site_by_code(office, "ZG-003")
    assert site is not None
    late = visits.visit_of(office, site.id, pass_no=2)
    old = findings.record(office, late, "ZG07", FindingDraft("墙面张贴小广告", place="1号门前"))
    unit = reading.case(office, "ZG-003-01").unit_id
    (made,) = notices.issue(office, [unit], Wanted(folder=tmp_path, findings=(old,))).notices
    assert made.findings == (old,)
    early = visits.visit_of(office, site.id)
    findings.record(office, early, "ZG05", FindingDraft("流动摊贩"))
    findings.record(office, early, "ZG05", FindingDraft("店外经营"))
    assert reading.case(office, "ZG-003/2-01").finding_id == old
    assert reading.case(office, "ZG-003-02").line.words == "店外经营"
    with pytest.raises(Refusal, match="M27"):
        reading.case(office, "ZG-003-01")
