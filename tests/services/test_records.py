"""Records changed by hand obey what holds in the Walk."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.services import records
from chuangjian_desktop.services.fieldwork import answers, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.workspace import Workspace
from tests.helpers.city import city, noted, visit_at


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def test_nothing_is_moved_into_a_locked_visit(office: Workspace) -> None:
    moved = noted(office, "ZG-001", "ZG05", FindingDraft("流动摊贩"))
    target = visit_at(office, "ZG-002")
    visits.reopen(office, visit_at(office, "ZG-001"))
    with pytest.raises(Refusal, match="M23"):
        records.edit(office, "finding", moved, {"visit": target})
    visits.reopen(office, target)
    assert records.edit(office, "finding", moved, {"visit": target})


def test_a_finding_stays_on_its_sheet(office: Workspace) -> None:
    moved = noted(office, "ZG-001", "ZG05", FindingDraft("流动摊贩"))
    visits.reopen(office, visit_at(office, "ZG-001"))
    with pytest.raises(Refusal, match="M21"):
        records.edit(office, "finding", moved, {"item": office.catalogue.item_ids["NM05"]})
    assert records.edit(office, "finding", moved, {"item": office.catalogue.item_ids["ZG06"]})


def test_an_answer_says_what_its_item_takes(office: Workspace) -> None:
    visit = visit_at(office, "ZG-001")
    visits.reopen(office, visit)
    answer = answers.set_answer(office, visit, "ZG10", "exempt", "施工围挡")
    for values in ({"reason": " "}, {"state": "na"}, {"item": office.catalogue.item_ids["ZG12"]}, {"visit": visit}):
        with pytest.raises(Refusal, match="M27"):
            records.edit(office, "answer", answer, values)
    assert records.edit(office, "answer", answer, {"state": "conforming", "reason": ""})


def test_what_something_belongs_to_is_not_removed_and_says_why(office: Workspace) -> None:
    with pytest.raises(Refusal, match="M26") as refused:
        records.remove(office, "visit", visit_at(office, "ZG-002"))
    details = refused.value.details
    assert "还有问题属于它" in sentence("M26", details) or "还有逐项结果属于它" in sentence("M26", details)
    assert "belongs to it" in sentence("M26", details, "en")
