"""Every kind of rule with an example from a real document or worked out by hand, and the worked examples of a round.

The comment beside each case is the sum as it is made on paper.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from chuangjian_desktop.domain.points import to_hundredths, two_decimals
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.scoring import (
    LEAGUE,
    AnswerFact,
    FindingFact,
    ScoringProfile,
    by_value,
    cap_of,
    cost,
    measured_points,
    rate_text,
    score_item,
    score_visit,
    unmeasurable,
)
from chuangjian_desktop.domain.standard import Grade, Item, Rule, Tier
from tests.domain.examples import Veto, answered, finding, item, per

PLAIN = ScoringProfile()


def ruled(text: str, points: str = "10") -> Item:
    return item("A", points, parse_rule(text, to_hundredths(points)))


@pytest.mark.parametrize(
    ("text", "points", "measured", "earned"),
    [
        # City index: radio and TV ads, count ÷ required × points. 7 of 10, 5 points: 3.5
        ("按比例，要求10", "5", "7", "3.50"),
        # City index: 5 ads required on 500 m, 2 off per missing. 3 are there: 10 − 2·2
        ("要求5处，每少1处扣2分", "10", "3", "6.00"),
        ("要求5处，每少1处扣2分", "10", "9", "10.00"),
        ("要求5处，每少1处扣4分，最多扣8分", "10", "0", "2.00"),
        # Compound form: 5 roads sampled, 5 conform A, 4 B, else C; A 100, B 60, C 0 percent
        ("抽查5处：A符合5处，B符合4处，其余C", "10", "5", "10.00"),
        ("抽查5处：A符合5处，B符合4处，其余C", "10", "4", "6.00"),
        ("抽查5处：A符合5处，B符合4处，其余C", "10", "3", "0.00"),
        # 2011 text: yearly share of good days, A above 85, B above 80, else C
        ("分级：A＞85，B＞80，其余C", "5", "85.01", "5.00"),
        ("分级：A＞85，B＞80，其余C", "5", "85", "3.00"),
        ("分级：A＞85，B＞80，其余C", "5", "80", "0.00"),
        # 2011 text: area noise, A below 60 dB(A), B below 65
        ("分级：A＜60，B＜65，其余C", "5", "59.9", "5.00"),
        ("分级：A＜60，B＜65，其余C", "5", "60", "3.00"),
        ("分级：A＜60，B＜65，其余C", "5", "65", "0.00"),
        # 2011 text: factory discharge, A 100 %, B above 90 %
        ("分级：A≥100，B≥90，其余C", "4", "100", "4.00"),
        ("分级：A≥100，B≥90，其余C", "4", "99.99", "2.40"),
        # 2011 text: meets 3 conditions A, 2 B, otherwise C#
        ("条件：①有制度；②有人员；③有记录。A符合3项，B符合2项，其余C#", "10", "3", "10.00"),
        ("条件：①有制度；②有人员；③有记录。A符合3项，B符合2项，其余C#", "10", "2", "6.00"),
        ("条件：①有制度；②有人员；③有记录。A符合3项，B符合2项，其余C#", "10", "1", "0.00"),
        # Water city: reuse of industrial water ≥ 75 %, every 5 points below 1 off. 71 % is one started step: 5 − 1
        ("达到75得满分，每低5扣1分", "5", "75", "5.00"),
        ("达到75得满分，每低5扣1分", "5", "71", "4.00"),
        ("达到75得满分，每低5扣1分", "5", "69.99", "3.00"),
        ("达到75得满分，每低5扣1分", "5", "20", "0.00"),
        ("不超过55得满分，每高1扣2分", "10", "56.5", "6.00"),
        # Water city: cover of water-saving units 5 % → 1, 10 % → 2, ≥ 15 % → 3
        ("分档：≥15得3，≥10得2，≥5得1", "3", "15", "3.00"),
        ("分档：≥15得3，≥10得2，≥5得1", "3", "14.9", "2.00"),
        ("分档：≥15得3，≥10得2，≥5得1", "3", "4", "0.00"),
        ("分档：≤5得10，≤10得6", "10", "5", "10.00"),
        ("分档：≤5得10，≤10得6", "10", "7", "6.00"),
        # Water city: leakage at the standard 6 of 10, each 1 % better 2 more, from 2 % better 4 more, worse 0
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "10", "6.00"),
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "9.5", "6.00"),
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "9", "8.00"),
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "7", "10.00"),
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "10.01", "0.00"),
        ("达到40得6分，优5加2分", "10", "46", "8.00"),
        ("达到40得6分，每优1加0.5分", "10", "43", "7.50"),
    ],
)
def test_what_a_measured_value_earns(text: str, points: str, measured: str, earned: str) -> None:
    one = ruled(text, points)
    score = score_item(one, AnswerFact("conforming", to_hundredths(measured)), [], PLAIN)
    assert two_decimals(score.earned) == earned
    assert score.state == ("conforming" if score.earned == one.points else "deducted")


def test_grades_earn_what_the_office_says() -> None:
    how = parse_rule("分级：A＞85，B＞80，其余C", 1000)
    shares = ScoringProfile(grades={"A": 100, "B": 75, "C": 25})
    assert [measured_points(how, 1000, value, shares) for value in (9000, 8200, 100)] == [1000, 750, 250]
    words = parse_rule("分级：优秀≥90，良好≥80，合格≥60，其余不合格", 1000)
    assert [measured_points(words, 1000, value, PLAIN) for value in (9500, 8500, 7000, 100)] == [1000, 600, 0, 0]
    four = ScoringProfile(grades={"A": 100, "B": 80, "C": 60})
    assert [measured_points(words, 1000, value, four) for value in (9500, 8500, 7000, 100)] == [1000, 800, 600, 0]


def test_findings_beside_a_grade_share_what_it_lost() -> None:
    one = ruled("抽查5处：A符合5处，B符合4处，其余C")
    score = score_item(one, AnswerFact("unanswered", 400), [finding("A"), finding("A", id="two")], PLAIN)
    assert (score.earned, [each.lost for each in score.costs]) == (600, [400, 0])


def test_penalties_stand_outside_the_hundred() -> None:
    items = [ruled("每处扣1分"), item("N", "0", parse_rule("百分制外每次扣3分，最多扣5分", 0))]
    score = score_visit(items, answered(A="conforming"), [finding("N", 2)], PLAIN)
    assert (score.possible, score.earned, score.outside) == (1000, 1000, -500)
    assert (score.items[1].costs[0].asked, score.items[1].costs[0].lost, score.items[1].lost) == (600, 500, 0)
    assert rate_text(score.rate) == "100.00"
    without = score_visit(items, answered(A="conforming", N="conforming"), [], PLAIN)
    assert (without.outside, without.unanswered) == (0, 0)
    endless = item("N", "0", parse_rule("百分制外每次扣3分", 0))
    assert score_item(endless, AnswerFact(), [finding("N", 90)], PLAIN).outside == -27_000


def test_a_ledger_takes_amounts_plus_and_minus() -> None:
    """Base 100, a commendation +5, two problems −2 and −1: the office enters what it awards, findings take away."""
    ledger = item("L", "0", parse_rule("加减分", 0))
    assert score_item(ledger, AnswerFact("conforming", 500), [], PLAIN).outside == 500
    lost = [finding("L", 1, "2"), finding("L", 1, "1", id="b"), finding("L", 3, id="c")]
    assert score_item(ledger, AnswerFact("unanswered", 500), lost, PLAIN).outside == 200
    assert score_item(ledger, AnswerFact("na", 500), [], PLAIN).outside == 0
    assert score_item(ledger, AnswerFact("unanswered", -200), [], PLAIN).state == "deducted"


def test_vetoes_on_three_levels_keep_what_would_be() -> None:
    """10 + 6 points, the first with 2 off: its veto loses 10 (raw 8), a site's all 16, a campaign's is flagged."""
    other, found = item("B", "6"), [finding("A", 2)]
    cases: list[tuple[Veto, int, int, bool]] = [
        ("item", 600, 600, False),
        ("site", 600, 0, False),
        ("campaign", 600, 600, True),
    ]
    for veto, raw, earned, flagged in cases:
        sheet = [item("A", "10", veto=veto), other]
        score = score_visit(sheet, answered(B="conforming"), found, PLAIN)
        assert (score.raw, score.earned, score.flagged, score.vetoes) == (raw, earned, flagged, 1)
        assert (score.items[0].raw, score.items[0].earned) == (800, 0)


def test_a_veto_wins_over_a_measured_value() -> None:
    one = item("A", "10", Rule("ratio", required=10), veto="item")
    score = score_item(one, AnswerFact("unanswered", 900), [finding("A")], PLAIN)
    assert (score.earned, score.raw) == (0, 900)


@pytest.mark.parametrize(
    ("profile", "found", "earned"),
    [
        # Street scheme: solved on the spot, the deduction is halved. 2 → 1
        (ScoringProfile(solved_percent=50), [finding("A", 2, solved=True)], "9.00"),
        (ScoringProfile(solved_percent=0), [finding("A", 2, solved=True)], "10.00"),
        # City-management sheet: 0.1 first, 0.3 not rectified in time, 0.6 notified twice
        (ScoringProfile(recurrence="table"), [FindingFact("1", "A", recurrence=0)], "9.00"),
        (ScoringProfile(recurrence="table"), [FindingFact("1", "A", recurrence=1)], "7.00"),
        (ScoringProfile(recurrence="table"), [FindingFact("1", "A", recurrence=5)], "5.00"),  # 6, capped
        (ScoringProfile(recurrence="table", recurrence_table=()), [FindingFact("1", "A", recurrence=2)], "9.00"),
        (ScoringProfile(recurrence="table", recurrence_table=()), [FindingFact("1", "A")], "9.00"),
        # A problem that comes back costs double, or once more each time
        (PLAIN, [FindingFact("1", "A", recurrence=3)], "8.00"),
        (ScoringProfile(recurrence="same"), [FindingFact("1", "A", recurrence=3)], "9.00"),
        (ScoringProfile(recurrence="each"), [FindingFact("1", "A", recurrence=3)], "6.00"),
        # Street scheme: found by the city 2, by district or street 1
        (LEAGUE, [FindingFact("1", "A", count=2, finder="T1")], "8.00"),
        (
            ScoringProfile(finder={"street": 50}, teams={"T2": "street"}),
            [FindingFact("1", "A", count=2, finder="T2"), FindingFact("2", "A", finder="T1")],
            "8.00",
        ),
        # 8 of 1 each against a cap of 5: to the cap, until the points are gone, or one of a kind
        (PLAIN, [finding("A", 8, problem="06010")], "5.00"),
        (ScoringProfile(repeated="points"), [finding("A", 8, problem="06010")], "2.00"),
        (ScoringProfile(repeated="once"), [finding("A", 8, problem="06010")], "9.00"),
        (
            ScoringProfile(repeated="once"),
            [finding("A", 3, problem="06010"), finding("A", 2, problem="06010", id="b"), finding("A", 4, id="c")],
            "8.00",
        ),
        (ScoringProfile(repeated="once"), [finding("A", 3, "2.5", problem="06010")], "7.50"),
    ],
)
def test_options_of_what_a_finding_costs(profile: ScoringProfile, found: list[FindingFact], earned: str) -> None:
    score = score_item(item("A", "10", per("1", "5")), AnswerFact(), found, profile)
    assert two_decimals(score.earned) == earned


def test_one_problem_at_one_place_beside_a_penalty_costs_in_both() -> None:
    at = {"problem": "06010", "place": "东门"}
    items = [item("A", "10"), item("N", "0", parse_rule("百分制外每次扣3分", 0))]
    score = score_visit(items, {}, [finding("A", 1, **at), finding("N", 1, **at)], PLAIN)
    assert (score.raw, score.outside) == (900, -300)


def test_until_the_points_are_gone_also_for_what_is_left_by_sparing() -> None:
    at = {"problem": "06010", "place": "东门"}
    found = [finding("A", 1, "4", id="1", **at), finding("A", 1, "8", id="2"), finding("B", 1, "6", id="3", **at)]
    items = [item("A", "10", per("1", "5")), item("B", "10")]
    score = score_visit(items, {}, found, ScoringProfile(repeated="points"))
    assert [[one.lost for one in each.costs] for each in score.items] == [[0, 800], [600]]


def test_a_whole_sheet_by_hand() -> None:
    """A park: ratio 7 of 10 (3.5 of 5), tier 52 % (6 of 10), sample 4 of 5 (6 of 10), three places of 1 (7 of 10), two
    that do not apply; 22.5 of 35."""
    items = [
        item("A", "5", parse_rule("按比例，要求10", 500)),
        item("B", "10", parse_rule("分档：≥80得10，≥50得6", 1000)),
        item("C", "10", parse_rule("抽查5处：A符合5处，B符合4处，其余C", 1000)),
        item("D", "10"),
        item("E", "8"),
    ]
    answers = {
        "A": AnswerFact("unanswered", 700),
        "B": AnswerFact("unanswered", 5200),
        "C": AnswerFact("unanswered", 400),
        "E": AnswerFact("na"),
    }
    score = score_visit(items, answers, [finding("D", 3)], PLAIN)
    assert (two_decimals(score.earned), two_decimals(score.possible)) == ("22.50", "35.00")
    assert rate_text(score.rate) == "64.29"
    full = score_visit(items, answers, [finding("D", 3)], ScoringProfile(na="full"))
    assert rate_text(full.rate) == "70.93"  # 30.5 ÷ 43
    zero = score_visit(items, answers, [finding("D", 3)], ScoringProfile(na="zero"))
    assert rate_text(zero.rate) == "52.33"  # 22.5 ÷ 43


def test_what_decides_and_what_caps() -> None:
    assert [by_value(Rule(kind)) for kind in ("linear", "shortage", "per_occurrence")] == [True, True, False]
    assert cap_of(item("A", "10", per("1", "5"))) == 500
    assert cap_of(item("A", "10", per("1"))) == 1000
    assert cost(Rule("grade_value", grades=(Grade("A", 1), Grade("C", 0))), 1000, finding("A")) == 1000
    assert measured_points(Rule("tier", tiers=(Tier(1, 5000),)), 1000, 2) == 1000
    assert rate_text(Fraction(-250, 100)) == "-2.50"


@pytest.mark.parametrize(
    ("text", "measured", "reason"),
    [
        ("抽查5处：A符合5处，B符合4处，其余C", "5", ""),
        ("抽查5处：A符合5处，B符合4处，其余C", "0", ""),
        ("抽查5处：A符合5处，B符合4处，其余C", "6", "不得超过5"),
        ("抽查5处：A符合5处，B符合4处，其余C", "-1", "不得小于0"),
        ("抽查5处：A符合5处，B符合4处，其余C", "3.5", "应为整数"),
        ("抽查{sample}处：A符合2处，其余C", "9", ""),
        ("条件：①有台账；②有专人；③有标识。A符合3项，B符合2项，其余C", "3", ""),
        ("条件：①有台账；②有专人；③有标识。A符合3项，B符合2项，其余C", "4", "不得超过3"),
        ("要求5处，每少1处扣2分", "7", ""),
        ("要求5处，每少1处扣2分", "2.5", "应为整数"),
        ("按比例，要求7", "8.5", ""),
        ("按比例，要求7", "-3", "不得小于0"),
        ("达到75得满分，每低5扣1分", "120.25", ""),
        ("符合或不符合", "5", "不按实测值"),
        ("每处扣0.5分", "1", "不按实测值"),
        ("加减分", "-3", ""),
    ],
)
def test_what_can_be_measured(text: str, measured: str, reason: str) -> None:
    fault = unmeasurable(parse_rule(text, 1000), to_hundredths(measured))
    assert (fault is None) == (not reason)
    assert reason in (fault or ("", ""))[0]
