"""What the Walk shows to be read of an item."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.ui.fieldwork.walk.item_panel import to_read
from tests.domain.examples import item

RULE = "条件：①有制度；②有专人；③有记录。A符合3项，B符合2项，其余C"


def test_conditions_that_are_counted_stand_where_they_are_counted() -> None:
    managed = replace(item("DT01", "10", parse_rule(RULE, 1000)), requirement="管理到位")
    assert to_read(managed).splitlines() == [
        "管理到位", "条件：①有制度；", "②有专人；", "③有记录。A符合3项，B符合2项，其余C",
    ]  # fmt: skip
    assert to_read(replace(managed, requirement=RULE)).splitlines() == to_read(managed).splitlines()[1:]


def test_another_rule_adds_nothing_to_what_is_required() -> None:
    plain = replace(item("DT02", "10", parse_rule("每处扣0.5分，扣完为止", 1000)), requirement="地面干净")
    assert to_read(plain) == "地面干净"
