"""A city's score, questionnaires and lists by campaign from the command line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.helpers.command import Command

pytestmark = pytest.mark.usefixtures("light_children")


def total_of(lines: list[dict[str, Any]]) -> Decimal:
    return sum((Decimal(line["points"]) for line in lines if "points" in line), Decimal(0))


def test_a_city_is_scored_in_full_with_lines_that_add_up(call: Command, office: Path) -> None:
    """60 % of the cycle is this round: 80 × 30 % + field × 50 % of what is known …; the gate takes its 20 %."""
    wanted = ("--standard", "W")
    for slot, value in (
        ("component.材料", "80"),
        ("component.问卷", "90"),
        ("gate.未成年人", "89.5"),
        ("year.1", "82.31"),
    ):
        assert call.done("city", "set", office, *wanted, "--slot", slot, "--value", value)["entry"]
    call.done("city", "set", office, *wanted, "--slot", "year.2", "--value", "85.10")
    call.done("city", "bonus", office, *wanted, "--kind", "minus", "--points", "0.5", "--reason", "迟报")
    said = call.done("city", "score", office, *wanted)
    field = next(row["rate"] for row in call.done("score", office, "--by", "campaign")["rows"] if row["key"] == "W")
    parts = {each["code"]: each for each in said["components"]}
    assert (parts["实地"]["rate"], parts["材料"]["rate"], parts["问卷"]["rate"]) == (field, "80.00", "90.00")
    exact = next(Decimal(each["points"]) for each in said["lines"] if each["level"] == "gate")
    assert exact == Decimal("17.90")
    assert abs(total_of(said["lines"]) - Decimal(said["exact"])) < Decimal("0.00001")
    assert said["total"] == str(total_of(said["lines"]).quantize(Decimal("0.01"), "ROUND_HALF_UP"))
    assert [each["score"] for each in said["years"]][:2] == ["82.31", "85.10"]
    assert (said["eligible"], said["vetoes"]) == (None if said["missing"] else True, [])
    assert abs(total_of(parts["实地"]["lines"]) - Decimal(field)) < Decimal("0.01")
    assert "实地考察" in call("city", "score", office, *wanted, json_=False).out
    assert "missing" in call("city", "score", office, *wanted, json_=False, lang="en").out
    assert [each["this_round"] for each in said["years"]] == [False, False, True]
    told = call("city", "score", office, *wanted, json_=False).out
    assert "第1年（录入）  20.00%  82.31" in told
    assert "第3年（本轮所在）  60.00%" in told
    assert "≥85.00  89.50  占总分 20.00%  计入 17.90  达到" in told


def test_a_gate_that_is_not_passed_says_what_it_means(call: Command, office: Path) -> None:
    wanted = ("--standard", "W")
    call.done("city", "set", office, *wanted, "--slot", "gate.未成年人", "--value", "80")
    assert call.done("city", "score", office, *wanted)["eligible"] is False
    told = call("city", "score", office, *wanted, json_=False).out
    assert "80.00  占总分 20.00%  计入 16.00  差 5.00，不得申报  拉低总分 1.00" in told
    assert "may not apply" in call("city", "score", office, *wanted, json_=False, lang="en").out


def test_indicators_say_how_many_are_met_and_nothing_is_silently_zero(call: Command, office: Path) -> None:
    wanted = ("--standard", "S")
    before = call.done("city", "score", office, *wanted)["indicators"]
    assert (before["met"], before["missing"]) == (0, before["total"])
    call.done("city", "set", office, *wanted, "--slot", "indicator.S02", "--value", "41")
    call.done("city", "set", office, *wanted, "--slot", "indicator.S06", "--met", "yes")
    said = call.done("city", "score", office, *wanted)
    assert (said["indicators"]["met"], said["indicators"]["missing"]) == (2, before["total"] - 2)
    assert next(each["verdict"] for each in said["indicators"]["rows"] if each["code"] == "S02") == "met"
    call.done("city", "set", office, *wanted, "--slot", "indicator.S02", "--clear")
    assert call.done("city", "score", office, *wanted)["indicators"]["met"] == 1
    assert call.refused("city", "set", office, *wanted, "--slot", "indicator.S02") == "M27"
    assert call.refused("city", "set", office, *wanted, "--slot", "indicator.没有", "--value", "1") == "M21"
    assert call.refused("city", "score", office, "--standard", "没有") == "M21"


def test_an_indicator_of_two_years_names_the_slot_of_the_other(call: Command, office: Path) -> None:
    slot = ("city", "set", office, "--standard", "J", "--slot")

    def indicator() -> dict[str, Any]:
        rows = call.done("city", "score", office, "--standard", "J")["indicators"]["rows"]
        return next(each for each in rows if each["code"] == "J11")

    call.done(*slot, "indicator.J11", "--value", "68", "--basis", "2025年统计")
    assert (indicator()["why"], indicator()["slot"], indicator()["value"]) == ("years", "indicator.J11.1", "68.00")
    assert "indicator.J11.1" in call("city", "score", office, "--standard", "J", json_=False).out
    call.done(*slot, "indicator.J11.1", "--value", "76")
    assert (indicator()["points"], indicator()["slot"]) == ("3.00", "")
    call.done(*slot, "indicator.J11", "--note", "已核")
    assert indicator()["value"] == "68.00"
    call.done(*slot, "indicator.J11", "--numerator", "70", "--denominator", "100")
    assert (indicator()["value"], indicator()["source"]) == ("70.00", "ratio")
    call.done(*slot, "indicator.J11", "--value", "75")
    assert (indicator()["points"], indicator()["source"]) == ("5.00", "entered")


def test_documents_are_listed_judged_and_overdue(call: Command, office: Path) -> None:
    wanted = ("--standard", "W")
    made = call.done(
        *("city", "document", office, *wanted, "--node", "W-公共环境", "--title", "方案", "--points", "5"),
        *("--due", "2020-01-31", "--unit", "光明街道办事处"),
    )["document"]
    listed = call.done("city", "documents", office, *wanted)["documents"]
    assert [(each["title"], each["state"], each["overdue"], each["unit"]) for each in listed] == [
        ("方案", "open", True, "光明街道办事处")
    ]
    change = ("--id", made, "--state", "passed", "--earned", "4.5", "--file", "方案.pdf")
    call.done("city", "document", office, *wanted, *change)
    listed = call.done("city", "documents", office, *wanted)["documents"][0]
    assert (listed["earned"], listed["files"], listed["overdue"]) == ("4.50", ["方案.pdf"], False)
    call.done("city", "document", office, *wanted, "--id", made, "--earned", "")
    assert call.done("city", "documents", office, *wanted)["documents"][0]["earned"] is None
    call.done("city", "document", office, *wanted, "--id", made, "--remove")
    assert call.done("city", "document", office, *wanted, "--plan")["added"] > 10
    assert call.refused("city", "document", office, *wanted, "--title", "x", "--unit", "没有") == "M21"


def test_the_ledger_is_kept_and_voided(call: Command, office: Path) -> None:
    wanted = ("--standard", "W")
    made = call.done("city", "bonus", office, *wanted, "--kind", "plus", "--points", "2", "--reason", "表彰")["bonus"]
    call.done("city", "bonus", office, *wanted, "--void", made, "--reason", "重复")
    line = call.done("city", "bonus", office, *wanted)["ledger"][0]
    assert (line["points"], line["void"], line["void_reason"], line["unit"]) == ("2.00", True, "重复", "")
    assert call.done("city", "carry", office, *wanted, "--from", "R1") == {"added": 0, "warnings": []}


def test_questionnaires_are_imported_once_and_counted_by_hand(call: Command, office: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("编号", "1、满意吗"), (1, "满意"), (2, "不满意"), (3, "胡乱写的")):
        book.worksheets[0].append(row)
    path = tmp_path / "问卷.xlsx"
    book.save(path)
    dry = call.done("scores", "import", office, path, "--dry-run")
    assert (dry["added"], dry["same"], len(dry["rejected"])) == (2, 0, 1)
    said = call.done("scores", "import", office, path, "--marked", tmp_path / "标注.xlsx")
    assert (said["added"], said["created"], said["files"]) == (2, ["Q1"], [str(tmp_path / "标注.xlsx")])
    (told,) = said["warnings"]
    assert told["code"] == "M28"
    assert "2 个选项的比例按用语推定" in told["message"]
    assert said["left_out"] == []
    assert set(said["rejected"][0]) == {"sheet", "row", "reason"}
    assert said["rejected"][0]["row"] == 4
    again = call.done("scores", "import", office, path, lang="en")
    assert (again["added"], again["same"]) == (0, 2)
    assert "has no answer" in again["rejected"][0]["reason"]
    wanted = ("--standard", "W", "--survey", "Q1", "--batch", "西区", "--question", "1")
    counted = call.done("city", "tally", office, *wanted, "--count", "A=6", "--count", "B=2")["surveys"][0]
    assert (counted["respondents"], counted["rate"]) == (10, "70.00")
    assert call.done("city", "surveys", office, "--standard", "W")["surveys"] == [counted]
    assert call.refused("city", "tally", office, *wanted, "--count", "A=x") == "M27"
    assert call.refused("scores", "import", office, path, "--marked", path) == "M26"
    (tmp_path / "假.xlsx").write_bytes(b"PK nothing")
    assert call.refused("scores", "import", office, tmp_path / "假.xlsx") == "M20"
    other = openpyxl.Workbook()
    for row in (("品名", "产地"), ("苹果", "东"), ("梨", "西")):
        other.worksheets[0].append(row)
    other.save(tmp_path / "进货.xlsx")
    assert call.refused("scores", "import", office, tmp_path / "进货.xlsx") == "M20"


def test_one_finding_is_listed_under_every_campaign(call: Command, office: Path, tmp_path: Path) -> None:
    lines = call.done("score", office, "--by", "visit", "--explain", "ZG-001")["lines"]
    finding = next(each["finding_id"] for each in lines if each["level"] == "finding")
    touches = call.done("city", "touches", office, "--finding", finding)["touches"]
    assert {"W", "H", "O"} <= {each["campaign"] for each in touches}
    assert all(each["nodes"] and each["lost"] == "6.00" for each in touches)
    assert call.refused("city", "touches", office, "--finding", "没有") == "M21"
    out = tmp_path / "分创建.xlsx"
    assert call.done("export", "campaigns", office, "--out", out)["files"] == [str(out)]
    assert out.exists()
