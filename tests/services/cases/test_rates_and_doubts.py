"""Rates, what is due, doubts about photos, and what an office sets: read from real files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scoring.quarter import Closing
from chuangjian_desktop.domain.working_days import SpecialDay
from chuangjian_desktop.services import calendar
from chuangjian_desktop.services.casework import rechecking
from chuangjian_desktop.services.casework.doubting import photo_doubts
from chuangjian_desktop.services.casework.options import CaseOptions, case_options, save_case_options
from chuangjian_desktop.services.casework.rechecking import Seen
from chuangjian_desktop.services.fieldwork import photos, visits
from chuangjian_desktop.services.office.cases import answers, closing, quarters, rates, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.workspace import Workspace, now
from tests.helpers.city import city, visit_at
from tests.helpers.offices import opened
from tests.helpers.rectifying import assigned, closed, finding, photo, row

GARDEN, EAST = "花园街道办事处", "东区城市管理局"


@pytest.fixture
def office(tmp_path: Path) -> Generator[Workspace]:
    with city(tmp_path) as workspace:
        yield workspace


def test_rates_by_unit_with_ranks_and_lists(office: Workspace) -> None:
    closed(office, "ZG-001-01", "WC-001-01")
    assigned(office, "WC-001-02", "ZG-002-01")
    found = {each.rate.unit: each for each in rates.rates(office).rows}
    assert (found[EAST].rate.rate, found[EAST].rank, found[EAST].listed) == (100, 1, "red")
    assert (found["西区城市管理局"].rate.rate, found["西区城市管理局"].rank) == (0, 2)
    assert (found[GARDEN].rate.told, found[GARDEN].rate.closed, found[GARDEN].rank) == (2, 1, 1)
    assert "光明街道办事处" not in found  # it was told nothing


def test_a_period_counts_what_was_told_in_it(office: Workspace) -> None:
    closed(office, "ZG-001-01")
    today = now().date()
    assert len(rates.rates(office, today, today).rows) == 1
    assert rates.rates(office, today - dt.timedelta(days=9), today - dt.timedelta(days=1)).rows == ()
    with pytest.raises(Refusal, match="M27"):
        rates.rates(office, today, today - dt.timedelta(days=1))


def test_a_weekly_list_is_about_the_week_before() -> None:
    assert rates.week_of(dt.date(2026, 11, 22)) == (dt.date(2026, 11, 9), dt.date(2026, 11, 15))
    assert rates.week_of(dt.date(2026, 11, 23)) == (dt.date(2026, 11, 16), dt.date(2026, 11, 22))


def test_what_is_due_and_overdue_by_unit(office: Workspace) -> None:
    names = assigned(office, "WC-001-01", "WC-001-02", "WC-001-03", deadline="now")
    with office.writing() as writer:  # as it stands days later
        late = (now() - dt.timedelta(days=2)).isoformat(timespec="seconds")
        writer.put("case", row(office, names[0]).id, {"due_at": late})
    closing.escalate(office, names[:1], 2, "重要", "周副市长")
    answers.reply(office, names[2], Reply(measure="已清洗"))
    (found,) = rates.due_board(office)
    assert (found.unit, found.open, found.today, found.soon, found.overdue, found.stage) == (GARDEN, 2, 1, 1, 1, 2)
    assert found.earliest == row(office, names[1]).due_at


def test_the_share_of_a_quarter_by_unit_and_of_all(office: Workspace) -> None:
    closed(office, "ZG-001-01", "WC-001-01")
    (late,) = assigned(office, "WC-001-02")
    with office.writing() as writer:
        writer.put("case", row(office, late).id, {"due_at": "2026-01-05T23:59:00+08:00"})
    found = rates.closings(office)
    assert found[""] == Closing(3, 2, 0, 0)
    assert found[row(office, late).unit_id] == Closing(2, 1, 0, 0)


def test_rectification_enters_the_quarter_with_the_profile_s_share(office: Workspace) -> None:
    closed(office, "WC-001-01")
    (late,) = assigned(office, "WC-001-02")
    with office.writing() as writer:
        writer.put("case", row(office, late).id, {"due_at": "2026-01-05T23:59:00+08:00"})
    found = {each.unit: each.quarter for each in quarters.quarters(office)}
    mine = found[GARDEN]
    assert (mine.field, mine.rectified) == (90, 50)
    assert mine.score == Fraction(80 * 90 + 20 * 50, 100)
    bright = found["光明街道办事处"]
    assert (bright.rectified, bright.score) == (None, bright.field)  # nothing was due there
    assert found[""].rectified == 50


def test_a_false_one_lowers_the_quarter_of_who_claimed_it(office: Workspace) -> None:
    name, _ = closed(office, "WC-001-01", "WC-001-02")
    unit = row(office, name).unit_id
    rechecking.recheck(office, [name], Seen("failed", "仍有水渍"))
    reviewing.transfer(office, [name], row(office, finding(office, "ZG-002-01")).unit_id, "改由城管办理")
    today = now().date()
    found = rates.closings(office, today, today + dt.timedelta(days=30))
    assert (found[unit], found[""]) == (Closing(2, 1, 0, 1), Closing(2, 1, 0, 1))
    earlier = rates.closings(office, None, today - dt.timedelta(days=1))
    assert (earlier[unit].false, earlier[""].false) == (0, 0)
    shown = {each.unit: each.quarter for each in quarters.quarters(office)}
    assert shown[GARDEN].rectified == shown[""].rectified == 0  # one in time, less one
    assert shown[GARDEN].score == Fraction(80 * 90, 100)


def test_a_unit_without_a_field_part_has_no_score_of_a_quarter(office: Workspace) -> None:
    closed(office, "ZG-001-01")
    (east,) = [each.quarter for each in quarters.quarters(office) if each.unit == EAST]
    assert (east.field, east.rectified, east.score) == (None, 100, None)


def shown(office: Workspace, name: str, *after: int, **facts: object) -> list[str]:
    """Doubts about photos of a repair."""
    ready = [replace(photo(seed), **facts) for seed in after]  # pyright: ignore[reportArgumentType]
    answers.reply(office, name, Reply(measure="已整改"), ready)
    return [each.doubt for each in photo_doubts(office, [row(office, name)]).get(name, ())]


def photographed(office: Workspace, number: str, seed: int) -> str:
    """A problem with a photo of it."""
    visit = visit_at(office, number[:6])
    visits.reopen(office, visit, "补照片")
    name = finding(office, number)
    photos.attach(office, name, photo(seed))
    visits.finish(office, visit)
    assigned(office, number)
    return name


def test_an_honest_photo_raises_no_doubt(office: Workspace) -> None:
    name = photographed(office, "WC-001-01", 1)
    assert photo_doubts(office, [row(office, name)]) == {}
    assert shown(office, name, 2, taken_at=now().isoformat(timespec="seconds")) == []


def test_the_photo_of_the_problem_again_raises_a_doubt(office: Workspace) -> None:
    assert shown(office, photographed(office, "WC-001-01", 1), 1) == ["same"]


def test_a_photo_of_another_problem_and_an_old_one_raise_doubts(office: Workspace) -> None:
    photographed(office, "ZG-001-01", 3)
    assert shown(office, photographed(office, "WC-001-01", 1), 3) == ["used"]
    old = "2020-01-01T09:00:00+08:00"
    assert shown(office, photographed(office, "WC-001-02", 4), 5, taken_at=old) == ["older"]


def test_the_options_are_kept(office: Workspace) -> None:
    assert case_options(office) == CaseOptions()
    wanted = CaseOptions(("目标", "任务", "进度", "人员", "责任"), 60, 30, red_bureaus=3)
    save_case_options(office, wanted)
    assert case_options(office) == wanted
    for wrong in (
        CaseOptions(("一", "二", "三", "四", "五", "六")),
        CaseOptions(window_days=-1),
        CaseOptions(sample_percent=101),
    ):
        with pytest.raises(Refusal, match="M27"):
            save_case_options(office, wrong)


def test_a_shorter_window_links_nothing(office: Workspace) -> None:
    from chuangjian_desktop.services.fieldwork.findings import FindingDraft
    from tests.helpers.city import noted

    closed(office, "ZG-001-01")
    new = noted(office, "ZG-001", "ZG07", FindingDraft("张贴小广告", "07001"))
    with office.writing() as writer:  # closed a hundred days ago
        old = (now() - dt.timedelta(days=100)).isoformat(timespec="seconds")
        writer.put("case", row(office, "ZG-001-01").id, {"closed_at": old})
    reviewing.accept(office, [new])
    assert row(office, new).recurs == ""


def test_the_office_s_year_takes_the_place_of_the_shipped_one(office: Workspace) -> None:
    day = dt.date(2026, 11, 25)
    assert calendar.working_calendar(office).is_working(day)
    calendar.save_year(office, 2026, [SpecialDay(day, "off", "市运会")], "市政府通知")
    assert not calendar.working_calendar(office).is_working(day)
    assert calendar.working_calendar(office).is_working(dt.date(2026, 10, 1))
    assert [each.name for each in calendar.special_days(office, 2026)] == ["市运会"]
    assert len(calendar.special_days(office, 2025)) > 20
    for year, days in ((2026, [SpecialDay(dt.date(2027, 1, 1), "off")]), (1900, [])):
        with pytest.raises(Refusal, match="M27"):
            calendar.save_year(office, year, days)


def test_running_limits_tell_the_years_that_nobody_entered(office: Workspace) -> None:
    running, over, near = assigned(office, "ZG-001-01", "WC-001-01", "ZG-002-01", deadline="3d")
    assert calendar.unknown_years_running(office) == ()
    answers.extend(office, [running], "工程量大", "2031-02-10")
    answers.extend(office, [over], "工程量大", "2033-02-10")
    answers.extend(office, [near], "工程量大", "2031-01-05")
    assert calendar.unknown_years_running(office) == (2031, 2033)
    reviewing.reject(office, [over], "误报")
    assert calendar.unknown_years_running(office) == (2031,)
    calendar.save_year(office, 2031, [SpecialDay(dt.date(2031, 1, 1), "off", "元旦")])
    assert calendar.unknown_years_running(office) == ()


def test_working_hours_are_the_office_s(office: Workspace) -> None:
    calendar.save_hours(office, "9:00-12:00 13:00-18:00")
    assert calendar.hours_text(office) == "9:00-12:00 13:00-18:00"
    assert calendar.working_calendar(office).hours == ((540, 720), (780, 1080))
    with pytest.raises(Refusal, match="M27"):
        calendar.save_hours(office, "早九晚五")
    calendar.save_hours(office, "")
    assert len(calendar.working_calendar(office).hours) == 2


def test_a_team_sets_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, "team") as team:
        for act in (
            lambda: save_case_options(team, CaseOptions()),
            lambda: calendar.save_year(team, 2026, []),
            lambda: calendar.save_hours(team, ""),
        ):
            with pytest.raises(Refusal, match="M22"):
                act()
