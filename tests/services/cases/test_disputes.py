"""Objections: entered with their evidence, decided by a second person."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.points import to_hundredths, two_decimals
from chuangjian_desktop.services import results
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.office.cases import disputes
from chuangjian_desktop.services.workspace import Workspace, act_as
from tests.helpers.city import city
from tests.helpers.rectifying import assigned, finding, photo, row


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def disputed(workspace: Workspace) -> str:
    """A case that 欧阳晴 assigned, and to which 李静 entered an objection."""
    act_as(workspace, "欧阳晴")
    (name,) = assigned(workspace, "WC-001-01")
    act_as(workspace, "李静")
    disputes.objection(workspace, [name], "现场为线内经营", [photo(7)])
    return name


def test_an_objection_keeps_its_evidence_and_leaves_the_state(office: Workspace) -> None:
    name = disputed(office)
    found = row(office, name)
    assert (found.state, found.objection["state"], found.objection["reason"]) == ("assigned", "open", "现场为线内经营")
    assert len(reading.photos(office, found).objection) == 1
    with pytest.raises(Refusal, match="M26"):
        disputes.objection(office, [name], "再次提出")


@pytest.mark.parametrize("person", ["欧阳晴", "李静"])
def test_whoever_decided_first_or_entered_it_does_not_decide(office: Workspace, person: str) -> None:
    name = disputed(office)
    act_as(office, person)
    with pytest.raises(Refusal) as refused:
        disputes.decide(office, [name], upheld=True, reason="属实")
    assert refused.value.code == "M22"
    assert "第二人" in sentence("M22", refused.value.details)


def test_nobody_named_decides_nothing(office: Workspace) -> None:
    name = disputed(office)
    office.author = None
    with pytest.raises(Refusal, match="M27"):
        disputes.decide(office, [name], upheld=True, reason="属实")


def test_upheld_ends_the_case_and_dismissed_leaves_it(office: Workspace) -> None:
    name = disputed(office)
    act_as(office, "周敏")
    disputes.decide(office, [name], upheld=False, reason="照片显示已越线")
    assert (row(office, name).state, row(office, name).objection["state"]) == ("assigned", "dismissed")
    with pytest.raises(Refusal, match="M26"):
        disputes.decide(office, [name], upheld=True, reason="属实")
    act_as(office, "李静")
    disputes.objection(office, [name], "补充证据")
    act_as(office, "周敏")
    disputes.decide(office, [name], upheld=True, reason="属实")
    found = row(office, name)
    assert (found.state, found.objection["state"], found.reason) == ("void", "upheld", "属实")


def lines(office: Workspace) -> list[tuple[str, str | None]]:
    """The lines of the item, as results explain it."""
    found = results.explain(office, "visit", "WC-001").lines
    return [(each.level, each.points) for each in found if each.item_code == "WC02" and each.level != "visit"]


def test_an_upheld_objection_gives_the_points_back_as_a_line_of_its_own(office: Workspace) -> None:
    def score() -> str:
        return next(row.score for row in results.score(office, "visit").rows if row.key == "WC-001")

    before, cost = score(), results.costs(office)[finding(office, "WC-001-01")]
    assert cost > 0
    name = disputed(office)
    assert score() == before
    act_as(office, "周敏")
    disputes.decide(office, [name], upheld=True, reason="属实")
    assert to_hundredths(score()) == to_hundredths(before) + cost
    assert ("objection", two_decimals(cost)) in lines(office)
    explained = results.explain(office, "visit", "WC-001")
    assert sum(to_hundredths(each.points) for each in explained.lines if each.points) == to_hundredths(explained.score)
    assert results.costs(office)[name] == 0
    assert name not in {each.finding_id for each in results.explain_lost(office, row(office, "WC-001-01").unit)}
    assert row(office, "WC-001-02").finding_id in {
        each.finding_id for each in results.explain_lost(office, row(office, "WC-001-02").unit)
    }


def test_an_item_conforms_when_its_only_finding_was_objected_to_with_right(office: Workspace) -> None:
    act_as(office, "欧阳晴")
    (name,) = assigned(office, "ZG-002-01")
    disputes.objection(office, [name], "线内经营")
    act_as(office, "周敏")
    disputes.decide(office, [name], upheld=True, reason="属实")
    (found,) = [each for each in results.score(office, "visit").rows if each.key == "ZG-002"]
    assert (found.score, found.rate, found.unanswered) == ("100.00", "100.00", 0)
