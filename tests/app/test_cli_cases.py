"""The rectification loop by command line, as an office scripts it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from chuangjian_desktop.domain.replies import document_code
from chuangjian_desktop.domain.scoring.numbers import rate_text
from tests.helpers.command import Command
from tests.helpers.notices import jpeg

GARDEN = "花园街道办事处"


def cases(call: Command, office: Path, *more: str) -> dict[str, dict[str, Any]]:
    return {each["number"]: each for each in call.done("cases", "list", office, *more)["cases"]}


def test_cases_are_listed_with_their_state(call: Command, office: Path) -> None:
    found = cases(call, office)
    assert {each["state"] for each in found.values()} == {"已合并"}
    one = found["WC-001-01"]
    assert (one["site"], one["item"], one["unit"], one["due_at"]) == ("WC-001", "WC02", GARDEN, None)
    assert (one["overdue"], one["recurrence_of"]) == (False, None)


def test_the_loop_from_accepting_to_closing(call: Command, office: Path, tmp_path: Path) -> None:
    call.done("cases", "accept", office, "WC-001-01", "WC-001-02", "--note", "属实")
    assert set(cases(call, office, "--state", "已审核")) == {"WC-001-01", "WC-001-02"}
    answer = call.done("notices", "issue", office, "--unit", GARDEN, "--kind", "交办单", "--out", tmp_path / "out")
    assert len(answer["notices"]) == 1
    assert set(cases(call, office, "--state", "已交办")) == {"WC-001-01", "WC-001-02", "WC-001-03"}
    picture = tmp_path / "after.jpg"
    picture.write_bytes(jpeg(8))
    call.done("cases", "reply", office, "WC-001-01", "--measure", "已清洗", "--photo", picture)
    call.done("cases", "check", office, "WC-001-01")
    call.done("cases", "recheck", office, "WC-001-01", "--note", "已到位")
    (done,) = call.done("cases", "close", office, "WC-001-01")["cases"]
    assert (done["state"], done["closed_at"] is not None) == ("已销号", True)
    shown = call.done("cases", "show", office, "WC-001-01")["case"]
    assert [each["action"] for each in shown["steps"]] == ["accept", "issue", "reply", "check", "pass", "close"]
    assert len(shown["photos"]["after"]) == 1


def test_a_case_is_told_line_by_line_with_who_did_what(call: Command, office: Path) -> None:
    call.done("cases", "accept", office, "WC-001-01", "--note", "属实", person="何秋白")
    (step,) = call.done("cases", "show", office, "WC-001-01")["case"]["steps"]
    assert (step["action"], step["by"], step["note"]) == ("accept", "何秋白", "属实")
    told = call("cases", "show", office, "WC-001-01", json_=False).out.splitlines()
    assert "  number: WC-001-01" in told
    assert any(line.split()[-2:] == ["何秋白", "属实"] for line in told)
    assert not any(mark in line for line in told for mark in ("{", "['"))


def test_what_is_missing_is_said_to_be_missing(call: Command, office: Path, tmp_path: Path) -> None:
    for lang, words in (("zh", "没有填写"), ("en", "nothing was entered")):
        said = call("cases", "reject", office, "WC-001-01", lang=lang)
        assert words in said.json["error"]["message"]
    issue = ("notices", "issue", office, "--unit", GARDEN, "--out", tmp_path / "out", "--kind")
    assert "手工填的文号" in call(*issue, "交办单", "--number", "市政〔2026〕1号").json["error"]["message"]
    assert "可用：整改通知书、交办单" in call(*issue, "通报").json["error"]["message"]
    call.done(*issue, "交办单", "--start", "5")
    with_gap = call("notices", "issue", office, "--all", "--out", tmp_path, "--kind", "交办单", "--start", "9")
    assert "下一个是 6" in with_gap.json["error"]["message"]


def test_who_would_get_what_is_shown_before_numbers_are_used(call: Command, office: Path, tmp_path: Path) -> None:
    call.done("cases", "accept", office, "WC-001-02")
    issue = ("notices", "issue", office, "--unit", GARDEN, "--kind", "交办单", "--out", tmp_path / "out", "--accepted")
    answer = call.done(*issue, "--dry-run")
    assert answer["would"] == [{"unit": GARDEN, "kind": "交办单", "problems": ["WC-001-02"]}]
    assert not (tmp_path / "out").exists()
    assert call.done("notices", "list", office)["notices"] == []
    assert len(call.done(*issue)["notices"]) == 1


def test_ids_of_cases_and_findings_mean_the_same(call: Command, office: Path) -> None:
    one = cases(call, office)["WC-001-01"]
    call.done("cases", "accept", office, one["finding"])
    (done,) = call.done("cases", "assign", office, one["id"], "--deadline", "3日", "--five", "定责任=李科长")["cases"]
    assert (done["state"], done["due_at"] is not None) == ("已交办", True)


def test_each_further_act_is_there(call: Command, office: Path) -> None:
    west = "西区城市管理局"
    call.done("cases", "assign", office, "WC-001-01", "WC-001-02")
    call.done("cases", "receive", office, "WC-001-01")
    call.done("cases", "extend", office, "WC-001-01", "--note", "雨季", "--until", "2099-12-31")
    assert cases(call, office)["WC-001-01"]["due_at"].startswith("2099-12-31T23:59")
    call.done("cases", "refuse", office, "WC-001-02", "--note", "不属本单位")
    call.done("cases", "transfer", office, "WC-001-02", "--unit", west)
    assert set(cases(call, office, "--unit", west, "--state", "已交办")) == {"WC-001-02"}
    call.done("cases", "reply", office, "WC-001-02", "--measure", "已清洗")
    call.done("cases", "check", office, "WC-001-02", "--send-back", "--note", "不到位")
    call.done("cases", "escalate", office, "WC-001-02", "--stage", "催办", "--note", "再次交办")
    plan = ("--stage", "2027-03-31=招标", "--approved-by", "周副市长")
    call.done("cases", "longterm", office, "WC-001-02", "--note", "改造", *plan)
    call.done("cases", "resume", office, "WC-001-02", "--deadline", "15日")
    call.done("cases", "reject", office, "WC-001-03", "--note", "误报")
    call.done("cases", "restore", office, "WC-001-03")
    found = cases(call, office)
    assert [found[f"WC-001-0{n}"]["state"] for n in (1, 2, 3)] == ["已签收", "已交办", "已审核"]


def test_what_is_assigned_unreviewed_is_told(call: Command, office: Path) -> None:
    call.done("cases", "accept", office, "WC-001-01")
    assert call.done("cases", "assign", office, "WC-001-01")["warnings"] == []
    (told,) = call.done("cases", "assign", office, "WC-001-02", "WC-001-03")["warnings"]
    assert told["code"] == "M29"
    assert "已合并 2 件（WC-001-02、WC-001-03）" in told["message"]


def test_states_are_named_as_people_name_them(call: Command, office: Path) -> None:
    assert cases(call, office, "--state", "已合并/去重") == cases(call, office)
    call.done("cases", "assign", office, "WC-001-01")
    assert cases(call, office, "--state", "逾期") == cases(call, office, "--state", "反弹") == {}
    said = call("cases", "list", office, "--state", "没办完")
    assert (said.status, said.json["error"]["code"]) == (3, "M27")
    for words in ("状态", "已合并", "已销号", "逾期", "反弹"):
        assert words in said.json["error"]["message"]


def test_a_case_is_opened_by_the_code_on_its_paper(call: Command, office: Path, tmp_path: Path) -> None:
    one = cases(call, office)["ZG-001-01"]
    issue = ("--kind", "交办单", "--out", tmp_path / "out")
    made = [
        call.done("notices", "issue", office, "--unit", unit, *issue)["notices"][0] for unit in (one["unit"], GARDEN)
    ]
    for name in (document_code(one["id"]), document_code(one["id"]).lower(), document_code(made[0]["id"])):
        assert call.done("cases", "show", office, name)["case"]["number"] == "ZG-001-01"
    several = call.done("cases", "show", office, document_code(made[1]["id"]))["cases"]
    assert [each["number"] for each in several] == ["WC-001-01", "WC-001-02", "WC-001-03"]
    assert call("cases", "show", office, "2222-2222").json["error"]["code"] == "M21"


def test_a_photo_that_stands_for_two_problems_is_told_wherever_one_looks(
    call: Command, office: Path, tmp_path: Path
) -> None:
    call.done("cases", "assign", office, "WC-001-01", "WC-001-02")
    folder = tmp_path / "来件"
    folder.mkdir()
    for number in ("WC-001-01", "WC-001-02"):
        (folder / f"{number}.jpg").write_bytes(jpeg(8))

    def used(said: dict[str, Any], number: str, other: str) -> bool:
        words = (each["message"] for each in said["warnings"] if each["code"] == "M28")
        return any(number in each and f"已用于其他问题（{other}）" in each for each in words)

    for words in (("--dry-run",), ()):
        said = call.done("replies", "import", office, folder, *words)
        assert used(said, "WC-001-01", "WC-001-02")
        assert used(said, "WC-001-02", "WC-001-01")
    assert used(call.done("cases", "show", office, "WC-001-01"), "WC-001-01", "WC-001-02")
    assert used(call.done("cases", "check", office, "WC-001-02"), "WC-001-02", "WC-001-01")
    assert call.done("cases", "show", office, "ZG-001-01")["warnings"] == []


def test_an_objection_is_decided_by_somebody_else(call: Command, office: Path) -> None:
    call.done("--as", "欧阳晴", "cases", "assign", office, "WC-001-01")
    call.done("--as", "欧阳晴", "cases", "object", office, "WC-001-01", "--note", "线内经营")
    refused = call("--as", "欧阳晴", "cases", "decide", office, "WC-001-01", "--uphold", "--note", "属实")
    assert (refused.status, refused.json["error"]["code"]) == (3, "M22")
    (done,) = call.done("--as", "周敏", "cases", "decide", office, "WC-001-01", "--uphold", "--note", "属实")["cases"]
    assert done["state"] == "作废"


def test_a_closed_case_is_rechecked_reopened_and_rated(call: Command, office: Path) -> None:
    call.done("cases", "assign", office, "WC-001-01", "ZG-001-01")
    call.done("cases", "recheck", office, "WC-001-01", "ZG-001-01")
    call.done("cases", "close", office, "WC-001-01", "ZG-001-01")
    plan = call.done("recheck", "plan", office, "--team", "T1", "--count", "1", "--seed", "5")
    assert (plan["seed"], plan["population"], len(plan["tasks"])) == (5, 2, 1)
    assert call.done("recheck", "list", office)["tasks"][0]["number"] == plan["tasks"][0]["number"]
    call.done("cases", "recheck", office, "WC-001-01", "--result", "failed", "--note", "仍有水渍")
    call.done("cases", "reopen", office, "ZG-001-01", "--note", "反弹")
    found = cases(call, office)
    assert (found["WC-001-01"]["false_repair"], found["WC-001-01"]["again"]) == (True, 1)
    assert found["ZG-001-01"]["state"] == "已交办"
    answer = call.done("cases", "rates", office)
    assert {(each["unit"], each["rate"], each["false_repairs"]) for each in answer["rows"]} == {
        (GARDEN, "0.00", 1), ("东区城市管理局", "0.00", 0),
    }  # fmt: skip
    whole = answer["quarters"][0]
    assert (whole["unit"], whole["due"], whole["false"], whole["rectification"]) == ("全市", 1, 1, "0.00")
    assert (whole["of"], whole["malus"]) == (["field", "rectification"], "0.00")
    assert whole["weights"] == {"field": 80, "rectification": 20, "other": 0}
    exact = {name: Fraction(text) for name, text in whole["exact"].items()}
    assert exact["score"] == Fraction(80, 100) * exact["field"] + Fraction(20, 100) * exact["rectification"]
    assert rate_text(exact["score"]) == whole["score"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("close", "WC-001-01"), "M26"),
        (("reject", "WC-001-01"), "M27"),
        (("accept", "WC-009-01"), "M21"),
        (("assign", "WC-001-01", "--unit", "没有的单位"), "M21"),
        (("longterm", "WC-001-01", "--note", "改造", "--stage", "明年"), "M27"),
        (("escalate", "WC-001-01", "--stage", "骂", "--note", "x"), "M27"),
    ],
)
def test_what_does_not_go_is_refused_with_the_reason(
    call: Command, office: Path, words: tuple[str, ...], code: str
) -> None:
    act, *rest = words
    said = call("cases", act, office, *rest)
    assert (said.status, said.json["error"]["code"]) == (3, code)


def test_one_photo_does_not_show_several_cases(call: Command, office: Path, tmp_path: Path) -> None:
    call.done("cases", "assign", office, "WC-001-01", "WC-001-02")
    said = call("cases", "reply", office, "WC-001-01", "WC-001-02", "--photo", tmp_path / "x.jpg")
    assert (said.status, said.json["error"]["code"]) == (3, "M27")


def test_a_deadline_in_a_year_without_holidays_says_so(call: Command, office: Path, tmp_path: Path) -> None:
    call.done("cases", "assign", office, "WC-001-01", "--deadline", "3d")
    more = ("cases", "extend", office, "WC-001-01", "--note", "改造", "--until")
    said = call(*more, "2031-01-10")
    (told,) = said.json["warnings"]
    assert (said.status, told["code"], "2031" in told["message"]) == (0, "M28", True)
    table = tmp_path / "2031.csv"
    table.write_text("日期,安排,名称\n2031-01-01,休,元旦\n2031-01-04,班,元旦调休\n", encoding="utf-8")
    assert call.done("calendar", "show", office, "--year", "2031")["known"] is False
    held = call.done("calendar", "set", office, table, "--year", "2031")
    assert [each["kind"] for each in held["days"]] == ["off", "work"]
    assert call.done("calendar", "show", office, "--year", "2031")["days"] == held["days"]
    assert call(*more, "2031-01-20").json["warnings"] == []
    table.write_text("日期,安排,名称\n2031-01-01,放假,元旦\n", encoding="utf-8")
    assert call("calendar", "set", office, table, "--year", "2031").json["error"]["code"] == "M27"


def test_a_draw_of_more_than_there_is_says_so(call: Command, office: Path) -> None:
    call.done("cases", "assign", office, "WC-001-01")
    call.done("cases", "reply", office, "WC-001-01", "--measure", "已清洗")
    call.done("cases", "check", office, "WC-001-01")
    said = call("recheck", "plan", office, "--team", "T1", "--count", "50", "--state", "待复查")
    assert (said.status, said.json["population"], len(said.json["tasks"])) == (0, 1, 1)
    assert [each["code"] for each in said.json["warnings"]] == ["M28"]
