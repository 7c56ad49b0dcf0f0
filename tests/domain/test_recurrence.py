"""What comes back: same site, same kind, within the window after closing."""

from __future__ import annotations

from chuangjian_desktop.domain.recurrence import Ended, Sighting, recurrences

OLD = Ended("c1", "f1", "s", "07001", "2026-09-01T10:00:00+08:00")


def links(found_at: str, *ended: Ended, site: str = "s", kind: str = "07001", finding: str = "f9") -> str:
    linked = recurrences([Sighting(finding, site, kind, found_at)], ended, 90)
    return linked[finding].case if linked else ""


def test_the_window_begins_with_closing_and_ends_with_its_last_day() -> None:
    assert links("2026-09-01T10:00:00+08:00", OLD) == "c1"
    assert links("2026-11-30T10:00:00+08:00", OLD) == "c1"
    assert links("2026-11-30T10:00:01+08:00", OLD) == ""
    assert links("2026-09-01T09:59:59+08:00", OLD) == ""


def test_only_the_same_kind_at_the_same_site() -> None:
    assert links("2026-09-02T10:00:00+08:00", OLD, site="t") == ""
    assert links("2026-09-02T10:00:00+08:00", OLD, kind="09006") == ""


def test_the_case_closed_last_is_the_one() -> None:
    later = Ended("c2", "f2", "s", "07001", "2026-09-20T10:00:00+08:00")
    assert links("2026-10-02T10:00:00+08:00", OLD, later) == "c2"
    assert links("2026-09-10T10:00:00+08:00", OLD, later) == "c1"


def test_a_finding_does_not_recur_from_itself() -> None:
    assert links("2026-09-02T10:00:00+08:00", OLD, finding="f1") == ""


def test_what_was_repaired_on_the_spot_recurs_only_in_another_visit() -> None:
    spot = Ended("c1", "f1", "s", "07001", "2026-09-01T10:00:00+08:00", "v1")
    for visit, case in (("v1", ""), ("v2", "c1")):
        seen = Sighting("f9", "s", "07001", "2026-09-01T10:10:00+08:00", visit)
        assert [each.case for each in recurrences([seen], [spot], 90).values()] == [case] * bool(case)


def test_what_has_no_time_recurs_from_nothing() -> None:
    assert links("", OLD) == ""
    assert links("2026-09-02T10:00:00+08:00", Ended("c1", "f1", "s", "07001", "")) == ""


def test_a_time_without_a_zone_is_the_computer_s() -> None:
    assert links("2026-09-02T10:00:00", Ended("c1", "f1", "s", "07001", "2026-09-01T10:00:00")) == "c1"
