"""Scoring profiles from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.command import Command

pytestmark = pytest.mark.usefixtures("light_children")


def test_a_profile_is_shown_tried_set_and_used(call: Command, office: Path) -> None:
    assert call.done("profile", "show", office)["profile"]["options"]["na"] == "drop"
    tried = call.done("profile", "set", office, "na=zero", "weights=ZG:3,NM:1", "--what-if")
    assert tried["profile"]["options"]["weights"] == {"NM": 1, "ZG": 3}
    changes = {(each["level"], each["key"]): each for each in tried["changes"]}
    assert changes["visit", "NM-001"]["rate_before"] == "96.51"
    assert changes["visit", "NM-001"]["rate_after"] == "83.00"
    assert call.done("profile", "show", office)["profile"]["options"]["na"] == "drop"

    kept = call.done("profile", "set", office, "na=zero", "quarter=70,20,10", "ties=vetoes,findings")["profile"]
    assert (kept["options"]["quarter"], kept["options"]["ties"]) == ([70, 20, 10], ["vetoes", "findings"])
    rows = {row["key"]: row["rate"] for row in call.done("score", office, "--by", "visit")["rows"]}
    assert rows["NM-001"] == "83.00"

    call.done("profile", "set", office, "--preset", "league", "--save-as", "街道月赛")
    assert [each["used"] for each in call.done("profile", "list", office)["profiles"]] == [True, False]
    assert call.done("profile", "use", office, "街道月赛")["profile"]["options"]["solved_percent"] == 50
    assert call.done("score", office, "--by", "area")["profile"] == "街道月赛"


@pytest.mark.parametrize(
    "option",
    ["na=moon", "na", "luck=1", "weights=ZG", "decimals=3", "leagues=东区", "solved_percent=250", "quarter=50,20,10"],
)
def test_an_option_that_fits_nothing_is_refused(call: Command, office: Path, option: str) -> None:
    assert call.refused("profile", "set", office, option) == "M27"


def test_an_unknown_option_is_called_what_it_is(call: Command, office: Path) -> None:
    assert "（设置项）" in call("profile", "set", office, "foo=1").json["error"]["message"]
    told = call("profile", "set", office, "quarter=50,20,10").json["error"]["message"]
    assert "季度得分三部分占比" in told
    assert "之和应为100" in told


@pytest.mark.parametrize(
    ("option", "zh", "en"),
    [
        (
            "recurrence=counted",
            "反弹的问题 recurrence）超出范围或格式不对：“counted”（可填 same、double",
            "one of same",
        ),
        (
            "teams=T1:90",
            "各组属哪一级 teams）超出范围或格式不对：“T1:90”（",
            "the level is city, district or street",
        ),
        (
            "teams=T9:street",
            "各组属哪一级 teams“T9”（可填 T1、T2）",
            "level of each team, teams “T9” (one of T1, T2)",
        ),
        ("recurrence_table=", "反弹扣分表 recurrence_table", "table for recurrence, recurrence_table"),
        ("foo=1", "可填 na、missing_type、", "one of na, missing_type, "),
    ],
)
def test_a_refusal_names_option_answer_and_what_is_allowed(
    call: Command, office: Path, option: str, zh: str, en: str
) -> None:
    for lang, told in (("zh", zh), ("en", en)):
        said = call("profile", "set", office, option, lang=lang)
        assert said.status == 3
        assert told in said.json["error"]["message"]


def test_a_profile_is_shown_in_lines(call: Command, office: Path) -> None:
    call.done("profile", "set", office, "weights=ZG:3,NM:1")
    lines = call("profile", "show", office, json_=False).out.splitlines()
    assert lines[0] == "计分方案 default 模拟测评"
    assert "  类别权重 weights: NM:1,ZG:3" in lines
    assert "  weights of kinds, weights: NM:1,ZG:3" in call("profile", "show", office, lang="en", json_=False).out
    tried = call("profile", "set", office, "na=zero", "--what-if", json_=False).out
    assert "  不适用的条目 na: zero\n" in tried
    assert "\nchanges:\n" in tried


def test_leagues_stand_in_the_rows_that_have_one(call: Command, office: Path) -> None:
    call.done("profile", "set", office, "leagues=东区/光明街道:甲组")
    rows = {row["key"]: row for row in call.done("score", office, "--by", "area")["rows"]}
    assert rows["东区/光明街道"]["league"] == "甲组"
    assert "league" not in rows["东区/花园街道"]
    assert rows["东区/花园街道"]["rank"] == 1


def test_a_site_that_refused_is_noted_with_what_may_stand_in(call: Command, office: Path) -> None:
    said = call.done("visit", "refuse", office, "--site", "ZG-003", "--reason", "大门关闭")
    assert (said["state"], said["reserve"]) == ("refused", [])
    assert call.refused("visit", "refuse", office, "--site", "ZG-003", "--reason", "大门关闭") == "M23"
