"""The states of a case: what the table allows, what it needs, and that nothing else ever happens."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import NIL, named
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.rectification import (
    AT_UNIT,
    STAGES,
    STATES,
    TRANSITIONS,
    Asked,
    Standing,
    State,
    case_id,
    follow,
    is_overdue,
    is_state,
    require_stage,
    stage_named,
    state_named,
)

WHOLE = Asked("office", "second", "理由", "unit", "2026-12-01T23:59:00+08:00", photos=True)
WAY = (
    ("submit", "submitted"),
    ("merge", "merged"),
    ("accept", "reviewed"),
    ("issue", "assigned"),
    ("receive", "received"),
    ("begin", "working"),
    ("reply", "replied"),
    ("check", "to_recheck"),
    ("pass", "passed"),
    ("close", "closed"),
)


def asking(state: State) -> Standing:
    """A case in a state, with everything pending that an act may settle."""
    return Standing(state, told=True, pending=True, objection=True, deciders=frozenset({"first"}))


def test_the_names_are_those_of_the_offices() -> None:
    assert [zh for zh, _ in STATES.values()] == [
        "草稿", "已提交", "已合并", "已审核", "已交办", "已签收", "整改中", "已反馈", "待复查", "复查通过", "已销号",
        "退回", "长期挂账", "作废",
    ]  # fmt: skip


def test_the_way_from_a_draft_to_the_end() -> None:
    state: State = "draft"
    for action, after in WAY:
        state = follow(Standing(state), action, WHOLE)
        assert state == after


@given(st.sampled_from(list(STATES)), st.lists(st.sampled_from(sorted(TRANSITIONS)), max_size=30))
@settings(max_examples=50)
def test_a_random_walk_never_leaves_the_table(start: State, actions: list[str]) -> None:
    state = start
    for action in actions:
        rule = TRANSITIONS[action]
        if state not in rule.sources:
            with pytest.raises(Refusal, match="M26"):
                follow(asking(state), action, WHOLE)
            continue
        after = follow(asking(state), action, WHOLE)
        assert after in (rule.targets or (state,))
        state = after


def test_every_state_but_the_first_is_reached_and_every_one_but_void_is_left() -> None:
    reached = {target for rule in TRANSITIONS.values() for target in rule.targets}
    left = {source for rule in TRANSITIONS.values() for source in rule.sources if rule.targets}
    assert reached == set(STATES) - {"draft"}
    assert left == set(STATES)


@pytest.mark.parametrize(
    ("action", "lacking", "field"),
    [
        ("reject", Asked("office"), "reason"),
        ("issue", Asked("office"), "unit"),
        ("repair", Asked("office"), "photos"),
    ],
)
def test_what_an_act_needs_is_asked_for(action: str, lacking: Asked, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        follow(Standing("merged"), action, lacking, "ZG-001-01")
    assert (refused.value.code, refused.value.details["field"]) == ("M27", field)


def test_more_time_needs_an_end() -> None:
    with pytest.raises(Refusal) as refused:
        follow(Standing("assigned"), "extend", Asked("office", reason="雨季"))
    assert refused.value.details["field"] == "due_at"


@pytest.mark.parametrize(("action", "words"), [("grant", "延期"), ("uphold", "异议")])
def test_what_is_settled_must_be_open(action: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        follow(Standing("assigned"), action, WHOLE, "ZG-001-01")
    assert refused.value.code == "M26"
    assert words in sentence("M26", refused.value.details, "zh")


def test_a_second_person_decides() -> None:
    disputed = asking("assigned")
    assert follow(disputed, "uphold", WHOLE) == "void"
    assert follow(disputed, "dismiss", WHOLE) == "assigned"
    with pytest.raises(Refusal, match="M22") as refused:
        follow(disputed, "uphold", Asked("office", "first", "理由"))
    told = sentence("M22", refused.value.details, "zh")
    assert "请由另一人署名裁定" in told
    assert "工作文件" not in told
    with pytest.raises(Refusal, match="M27"):
        follow(disputed, "uphold", Asked("office", "", "理由"))


def test_a_team_may_recheck_and_nothing_of_the_office() -> None:
    assert follow(Standing("closed"), "confirm", Asked("team")) == "closed"
    assert follow(Standing("closed"), "fail", Asked("team", reason="仍未整改")) == "assigned"
    for action in ("accept", "close", "reply", "longterm"):
        with pytest.raises(Refusal, match="M22"):
            follow(Standing("replied"), action, Asked("team"))
    with pytest.raises(Refusal, match="M22"):
        follow(Standing("merged"), "accept", Asked("stranger"))


def test_a_refusal_names_the_state_and_where_the_act_begins() -> None:
    with pytest.raises(Refusal) as refused:
        follow(Standing("replied"), "close", WHOLE, "ZG-001-01")
    told = sentence("M26", refused.value.details, "zh")
    assert "ZG-001-01" in told
    assert "已反馈" in told
    assert told.count("复查通过") == 1
    assert "Replied" in sentence("M26", refused.value.details, "en")


def test_papers_alone_close_nothing_and_what_no_unit_has_is_not_transferred() -> None:
    wrong: tuple[tuple[str, State], ...] = (("close", "to_recheck"), ("transfer", "reviewed"))
    for action, state in wrong:
        with pytest.raises(Refusal, match="M26"):
            follow(asking(state), action, WHOLE)
    assert follow(asking("passed"), "close", WHOLE) == "closed"
    assert follow(asking("returned"), "transfer", WHOLE) == "assigned"


def test_what_was_never_assigned_is_accepted_again_when_it_is_reopened() -> None:
    assert follow(Standing("closed", told=True), "reopen", WHOLE) == "assigned"
    assert follow(Standing("closed"), "reopen", WHOLE) == "reviewed"


def test_overdue_is_derived_and_only_while_the_unit_has_it() -> None:
    due, now = dt.datetime(2026, 11, 20, 23, 59, tzinfo=dt.UTC), dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    assert {state for state in STATES if is_overdue(state, due, now)} == set(AT_UNIT)
    assert not is_overdue("assigned", None, now)
    assert not is_overdue("assigned", now, due)


def test_states_and_stages_are_read_by_code_and_name() -> None:
    for state, names in STATES.items():
        assert {state_named(each) for each in (state, *names)} == {state}
    assert [stage_named(zh) for zh, _ in STAGES[1:]] == [1, 2, 3, 4, 5]
    assert stage_named("3") == 3
    assert state_named("已合并/去重") == "merged"
    for wrong in ("逾期", ""):
        with pytest.raises(Refusal, match="M27") as caught:
            state_named(wrong)
        assert "草稿、已提交、已合并" in sentence("M27", caught.value.details)
        assert "作废、逾期、反弹" in sentence("M27", caught.value.details)
        with pytest.raises(Refusal, match="M27") as caught:
            stage_named(wrong)
        assert "督促层级" in sentence("M27", caught.value.details)
        assert "Reminder, Supervision, Circular, Summons, Accountability" in sentence("M27", caught.value.details, "en")


def test_escalation_goes_upwards() -> None:
    require_stage(2, 2, "ZG-001-01")
    require_stage(2, 3, "ZG-001-01")
    require_stage(0, 5, "ZG-001-01", "周副市长")
    with pytest.raises(Refusal, match="M26"):
        require_stage(0, 2, "ZG-001-01")
    for before in (3, 4):
        with pytest.raises(Refusal, match="M27") as caught:
            require_stage(before, 4, "ZG-001-01", " ")
        assert caught.value.details["field"] == "approved_by"
    with pytest.raises(Refusal, match="M26"):
        require_stage(3, 2, "ZG-001-01")
    for stage in (0, 6):
        with pytest.raises(Refusal, match="M27"):
            require_stage(0, stage, "ZG-001-01")


def test_two_laptops_name_one_case() -> None:
    assert case_id("f") == case_id("f") == named("case", NIL, "f") != case_id("g")


def test_codes_of_states_are_known() -> None:
    assert is_state("closed")
    assert not is_state("已销号")
