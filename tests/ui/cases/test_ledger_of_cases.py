"""The ledger as the clerk's spreadsheet: narrowing, grouping, many at once, saved views."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPlainTextEdit, QWidget

from chuangjian_desktop.domain.rectification import UNREVIEWED
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.office.cases import reviewing
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.office.views import views
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.office.ledger.bulk_bar import BulkBar, FloatButton
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.table import Table
from tests.helpers.typing import type_text
from tests.helpers.window import Person


def numbers(person: Person) -> list[str]:
    return [row[1] for row in person.rows(names.LEDGER_TABLE)]


def to_ledger(person: Person) -> Table:
    person.press(Qt.Key.Key_1, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    person.until(lambda: len(numbers(person)) == 7)
    return person.find(Table, names.LEDGER_TABLE)


def pick(person: Person, name: str, words: str) -> None:
    """Take a value of a filter from its menu."""
    pill = names.LEDGER_FILTER.format(name=name)
    person.click(pill)
    menu = person.await_(QMenu, f"{pill}.menu")
    action = next(each for each in menu.actions() if each.text() == words)
    action.trigger()
    menu.close()
    person.settle()


def choose(person: Person, *wanted: str) -> None:
    table = person.find(Table, names.LEDGER_TABLE)
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for number in wanted:
        index = table.model().index(numbers(person).index(number), 0)
        table.selectionModel().select(index, flags.Select | flags.Rows)
    person.until(lambda: person.seek(BulkBar, names.LEDGER_BULK) is not None)


def test_states_narrow_and_groups_have_heads(person: Person) -> None:
    to_ledger(person)
    pick(person, "state", "待复查")
    person.until(lambda: numbers(person) == ["WC-001-01", "WC-001-02"])
    assert person.find(QLabel, names.LEDGER_SUM).text().startswith("筛出 2 条")
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: len(numbers(person)) == 7)
    pick(person, "group", "状态")
    person.until(lambda: len(numbers(person)) > 7)
    heads = [row[0] for row in person.rows(names.LEDGER_TABLE) if row[0]]
    counts = {state: n for state, n in reading.counts(person.workspace).items() if n}
    assert heads == [reading.state_label(state) for state in reading.STATES if state in counts]
    table = person.find(Table, names.LEDGER_TABLE)
    assert "已销号" not in table.copied().splitlines()
    assert len(table.copied().splitlines()) in (2, 8)


def test_many_are_changed_at_once(person: Person) -> None:
    held = reading.case(person.workspace, "WC-002-01").finding_id
    reviewing.edit(person.workspace, [held], CaseDraft(fives=(("定责任", "李强"),)))
    person.settle()
    to_ledger(person)
    choose(person, "ZG-002-01", "WC-002-01")
    assert person.find(BulkBar, names.LEDGER_BULK).words().startswith("已选 2 条 · 11 处")
    person.click(names.LEDGER_BULK_ACT.format(name="edit"))
    grave = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name="severity"))
    grave.setCurrentIndex(grave.findData("grave"))
    deadline = person.find(QComboBox, names.CASE_ASK_FIELD.format(name="deadline"))
    deadline.setCurrentIndex(deadline.findData("7d"))
    person.write(names.CASE_ASK_FIELD.format(name="five:定领导"), "张副市长")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.case(person.workspace, "ZG-002-01").severity == "grave")
    row = reading.case(person.workspace, "WC-002-01")
    assert (row.severity, row.deadline, row.fives) == ("grave", "7d", (("定责任", "李强"), ("定领导", "张副市长")))
    person.settle()
    choose(person, "ZG-002-01", "WC-002-01")
    person.click(names.LEDGER_BULK_ACT.format(name="accept"))
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.case(person.workspace, "WC-002-01").state == "reviewed")
    person.settle()
    choose(person, "ZG-002-01", "WC-002-01")
    person.click(names.LEDGER_BULK_ACT.format(name="reject"))
    type_text(person.await_(QPlainTextEdit, names.CASE_ASK_FIELD.format(name="reason")), "误报")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.case(person.workspace, "ZG-002-01").state == "void")
    assert reading.case(person.workspace, "WC-002-01").reason == "误报"


def offers(person: Person, name: str) -> tuple[str, bool]:
    """What a button on the bar says, and whether it can be pressed."""
    button = person.find(FloatButton, names.LEDGER_BULK_ACT.format(name=name))
    return button.accessibleName(), button.isEnabled()


def test_the_bar_counts_what_an_act_is_for_and_leaves_the_rest(person: Person) -> None:
    to_ledger(person)
    person.press(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    bar = person.await_(BulkBar, names.LEDGER_BULK)
    person.until(lambda: bar.words() == "已选全部 7 条")
    counts = reading.counts(person.workspace)
    fresh = sum(counts[state] for state in UNREVIEWED)
    assert 0 < fresh < 7
    assert offers(person, "accept") == (f"审核通过 {fresh}", True)
    assert offers(person, "edit") == (f"修改 {7 - counts['closed']}…", True)
    person.click(names.LEDGER_BULK_ACT.format(name="accept"))
    person.await_(QWidget, names.CASE_ASK)
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.counts(person.workspace)["reviewed"] == fresh)
    after = reading.counts(person.workspace)
    assert all(after[state] == counts[state] for state in counts if state not in (*UNREVIEWED, "reviewed"))
    person.until(lambda: f"审核通过：{fresh} 件，另有 {7 - fresh} 条没有动" in banners(person))


def banners(person: Person) -> list[str]:
    return [each.text() for each in person.window.findChildren(Banner) if each.isVisible()]


def test_what_nobody_reviewed_is_named_after_it_was_assigned(person: Person) -> None:
    to_ledger(person)
    choose(person, "ZG-002-01", "WC-002-01")
    person.click(names.LEDGER_BULK_ACT.format(name="assign"))
    unit = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name="unit"))
    unit.setCurrentIndex(unit.findText("花园街道办事处"))
    deadline = person.find(QComboBox, names.CASE_ASK_FIELD.format(name="deadline"))
    deadline.setCurrentIndex(deadline.findData("7d"))
    person.click(names.CASE_ASK_OK)
    person.until(lambda: any(each.startswith("交办：2 件") for each in banners(person)))
    (told,) = (each for each in banners(person) if each.startswith("交办：2 件"))
    assert "ZG-002-01" in told
    assert "WC-002-01" in told


def test_an_act_that_none_of_the_chosen_allows_rests(person: Person) -> None:
    to_ledger(person)
    choose(person, "WC-001-01", "WC-001-02")
    assert offers(person, "accept") == ("审核通过", False)
    assert offers(person, "edit") == ("修改…", True)


def join_shown(person: Person, *wanted: str) -> None:
    choose(person, *wanted)
    person.until(lambda: offers(person, "join")[1])
    person.click(names.LEDGER_BULK_ACT.format(name="join"))


def test_duplicates_of_a_site_are_joined_and_taken_back(person: Person) -> None:
    to_ledger(person)
    choose(person, "WC-001-01", "ZG-001-01")
    assert not offers(person, "join")[1]
    join_shown(person, "WC-001-01", "WC-001-02")
    person.await_(QWidget, names.CASES_JOIN)
    buttons = [person.find(QWidget, names.CASES_JOIN_KEEP.format(n=n)) for n in (1, 2)]
    kept = next(n for n, each in enumerate(buttons, 1) if "WC-001-02" in each.accessibleName())
    person.press(Qt.Key.Key_1 if kept == 1 else Qt.Key.Key_2)
    person.until(lambda: reading.case(person.workspace, "WC-001-01").state == "void")
    assert reading.case(person.workspace, "WC-001-01").line.joined_to
    person.until(lambda: not offers(person, "join")[1])
    table = person.find(Table, names.LEDGER_TABLE)
    marked = table.rows.row(numbers(person).index("WC-001-01"))
    assert marked is not None
    assert marked.cells[3].after == "与WC-001-02重复"
    banner = next(
        each for each in person.window.findChildren(Banner) if each.isVisible() and "WC-001-02" in each.text()
    )
    banner.acted.emit()
    person.until(lambda: reading.case(person.workspace, "WC-001-01").state == "to_recheck")


def test_of_more_than_two_one_is_named_to_stay(person: Person) -> None:
    to_ledger(person)
    join_shown(person, "WC-001-01", "WC-001-02", "WC-001-03")
    kept = person.await_(QComboBox, names.CASE_ASK_FIELD.format(name="kept"))
    kept.setCurrentIndex(kept.findData(reading.case(person.workspace, "WC-001-03").finding_id))
    person.click(names.CASE_ASK_OK)
    person.until(lambda: reading.counts(person.workspace)["void"] == 2)
    third = reading.case(person.workspace, "WC-001-03")
    assert third.state == "closed"
    assert {reading.case(person.workspace, n).line.joined_to for n in ("WC-001-01", "WC-001-02")} == {"WC-001-03"}


def test_a_view_is_kept_taken_and_deleted(person: Person) -> None:
    to_ledger(person)
    pick(person, "state", "已销号")
    person.until(lambda: numbers(person) == ["WC-001-03"])
    person.click(names.LEDGER_VIEWS)
    menu = person.await_(QMenu, f"{names.LEDGER_VIEWS}.menu")
    next(each for each in menu.actions() if each.text() == "存为视图…").trigger()
    menu.close()
    person.write(names.CASE_ASK_FIELD.format(name="name"), "已办结")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: [each.name for each in views(person.workspace, "ledger")] == ["已办结"])
    person.settle()
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: len(numbers(person)) == 7)
    person.until(lambda: person.find(QWidget, names.LEDGER_VIEWS).accessibleName() == "视图")
    person.click(names.LEDGER_VIEWS)
    menu = person.await_(QMenu, f"{names.LEDGER_VIEWS}.menu")
    next(each for each in menu.actions() if each.text() == "已办结").trigger()
    menu.close()
    person.until(lambda: numbers(person) == ["WC-001-03"])
    person.settle()
    person.click(names.LEDGER_VIEWS)
    menu = person.await_(QMenu, f"{names.LEDGER_VIEWS}.menu")
    next(each for each in menu.actions() if each.text() == "删除这个视图").trigger()
    menu.close()
    person.until(lambda: not views(person.workspace, "ledger"))


def test_the_state_opens_the_case(person: Person) -> None:
    table = to_ledger(person)
    table.opened.emit(reading.case(person.workspace, "NM-001-01").finding_id, "state")
    person.until(lambda: person.seek(QLabel, names.CASES_NUMBER) is not None)
    person.until(lambda: person.find(QLabel, names.CASES_NUMBER).text() == "NM-001-01")
