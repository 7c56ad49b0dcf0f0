"""Re-scoring a round at once is the same as scoring every visit anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings

from chuangjian_desktop.domain.scoring import AnswerFact, ScoringProfile, VisitScore, score_visit, served
from chuangjian_desktop.domain.scoring.digest import Digest, Light, Recorded, Row
from chuangjian_desktop.domain.standard import Grade, Rule
from tests.domain.examples import answered, finding, item
from tests.domain.strategies import CAMPAIGNS, PROFILES, rounds


def plainly(visits: Sequence[Recorded], profile: ScoringProfile, campaign: str = "") -> list[VisitScore]:
    return [
        score_visit(served(v.items, campaign) if campaign else v.items, v.answers, v.findings, profile) for v in visits
    ]


def light(score: VisitScore) -> Light:
    return Light(
        score.possible,
        score.raw,
        score.earned,
        score.findings,
        score.unanswered,
        score.vetoes,
        score.outside,
        score.flagged,
    )


def pooled(scores: Sequence[VisitScore]) -> Row:
    return Row(
        sum(each.possible for each in scores),
        sum(each.earned for each in scores),
        sum(each.outside for each in scores),
        sum(each.findings for each in scores),
        sum(each.unanswered for each in scores),
        sum(each.vetoes for each in scores),
        any(each.flagged for each in scores),
    )


def item_rows(scores: Sequence[VisitScore]) -> list[tuple[str, str, Row]]:
    rows: dict[str, tuple[str, str, Row]] = {}
    for each in (one for score in scores for one in score.items):
        row = rows.setdefault(each.item.code, (each.item.code, each.item.title, Row()))[2]
        row.possible += each.possible
        row.earned += each.earned
        row.outside += each.outside
        row.findings += len(each.counted)
        row.unanswered += each.state == "unanswered"
        row.vetoes += each.vetoed
    return [rows[code] for code in sorted(rows)]


@settings(max_examples=40, deadline=None)
@given(rounds(), PROFILES, PROFILES)
def test_a_digest_says_what_scoring_every_visit_says(
    visits: tuple[Recorded, ...], first: ScoringProfile, second: ScoringProfile
) -> None:
    digest = Digest(visits, CAMPAIGNS)
    for profile in (first, second, first):
        outcome = digest.under(profile)
        plain = plainly(visits, profile)
        assert outcome.visits() == [light(each) for each in plain]
        assert [each.rate for each in outcome.visits()] == [each.rate for each in plain]
        assert outcome.items() == item_rows(plain)
        for code in CAMPAIGNS:
            assert outcome.campaign(code) == pooled(plainly(visits, profile, code))


def test_a_digest_of_a_visit_by_hand() -> None:
    sheet = (item("A", "10", campaigns=("W",)), item("B", "6", veto="site", campaigns=("W", "H")), item("C", "4"))
    found = (finding("A", 2, solved=True), finding("B"))
    visits = [Recorded(sheet, answered(C="na"), found), Recorded(sheet, answered(A="conforming"), ())]
    digest = Digest(visits, ("W", "H"))

    usual = digest.under(ScoringProfile())
    assert [(each.possible, each.raw, each.earned) for each in usual.visits()] == [(1600, 800, 0), (1000, 1000, 1000)]
    assert (usual.campaign("W").possible, usual.campaign("W").earned) == (2600, 1000)
    assert (usual.campaign("H").possible, usual.campaign("H").rate) == (600, 0)

    league = digest.under(ScoringProfile(na="full", solved_percent=50))
    assert [(each.possible, each.raw) for each in league.visits()] == [(2000, 1300), (1000, 1000)]


def test_a_graded_item_that_does_not_apply_counts_once() -> None:
    sheet = (item("A", "10", Rule("grade_value", grades=(Grade("A", 8000), Grade("C", 0)))),)
    digest = Digest([Recorded(sheet, {"A": AnswerFact("na", 9000)}, ())], ())
    (score,) = digest.under(ScoringProfile(na="full", grades={"A": 50})).visits()
    assert (score.possible, score.earned) == (1000, 1000)


def test_a_digest_knows_its_campaigns_and_leaves_others_out() -> None:
    sheet = (item("A", "10", campaigns=("W", "H")),)
    digest = Digest([Recorded(sheet, {}, (finding("A"),))], ("W",))
    outcome = digest.under(ScoringProfile())
    assert outcome.campaigns == digest.campaigns == ("W",)
    assert outcome.campaign("W").earned == 900


def test_what_is_linked_is_scored_together_and_apart() -> None:
    at = {"problem": "06010", "place": "东门"}
    sheet = (item("A", "10", campaigns=("W",)), item("B", "10", campaigns=("W", "H")))
    found = (finding("A", 1, "2", **at), finding("B", 1, "3", **at))
    digest = Digest([Recorded(sheet, {}, found)], ("W", "H"))
    for same, whole in (("one", 1700), ("each", 1500)):
        profile = ScoringProfile(same_problem="one" if same == "one" else "each")
        outcome = digest.under(profile)
        assert (outcome.visits()[0].earned, outcome.campaign("W").earned) == (whole, whole)
        assert outcome.campaign("H").earned == 700


def test_a_finding_that_counts_with_another_leaves_what_does_not_apply_alone() -> None:
    sheet = (item("A", "10"), item("C", "4"))
    digest = Digest([Recorded(sheet, answered(C="na"), (finding("A"), replace(finding("C"), joined_to="another")))], ())
    (score,) = digest.under(ScoringProfile(na="full")).visits()
    assert (score.possible, score.raw) == (1400, 1300)


def test_what_is_alike_is_scored_once_for_all() -> None:
    sheet = (item("A", "10"),)
    visits = [Recorded(sheet, {}, (finding("A", solved=True),)) for _ in range(3)]
    assert [each.raw for each in Digest(visits, ()).under(ScoringProfile(solved_percent=50)).visits()] == [950] * 3
