"""Photos to findings: by time, by place, with the clock of the camera put right."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.photo_matching import (
    FindingFacts,
    MatchRules,
    PhotoFacts,
    Proposal,
    VisitFacts,
    clock_offset,
    distance_metres,
    moment,
    propose,
)

EAST = dt.timezone(dt.timedelta(hours=8))
PLACE = (302600000, 1201550000)


def at(hour: int, minute: int, second: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, 18, hour, minute, second, tzinfo=EAST)


MORNING = VisitFacts("morning", at(9, 0), at(10, 0), *PLACE)
NOON = VisitFacts("noon", at(11, 0), at(12, 0), PLACE[0] + 500_000, PLACE[1])
LITTER = FindingFacts("litter", "morning", at(9, 20))
STALL = FindingFacts("stall", "morning", at(9, 24))


def one(photo: PhotoFacts, offset: dt.timedelta | None = None) -> Proposal:
    offsets = {} if offset is None else {photo.camera: offset}
    return propose([photo], [MORNING, NOON], [LITTER, STALL], offsets)[0]


def test_a_photo_taken_before_the_recording_goes_to_that_finding() -> None:
    found = one(PhotoFacts("p", at(9, 19, 30)))
    assert (found.visit, found.finding, found.reason, found.seconds) == ("morning", "litter", "finding_time", 30)
    assert found.confidence > 85


def test_between_two_findings_the_later_recording_wins() -> None:
    assert one(PhotoFacts("p", at(9, 22))).finding == "stall"
    assert one(PhotoFacts("p", at(9, 20, 30))).finding == "litter"


def test_a_photo_shortly_after_the_last_recording_still_belongs_to_it_with_more_doubt() -> None:
    early, late = one(PhotoFacts("p", at(9, 23))), one(PhotoFacts("p", at(9, 26)))
    assert (late.finding, late.seconds) == ("stall", -120)
    assert late.confidence < early.confidence


def test_a_photo_far_from_every_finding_goes_to_the_visit() -> None:
    found = one(PhotoFacts("p", at(9, 50)))
    assert (found.visit, found.finding, found.reason) == ("morning", None, "visit_time")


def test_shortly_before_a_visit_counts_but_less() -> None:
    found = one(PhotoFacts("p", at(10, 50)))
    assert (found.visit, found.reason) == ("noon", "visit_time")
    assert found.confidence < one(PhotoFacts("p", at(11, 30))).confidence


def test_no_time_and_no_place_stay_in_the_tray() -> None:
    for photo in (PhotoFacts("p", None), PhotoFacts("p", at(20, 0)), PhotoFacts("p", None, 0, 0)):
        assert one(photo) == Proposal("p", None, None, "none", 0)


def test_place_decides_where_time_is_missing() -> None:
    found = one(PhotoFacts("p", None, PLACE[0] + 5000, PLACE[1]))
    assert (found.visit, found.reason, found.metres) == ("morning", "place", 56)


def test_two_sites_near_one_another_are_less_sure() -> None:
    twin = VisitFacts("twin", at(14, 0), at(15, 0), PLACE[0] + 9000, PLACE[1])
    photo = PhotoFacts("p", None, PLACE[0] + 5000, PLACE[1])
    both = propose([photo], [MORNING, twin], [])[0]
    assert both.visit == "twin"
    assert both.confidence < propose([photo], [twin], [])[0].confidence


def test_of_two_visits_at_one_time_the_near_one_is_taken() -> None:
    other = VisitFacts("other team", at(9, 0), at(10, 0), PLACE[0] + 400_000, PLACE[1])
    photo = PhotoFacts("p", at(9, 40), PLACE[0] + 400_100, PLACE[1])
    assert propose([photo], [MORNING, other], [])[0].visit == "other team"
    unsure = propose([PhotoFacts("p", at(9, 40))], [MORNING, other], [])[0]
    assert unsure.confidence < one(PhotoFacts("p", at(9, 40))).confidence


def test_a_far_place_contradicts_the_time() -> None:
    found = one(PhotoFacts("p", at(9, 19, 30), PLACE[0] + 1_000_000, PLACE[1]))
    assert found.contradicted
    assert found.confidence < one(PhotoFacts("p", at(9, 19, 30), *PLACE)).confidence


def test_an_open_visit_takes_photos_for_some_hours() -> None:
    going_on = VisitFacts("open", at(9, 0), None)
    assert propose([PhotoFacts("p", at(12, 30))], [going_on], [])[0].visit == "open"
    assert propose([PhotoFacts("p", at(13, 30))], [going_on], [])[0].visit is None


def test_one_known_photo_puts_the_clock_right() -> None:
    offset = clock_offset(at(1, 19, 30), at(9, 19, 30))
    photo = PhotoFacts("p", at(1, 23), camera="C")
    assert one(photo).visit is None
    assert one(photo, offset).finding == "stall"


def test_times_are_read_with_and_without_offset() -> None:
    assert moment("2026-11-18T09:00:00", EAST) == at(9, 0)
    assert moment("2026-11-18T01:00:00+00:00", EAST) == at(9, 0)
    assert moment("", EAST) is None
    assert moment("gestern", EAST) is None


def test_distances_in_a_city_and_across_the_date_line() -> None:
    assert round(distance_metres(PLACE, (PLACE[0] + 10_000_000, PLACE[1]))) == 111_195
    assert distance_metres((0, 1_799_999_000), (0, -1_799_999_000)) < 30
    assert distance_metres(PLACE, PLACE) == 0


def test_an_offset_beyond_the_calendar_does_no_harm() -> None:
    photo = PhotoFacts("p", dt.datetime(2026, 11, 18, 9, 19, tzinfo=dt.UTC), camera="C")
    assert one(photo, dt.timedelta.max).photo == "p"


moments = st.integers(0, 24 * 3600).map(lambda second: at(0, 0) + dt.timedelta(seconds=second))
places = st.one_of(
    st.just((None, None)), st.tuples(st.integers(302_500_000, 302_700_000), st.integers(1_201_500_000, 1_201_600_000))
)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[PhotoFacts], list[VisitFacts], list[FindingFacts]]:
    visits = list[VisitFacts]()
    for number in range(draw(st.integers(0, 5))):
        start = draw(moments)
        length = draw(st.one_of(st.none(), st.integers(0, 7200)))
        end = None if length is None else start + dt.timedelta(seconds=length)
        visits.append(VisitFacts(f"v{number}", start, end, *draw(places)))
    names = [visit.key for visit in visits]
    findings = [
        FindingFacts(f"f{number}", draw(st.sampled_from(names)), draw(moments))
        for number in range(draw(st.integers(0, 8)) if names else 0)
    ]
    photos = [
        PhotoFacts(f"p{number}", draw(st.one_of(st.none(), moments)), *draw(places), draw(st.sampled_from("AB")))
        for number in range(draw(st.integers(0, 8)))
    ]
    return photos, visits, findings


@given(rounds())
def test_every_photo_has_one_proposal_in_its_order_that_makes_sense(
    made: tuple[list[PhotoFacts], list[VisitFacts], list[FindingFacts]],
) -> None:
    photos, visits, findings = made
    proposals = propose(photos, visits, findings)
    assert [proposal.photo for proposal in proposals] == [photo.key for photo in photos]
    owner = {finding.key: finding.visit for finding in findings}
    for proposal in proposals:
        assert (proposal.visit is None) == (proposal.reason == "none") == (proposal.confidence == 0)
        assert 0 <= proposal.confidence <= 100
        if proposal.finding is not None:
            assert owner[proposal.finding] == proposal.visit


@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_visits_and_findings_does_not_matter(
    made: tuple[list[PhotoFacts], list[VisitFacts], list[FindingFacts]], chance: object
) -> None:
    import random

    assert isinstance(chance, random.Random)
    photos, visits, findings = made
    before = propose(photos, visits, findings)
    chance.shuffle(visits)
    chance.shuffle(findings)
    assert propose(photos, visits, findings) == before


@given(rounds(), st.integers(-400_000, 400_000))
def test_a_wrong_clock_with_its_offset_changes_nothing(
    made: tuple[list[PhotoFacts], list[VisitFacts], list[FindingFacts]], seconds: int
) -> None:
    photos, visits, findings = made
    wrong = dt.timedelta(seconds=seconds)
    shifted = [
        PhotoFacts(p.key, None if p.taken_at is None else p.taken_at - wrong, p.latitude, p.longitude, p.camera)
        for p in photos
    ]
    assert propose(shifted, visits, findings, {"A": wrong, "B": wrong}) == propose(photos, visits, findings)


@given(rounds())
def test_narrower_rules_never_find_more(
    made: tuple[list[PhotoFacts], list[VisitFacts], list[FindingFacts]],
) -> None:
    photos, visits, findings = made
    narrow = MatchRules(before=dt.timedelta(minutes=1), after=dt.timedelta(), margin=dt.timedelta(), near_metres=20)
    wide = propose(photos, visits, findings)
    for tight, loose in zip(propose(photos, visits, findings, rules=narrow), wide, strict=True):
        assert tight.visit is None or loose.visit is not None
