"""A campaign in full, by clicks and keys: what is shown, opened, entered and exported."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QWidget

from chuangjian_desktop.domain.city.facts import Entry
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.services import campaigns, results
from chuangjian_desktop.services.office.city import entries, ledger, reviews, scoring, surveys
from chuangjian_desktop.services.workspace import add_round, use_round
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.office.city.bars import Bars
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import Number
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u
from tests.helpers.typing import click_on
from tests.helpers.window import Person


@pytest.fixture
def person(clerk: Person) -> Person:
    clerk.click(names.RAIL.format(name="results"))
    clerk.settle()
    clerk.turn_to(names.RESULTS_BY, "创建")
    return clerk


def tab(person: Person, words: str) -> None:
    person.turn_to(names.CITY_TABS, words)


def standard(person: Person, words: str) -> None:
    person.row_click(names.CITY_LIST, words)
    person.settle()


def enter(person: Person, **values: str) -> None:
    """Write into the side's fields and keep them."""
    for key, value in values.items():
        name = names.CITY_FIELD.format(key=key)
        widget = person.await_(QWidget, name)
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findText(value))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(value)
        else:
            person.write(name, value)
    person.click(names.CITY_SIDE_SAVE)
    person.settle()


def act(person: Person, key: str) -> None:
    person.click(names.CITY_ACTION.format(key=key))
    person.settle()


def total(person: Person) -> str:
    return person.await_(Number, names.CITY_TOTAL).text()


def test_the_headline_says_rates_by_component_and_opens_where_they_come_from(person: Person) -> None:
    field = next(row.rate for row in results.score(person.workspace, "campaign").rows if row.key == "W")
    person.until(lambda: total(person) == field)
    bars = person.find(Bars, names.CITY_BARS)
    assert {bar.title: bar.value for bar in bars.bars()}["实地考察"] == field
    assert {bar.title: bar.value for bar in bars.bars()}["材料申报"] == "缺测"
    click_on(person.qtbot, bars, bars.place_of("component.实地").center().toPoint())
    person.settle()
    lines = person.rows(f"{names.CITY_SIDE}.lines")
    assert any(str(field) in cell for row in lines for cell in row)
    person.click(names.CITY_TOTAL)
    person.settle()
    assert any("缺测" in row[-1] for row in person.rows(f"{names.CITY_SIDE}.lines"))
    person.press(Qt.Key.Key_Escape)
    assert person.seek(QWidget, names.CITY_SIDE) is None


def test_the_list_takes_no_part_for_a_total(person: Person) -> None:
    """A forest city without indicators has no total; what its visits say beside it stands under its name."""
    said = {row[0]: row[1] for row in person.rows(names.CITY_LIST)}
    standard(person, "国家森林")
    assert total(person) == "—"
    assert said["国家森林城市"] == f"实地 {person.find(Bars, names.CITY_BARS).bars()[1].value}"


def test_titles_of_campaigns_are_whole(person: Person) -> None:
    table = person.find(Table, names.CITY_LIST)
    assert max(paint.width_of(row[0], font(13)) for row in person.rows(names.CITY_LIST)) <= table.columnWidth(0) - u(24)


def test_a_part_that_is_measured_in_part_says_so(person: Person) -> None:
    standard(person, "卫生")
    tab(person, "评价表")
    blocks = scoring.city_score_of(person.workspace, "H").blocks
    partly = {f"block.{each.block.code}": each for each in blocks if 0 < each.known < each.block.points}
    rows = person.find(Table, names.CITY_PAGE).rows
    shown = [row for place in range(rows.rowCount()) if (row := rows.row(place)) is not None]
    said = {row.key: row.cells[1].after for row in shown if row.cells[1].after}
    assert said == {key: f"已测 {two_decimals(each.known)} 分" for key, each in partly.items()}
    assert partly
    person.row_click(names.CITY_PAGE, next(iter(partly.values())).block.title)
    known = two_decimals(next(iter(partly.values())).known)
    person.until(lambda: ("其中已测的分值", known) in person.rows(f"{names.CITY_SIDE}.lines"))


def test_nodes_carry_their_rates(person: Person) -> None:
    part = scoring.city_facts(person.workspace, "W").field.nodes["W-公共环境"]
    title = next(n.title for n in scoring.standard_of(person.workspace, "W").nodes if n.code == "W-公共环境")
    row = next(row for row in person.rows(names.CITY_PAGE) if row[0] == title)
    assert row[-1] == str(part.findings)
    assert row[3] == f"{part.possible / 100:.2f}"


def test_indicators_are_entered_in_place_and_counted(person: Person) -> None:
    standard(person, "森林")
    tab(person, "指标")
    person.row_click(names.CITY_PAGE, "S02")
    enter(person, value="41", basis="2025年统计年报")
    assert entries.entries_of(person.workspace, "S")["indicator.S02"].value == 4_100
    assert next(row for row in person.rows(names.CITY_PAGE) if row[0] == "S02")[-1] == "达标"
    person.row_click(names.CITY_PAGE, "S06")
    enter(person, met="未达标")
    assert next(row for row in person.rows(names.CITY_PAGE) if row[0] == "S06")[2:] == ("是", "否", "未达标")
    assert scoring.city_score_of(person.workspace, "S").indicators_met == 1
    person.row_click(names.CITY_PAGE, "S02")
    enter(person, value="不知道")
    assert "M27" in person.await_(QWidget, names.REFUSAL).findChildren(QLabel)[-1].text()
    person.click(names.REFUSAL_OK)
    assert entries.entries_of(person.workspace, "S")["indicator.S02"].value == 4_100


def test_documents_are_planned_handed_in_and_added(person: Person) -> None:
    tab(person, "材料审核")
    act(person, "plan")
    person.until(lambda: len(person.rows(names.CITY_PAGE)) > 10)
    person.row_click(names.CITY_PAGE, person.rows(names.CITY_PAGE)[0][1])
    enter(person, state="通过", files="方案.pdf\n附件.zip")
    passed = [each for each in reviews.documents_of(person.workspace, "W") if each.state == "passed"]
    assert [each.files for each in passed] == [("方案.pdf", "附件.zip")]
    assert person.find(Bars, names.CITY_BARS).bars()[0].value == "100.00"
    act(person, "document")
    enter(person, title="补充材料", points="2", due="2020-01-31")
    assert any(row[1] == "补充材料" and "已逾期" in row[3] for row in person.rows(names.CITY_PAGE))
    before = len(person.rows(names.CITY_PAGE))
    person.click(names.CITY_SIDE_DANGER)
    person.until(lambda: len(person.rows(names.CITY_PAGE)) == before - 1)


def test_a_questionnaire_is_made_asked_counted_and_imported(
    person: Person, tmp_path: Path, light_children: None
) -> None:
    tab(person, "问卷")
    act(person, "survey")
    enter(person, title="居民问卷", sample="60")
    person.click(f"{names.CITY_SIDE}.question")
    enter(person, text="您对环境卫生满意吗", options="满意=100\n不满意=0\n说不清=不计")
    person.row_click(names.CITY_PAGE, "居民问卷")
    person.click(f"{names.CITY_SIDE}.tally")
    enter(person, batch="东区", counts="1A=30\n1B=10\n1C=5")
    found = surveys.surveys_of(person.workspace, "W")[0]
    assert found.counts == {("东区", "1", "A"): 30, ("东区", "1", "B"): 10, ("东区", "1", "C"): 5}
    assert person.rows(names.CITY_PAGE)[0][1:5] == ("45", "60", "75.00", "样本不足")
    book = openpyxl.Workbook()
    for row in (("编号", "您对环境卫生满意吗？"), (1, "满意"), (2, "不满意"), (3, "马马虎虎")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "西区.xlsx")
    act(person, "import")
    person.choose_file("city.answers.place", tmp_path / "西区.xlsx")
    person.until(lambda: any("没有选项" in row[1] for row in person.rows(f"{names.CITY_ANSWERS}.rows")))
    person.click(names.CITY_ANSWERS_OK)
    person.until(lambda: person.rows(names.CITY_PAGE)[0][1] == "47")


def test_plus_and_minus_are_added_and_voided_and_years_and_gates_entered(person: Person) -> None:
    tab(person, "加减分")
    act(person, "minus")
    enter(person, points="1.5", reason="迟报")
    assert [(each.points, each.reason) for each in ledger.ledger_of(person.workspace, "W")] == [(150, "迟报")]
    person.row_click(names.CITY_PAGE, "迟报")
    person.write(names.CITY_FIELD.format(key="reason"), "已更正")
    person.click(names.CITY_SIDE_SAVE)
    person.until(lambda: person.rows(names.CITY_PAGE)[0][0] == "已作废")
    tab(person, "年度")
    person.row_click(names.CITY_PAGE, "第 1 年")
    enter(person, value="82.31")
    person.row_click(names.CITY_PAGE, "未成年人")
    enter(person, value="84.5")
    row = next(row for row in person.rows(names.CITY_PAGE) if "未成年人" in row[0])
    assert row[-1] == "未过门槛 \u22120.50"
    assert scoring.city_score_of(person.workspace, "W").eligible is False


def test_the_table_of_points_takes_an_entered_row(person: Person) -> None:
    standard(person, "卫生")
    tab(person, "评价表")
    block = next(each for each in scoring.city_score_of(person.workspace, "H").blocks if each.leaf)
    person.row_click(names.CITY_PAGE, block.block.title)
    enter(person, value="8")
    row = next(row for row in person.rows(names.CITY_PAGE) if row[0] == block.block.code)
    assert (row[3], row[-1]) == ("8.00", "录入")


def test_lists_by_campaign_are_saved_from_here(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "分创建.xlsx"
    person.click(names.CITY_EXPORT)
    person.choose_file("city.export.place", out)
    person.until(out.exists)
    person.settle()
    titles = openpyxl.load_workbook(out).sheetnames
    assert len(titles) == 1 + len(campaigns.campaign_report(person.workspace).lists)


def test_the_ledger_and_the_walk_say_where_a_finding_counts_besides(person: Person) -> None:
    person.click(names.RAIL.format(name="ledger"))
    person.row_click(names.LEDGER_TABLE, "小广告")
    person.until(lambda: "\u22126.00" in person.await_(QLabel, names.LEDGER_TOUCHES).text())
    assert "同时计入" in person.find(QLabel, names.LEDGER_TOUCHES).text()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: "同时计入" in person.await_(QWidget, names.WALK_TOUCHES).accessibleName())
    assert "\u22126.00" in person.find(QWidget, names.WALK_TOUCHES).accessibleName()


def test_components_open_by_keys(person: Person) -> None:
    bars = person.await_(Bars, names.CITY_BARS)
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    person.settle()
    assert person.await_(QWidget, names.CITY_SIDE).isVisible()


def test_entries_of_another_round_are_seen_before_they_are_taken_over(clerk: Person) -> None:
    office = clerk.workspace
    entries.enter_all(office, "W", {"gate.未成年人": Entry(8_950, basis="省文明办通报"), "goal": Entry(9_000)})
    entries.enter(office, "W", "component.材料", Entry(8_000))
    with office.writing() as writer:
        add_round(writer, office.office, "R2", "下一轮", ("W",))
    use_round(office, "R2")
    entries.enter(office, "W", "goal", Entry(9_100))
    clerk.click(names.RAIL.format(name="results"))
    clerk.settle()
    clerk.turn_to(names.RESULTS_BY, "创建")
    tab(clerk, "年度")
    act(clerk, "carry")
    clerk.until(lambda: len(clerk.rows(names.CITY_CARRY_ROWS)) == 1)
    ((what, value, basis, _date),) = clerk.rows(names.CITY_CARRY_ROWS)
    assert ("未成年人" in what, value, basis) == (True, "89.5", "省文明办通报")
    clerk.click(names.CITY_CARRY_OK)
    clerk.until(lambda: "gate.未成年人" in entries.entries_of(office, "W"))
    found = entries.entries_of(office, "W")
    assert (found["gate.未成年人"].value, found["goal"].value, "component.材料" in found) == (8_950, 9_100, False)
    clerk.settle()
    act(clerk, "carry")
    clerk.until(lambda: clerk.seek(QWidget, names.CITY_CARRY) is not None)
    clerk.settle()
    assert clerk.rows(names.CITY_CARRY_ROWS) == []
    assert not clerk.find(QWidget, names.CITY_CARRY_OK).isEnabled()
    clerk.press(Qt.Key.Key_Escape)
