"""What screens of cases read: the case a paper means, one case with all around it, sums, groups, saved views."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.replies import document_code
from chuangjian_desktop.services.casework import listing, reading
from chuangjian_desktop.services.casework.file import case_file
from chuangjian_desktop.services.casework.listing import GROUPS
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.casework.searching import meant
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.cases import answers, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.views import remove_view, save_view, views
from chuangjian_desktop.services.results import costs
from chuangjian_desktop.services.workspace import Workspace, act_as
from tests.helpers import rectifying
from tests.helpers.city import city, noted
from tests.helpers.offices import opened


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as made:
        act_as(made, "周敏")
        yield made


def test_a_number_a_code_or_a_document_means_its_cases(office: Workspace, tmp_path: Path) -> None:
    one = rectifying.row(office, "ZG-001-01")
    assert meant(office, " ZG-001-01 ") == (one.finding_id,)
    assert meant(office, document_code(one.id).lower().replace("-", "")) == (one.finding_id,)
    assert meant(office, "没有这个") == meant(office, "  ") == ()
    (notice,) = rectifying.issued(office, tmp_path, [one.unit]).notices
    told = set(notice.findings)
    assert set(meant(office, notice.number)) == set(meant(office, document_code(notice.id))) == told


def test_a_case_tells_who_what_and_what_it_belongs_with(office: Workspace) -> None:
    (old,) = rectifying.closed(office, "WC-001-03")
    new = noted(office, "WC-001", "WC06", FindingDraft("无洗手液"))
    reviewing.accept(office, [new])
    before, after = case_file(office, "WC-001-03"), case_file(office, new)
    assert before.row.finding_id == old
    assert before.later == {new: after.row.number}
    assert (after.row.recurs, after.row.recurs_number) == (before.row.id, "WC-001-03")
    assert set(before.people.values()) == {"周敏"}
    assert [step.action for step in before.steps] == ["assign", "reply", "check", "pass", "close"]
    reviewing.unlink(office, [new])
    assert case_file(office, old).later == {}


def test_a_photo_that_is_the_old_one_is_doubted_in_the_file(office: Workspace) -> None:
    first, second = rectifying.assigned(office, "ZG-001-01", "NM-001-01")
    answers.reply(office, first, Reply(measure="已清除"), [rectifying.photo(4)])
    answers.reply(office, second, Reply(measure="已清理"), [rectifying.photo(4)])
    assert [each.doubt for each in case_file(office, second).doubts] == ["used"]


def test_sums_agree_with_the_lines_and_groups_with_the_whole(office: Workspace) -> None:
    cost = costs(office)

    def added_up(wanted: CaseFilter) -> tuple[int, str]:
        shown = reading.cases(office, wanted).rows
        return sum(row.line.count for row in shown), two_decimals(sum(cost.get(row.finding_id, 0) for row in shown))

    whole, narrow = CaseFilter(), CaseFilter(LedgerFilter(site_type="WC"))
    some = listing.sums(office, narrow)
    assert (some.count, some.lost_sum) == added_up(narrow) == (6, "25.00")
    some = listing.sums(office, whole)
    assert (some.count, some.lost_sum) == added_up(whole) == (39, "44.00")
    for by in GROUPS:
        found = listing.groups(office, CaseFilter(), by)
        assert sum(cases for cases, _ in found.values()) == 7
        assert sum(held for _, held in found.values()) == some.count


def test_item_severity_and_words_narrow(office: Workspace) -> None:
    def numbers(*, item: str = "", words: str = "", severity: str = "", sort: str = "site") -> list[str]:
        where = LedgerFilter(item=item, words=words, severity=severity, sort=sort)
        return [row.number for row in reading.cases(office, CaseFilter(where)).rows]

    assert numbers(item="WC06") == ["WC-001-03"]
    assert numbers(words="花园公厕") == ["WC-001-01", "WC-001-02", "WC-001-03"]
    assert numbers(words="小广告") == ["ZG-001-01"]
    unit = rectifying.row(office, "ZG-001-01").unit
    assert "ZG-001-01" in numbers(words=unit)
    assert numbers(severity="grave") == []
    reviewing.edit(office, [rectifying.finding(office, "NM-001-01")], CaseDraft(severity="grave"))
    assert numbers(severity="grave") == ["NM-001-01"]
    assert numbers(sort="severity")[0] == "NM-001-01"


def test_only_what_is_due_from_now_on_is_due_today(office: Workspace) -> None:
    (finding,) = rectifying.assigned(office, "ZG-001-01", deadline="now")
    row = rectifying.row(office, finding)
    until = CaseFilter(due_until=row.due_at)
    assert reading.cases(office, until).total == 1
    later = CaseFilter(due_from=row.due_at[:10] + "T23:59:59.5" + row.due_at[19:], due_until="2999-01-01")
    assert reading.cases(office, later).total == 0


def test_views_are_kept_replaced_and_taken_away(office: Workspace) -> None:
    first = save_view(office, "ledger", " 待交办 ", {"state": "reviewed", "words": ""})
    assert [(each.name, dict(each.options)) for each in views(office, "ledger")] == [("待交办", {"state": "reviewed"})]
    assert save_view(office, "ledger", "待交办", {"state": "assigned"}) == first
    assert views(office, "ledger")[0].options["state"] == "assigned"
    remove_view(office, first)
    assert views(office, "ledger") == ()
    save_view(office, "ledger", "待交办", {"state": "closed"})
    assert views(office, "ledger")[0].options["state"] == "closed"
    with pytest.raises(Refusal, match="M27"):
        save_view(office, "ledger", "  ", {})


def test_a_team_keeps_no_views(tmp_path: Path) -> None:
    with opened(tmp_path, "team") as team, pytest.raises(Refusal, match="M22"):
        save_view(team, "ledger", "我的", {})
