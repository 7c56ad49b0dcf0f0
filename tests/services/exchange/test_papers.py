"""What the papers of an exchange say: the slip of a hand-in, the report of a merge."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.services.exchange import handin, merging, opening, papers
from chuangjian_desktop.services.exchange.handin import Returned, hand_in
from chuangjian_desktop.services.exchange.merging import MergeReport
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, act_as, open_workspace
from tests.helpers.pdf_reading import all_text
from tests.helpers.returns import Round


@pytest.fixture
def city(tmp_path: Path) -> Round:
    return Round(tmp_path, Installation(tmp_path / "office-data"))


@contextmanager
def office(city: Round) -> Generator[Workspace]:
    opened = open_workspace(city.office, city.installation)
    try:
        yield opened
    finally:
        opened.close()


def merged(city: Round, *packages: Path) -> MergeReport:
    """The office knows all signers, takes everything in and writes receipts."""
    keys = {opening.envelope(each).sender.key for each in packages}
    known = Choice(trust=frozenset(fingerprint(bytes.fromhex(key)) for key in keys))
    with office(city) as opened:
        return merging.merge(opened, packages, known, receipts_to=city.folder / "回执")


def printed(workspace: Workspace, handed: Returned, out: Path) -> str:
    papers.write_slip(workspace, handed, out)
    return all_text(out)


@pytest.mark.parametrize("at", ["", "x", "2026-13-40T09:00:00+08:00"])
def test_what_is_no_time_is_shown_as_it_is(at: str) -> None:
    assert papers.moment(at) == at
    assert papers.moment("2026-11-18T09:05:00") == "2026年11月18日 09:05"


def test_a_slip_says_what_was_handed_in_whatever_is_written_later(city: Round, tmp_path: Path) -> None:
    with city.team("T1") as team:
        city.find(team, "东门入口")
        handed = hand_in(team, tmp_path / "一.cjpkg", confirmed_by="王敏")
        before = papers.slip_of(team, handed)
        at_once = printed(team, handed, tmp_path / "一.pdf")
        city.find(team, "西门路口", "ZG-001")
        later = printed(team, handed, tmp_path / "二.pdf")
        assert papers.slip_of(team, handed) == before
        assert handin.state(team) != handed.state
    assert at_once == later
    assert "全部内容" in at_once
    assert "王敏" in at_once
    told = handed.packages[0].manifest
    assert {each.key: each.have for each in before.counts if each.key in told.counts} == {
        key: told.counts[key] for key in ("answer", "photo", "finding", "site")
    }
    assert [each.have for each in before.counts if each.key == "finding"] == [1]
    assert "ZG-001 解放路：未测评" in before.missing


def test_a_slip_of_what_came_since_a_receipt_says_so_in_any_number_of_parts(city: Round, tmp_path: Path) -> None:
    receipt = merged(city, city.brought("T1", "东门入口")).receipts[0].path
    with city.team("T1") as team:
        merging.merge(team, [receipt])
        city.find(team, "西门路口", "ZG-001")
        handed = hand_in(team, tmp_path / "二.cjpkg", since_receipt=True)
        assert "上次回执以后的内容" in printed(team, handed, tmp_path / "二.pdf")
        only = handed.packages[0]
        first, second = (replace(only, manifest=replace(only.manifest, part=(n, 2))) for n in (1, 2))
        parts = replace(handed, packages=(first, second))
        assert "上次回执以后的内容" in printed(team, parts, tmp_path / "二-2.pdf")
        whole = hand_in(team, tmp_path / "三.cjpkg")
        assert "全部内容" in printed(team, whole, tmp_path / "三.pdf")


def laptop_of(package: Path) -> str:
    return opening.envelope(package).sender.replica[-8:]


def test_two_laptops_of_one_team_get_a_receipt_each(city: Round, tmp_path: Path) -> None:
    with city.team("T1"):
        pass
    one = city.brought("T1", "东门入口")
    second = Round(tmp_path / "second", city.installation)
    shutil.copy(city.office, second.office)
    other = second.brought("T1", "西门路口", "别的.cjpkg")
    report = merged(city, one, other)
    assert [each.status for each in report.packages] == ["taken", "taken"]
    with office(city) as opened:
        told = papers.report_of(opened, report)
        papers.write_report(opened, report, tmp_path / "报告.pdf")
    assert [each.team for each in told.received] == [f"第一组，电脑{laptop_of(each)}" for each in (one, other)]
    assert [[file.name for file in each.files] for each in told.received] == [[one.name], [other.name]]
    receipts = {
        line.file: each.name for each in (city.folder / "回执").iterdir() for line in opening.envelope(each).receipt
    }
    assert [each.receipt for each in told.received] == [receipts[one.name], receipts[other.name]]
    assert len({each.receipt for each in told.received}) == 2
    text = all_text(tmp_path / "报告.pdf")
    assert text.count("收讫") == 2
    assert f"电脑{laptop_of(other)}" in text


def test_a_report_names_who_merged(city: Round) -> None:
    report = merged(city, city.brought("T1", "东门入口"))
    with office(city) as opened:
        assert papers.report_of(opened, report).made_by == ""
        act_as(opened, "孙莉")
        assert papers.report_of(opened, report).made_by == "孙莉"
        act_as(opened, "新来的")
        assert papers.report_of(opened, report).made_by == "新来的"
