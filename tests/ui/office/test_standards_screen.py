"""The Standards screen by clicks and keys: figures, a version from draft to use, the matrix, the city's numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QTableView, QWidget

from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.services.office.standards import confirming, mapping, parameters, scenarios
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.parts import Banner
from tests.helpers.typing import click_on, press_on, type_text
from tests.helpers.window import Person


@pytest.fixture
def person(clerk: Person) -> Person:
    clerk.click(names.RAIL.format(name=names.STANDARDS))
    clerk.settle()
    return clerk


def write_item(person: Person, field: str, text: str) -> None:
    """Write into a field of the form and leave it."""
    edit = person.await_(QLineEdit, names.STANDARDS_EDIT.format(name=field))
    edit.setFocus()
    edit.selectAll()
    type_text(edit, text)
    press_on(person.qtbot, edit, Qt.Key.Key_Tab)
    person.settle()


def menu(person: Person, words: str) -> None:
    """Take an entry of the menu of further acts."""
    person.click(names.STANDARDS_MORE)
    opened = person.await_(QMenu, f"{names.STANDARDS_MORE}.menu")
    entry = next(action for action in opened.actions() if action.text().startswith(words))
    rect = opened.actionGeometry(entry)
    click_on(person.qtbot, opened, rect.center())
    person.settle()


def test_figures_are_confirmed_one_after_the_other(person: Person) -> None:
    person.until(lambda: bool(person.rows(names.STANDARDS_LIBRARY)))
    person.row_click(names.STANDARDS_LIBRARY, "全国文明城市")
    person.turn_to(names.STANDARDS_PART, "评价与数值")
    asked = [each for each in confirming.figures_of(person.workspace, "W") if each.open]
    person.row_click(names.STANDARDS_FIGURES, asked[0].figure.label)
    person.until(lambda: person.find(QWidget, names.STANDARDS_CONFIRM).isEnabled())
    person.click(names.STANDARDS_CONFIRM)
    person.settle()
    person.write(names.STANDARDS_FIGURE, "45")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: sum(e.open for e in confirming.figures_of(person.workspace, "W")) == len(asked) - 2)
    now = {each.figure.key: each for each in confirming.figures_of(person.workspace, "W")}
    first, second = asked[0].figure, asked[1].figure
    assert now[first.key].figure.value == first.value
    assert (now[second.key].figure.value, now[second.key].figure.certainty) == (4500, "confirmed")
    person.settle()
    banners = person.window.findChildren(Banner)
    person.until(lambda: any("周期内各年的占比合计 125%，不是 100%" in each.text() for each in banners))
    person.row_click(names.STANDARDS_FIGURES, second.label)
    person.until(lambda: person.seek(QWidget, names.STANDARDS_WITHDRAW) is not None)
    person.click(names.STANDARDS_WITHDRAW)
    person.until(lambda: sum(e.open for e in confirming.figures_of(person.workspace, "W")) == len(asked) - 1)


def test_a_node_names_the_items_that_serve_it(person: Person) -> None:
    person.row_click(names.STANDARDS_LIBRARY, "国家卫生城市")
    person.settle()
    person.row_click(names.STANDARDS_FIGURES, "市容环境")
    serving = mapping.serving(person.workspace, "H")["H-市容环境"]
    detail = person.find(QWidget, "standards.detail")
    person.until(lambda: detail.accessibleName() != "")
    said = " ".join(child.accessibleName() for child in detail.findChildren(QWidget))
    assert f"{serving[0].item.code} {serving[0].item.title}" in said


def draft(person: Person) -> str:
    """A draft of ZG, open in the editor."""
    person.turn_to(names.STANDARDS_PAGES, "测评表")
    person.row_click(names.STANDARDS_LISTS, "主干道")
    person.settle()
    person.click(names.STANDARDS_DRAFT)
    person.until(lambda: any("草稿" in row[0] for row in person.rows(names.STANDARDS_LISTS)))
    person.settle()
    return next(each.id for each in person.workspace.catalogue.versions.values() if each.checklist.state == "draft")


def test_a_version_is_drawn_up_reviewed_and_published(person: Person) -> None:
    before = person.workspace.catalogue.current["ZG"]
    made = draft(person)
    person.row_click(names.STANDARDS_ITEMS, "ZG05")
    old = next(item for item in before.checklist.items if item.code == "ZG05")
    write_item(person, "points", str(old.points // 100 + 2))
    write_item(person, "title", "沿街无占道经营")
    person.until(lambda: any(row[1] == "沿街无占道经营" for row in person.rows(names.STANDARDS_ITEMS)))
    person.row_click(names.STANDARDS_ITEMS, "ZG06")
    other = next(item for item in before.checklist.items if item.code == "ZG06")
    write_item(person, "points", str(other.points // 100 - 2))
    person.settle()
    person.click(names.STANDARDS_PUBLISH)
    person.settle()
    assert not person.find(QWidget, "publish.ok").isEnabled()
    assert sorted(row[2] for row in person.rows("publish.review") if row[3] != "已核对") == ["已改", "已改"]
    person.row_click("publish.review", "沿街无占道经营")
    person.press(Qt.Key.Key_S)
    person.settle()
    person.click("publish.all")
    person.until(lambda: person.find(QWidget, "publish.ok").isEnabled())
    person.click("publish.ok")
    person.until(lambda: person.workspace.catalogue.current["ZG"].id == made)
    person.settle()
    assert person.workspace.catalogue.versions[made].review.verdicts["ZG05"] == "same"
    assert person.workspace.catalogue.versions[made].review.verdicts["ZG06"] == "changed"
    assert person.workspace.catalogue.versions[before.id].checklist.state == "published"


def test_what_a_field_cannot_be_is_said_and_not_saved(person: Person) -> None:
    made = draft(person)
    person.row_click(names.STANDARDS_ITEMS, "ZG05")
    person.settle()
    kept = person.workspace.catalogue.written[made]
    write_item(person, "rule", "看着扣")
    form = person.find(QWidget, "standards.form")
    told = [child.accessibleName() for child in form.findChildren(QWidget) if child.isVisible()]
    assert any("看不懂" in words or "看着扣" in words for words in told)
    assert person.workspace.catalogue.written[made] == kept
    assert person.find(QLineEdit, names.STANDARDS_EDIT.format(name="rule")).text() == "看着扣"
    write_item(person, "rule", "每处扣2分，扣完为止")
    person.until(lambda: _item(person, made, "ZG05").rule.each == 200)


def _item(person: Person, version: str, code: str) -> Item:
    items = person.workspace.catalogue.written[version].checklist.items
    return next(item for item in items if item.code == code)


def test_choices_and_long_texts_are_saved_as_they_are_left(person: Person) -> None:
    made = draft(person)
    person.row_click(names.STANDARDS_ITEMS, "ZG05")
    person.settle()
    box = person.find(QComboBox, names.STANDARDS_EDIT.format(name="severity"))
    box.setFocus()
    press_on(person.qtbot, box, Qt.Key.Key_Home)
    box.activated.emit(box.currentIndex())
    person.settle()
    text = person.find(QPlainTextEdit, names.STANDARDS_EDIT.format(name="phrases"))
    text.setFocus()
    text.selectAll()
    type_text(text, "店外经营〔09006〕")
    press_on(person.qtbot, text, Qt.Key.Key_Tab)
    person.until(lambda: [p.text for p in _item(person, made, "ZG05").phrases] == ["店外经营"])
    assert _item(person, made, "ZG05").phrases[0].problem == "09006"
    assert _item(person, made, "ZG05").severity == str({"轻微": "light"}[str(box.currentData())])


def test_items_are_added_moved_and_removed_by_menu_and_keys(person: Person) -> None:
    made = draft(person)
    person.row_click(names.STANDARDS_ITEMS, "ZG05")
    codes = [row[0] for row in person.rows(names.STANDARDS_ITEMS)]
    menu(person, "加条目")
    person.until(lambda: len(person.rows(names.STANDARDS_ITEMS)) == len(codes) + 1)
    new = next(row[0] for row in person.rows(names.STANDARDS_ITEMS) if row[0] not in codes)
    menu(person, "上移")
    person.until(lambda: [row[0] for row in person.rows(names.STANDARDS_ITEMS)].index(new) == codes.index("ZG05"))
    menu(person, "删去条目")
    person.until(lambda: [row[0] for row in person.rows(names.STANDARDS_ITEMS)] == codes)
    menu(person, "放弃这份草稿")
    person.until(lambda: made not in person.workspace.catalogue.versions)
    person.settle()


def test_a_draft_gets_another_title_and_other_names(person: Person) -> None:
    made = draft(person)
    menu(person, "名称和别名…")
    title = person.await_(QLineEdit, names.CASE_ASK_FIELD.format(name="title"))
    assert title.text() == "主干道"
    person.write(names.CASE_ASK_FIELD.format(name="title"), "城市主干道")
    person.write(names.CASE_ASK_FIELD.format(name="names"), "大街、快速路")
    person.click(names.CASE_ASK_OK)
    person.until(lambda: person.workspace.catalogue.versions[made].checklist.title == "城市主干道")
    assert person.workspace.catalogue.versions[made].checklist.synonyms == ("大街", "快速路")
    person.settle()


def test_a_test_run_is_typed_scored_and_kept(person: Person) -> None:
    person.turn_to(names.STANDARDS_PAGES, "测评表")
    person.row_click(names.STANDARDS_LISTS, "主干道")
    person.settle()
    person.click(names.STANDARDS_RUNS)
    person.until(lambda: person.await_(QLineEdit, "runs.name").isEnabled())
    person.write("runs.name", "三处占道")
    text = person.find(QPlainTextEdit, "runs.text")
    text.setFocus()
    type_text(text, "ZG05 3处\nZG12 不适用")
    person.click("runs.keep")
    version = person.workspace.catalogue.current["ZG"]
    person.until(lambda: bool(scenarios.scenarios(person.workspace, version.id)))
    person.settle()
    kept = scenarios.run_all(person.workspace, version.id)[0]
    assert kept.passed
    assert kept.possible == 10_000 - next(i.points for i in version.checklist.items if i.code == "ZG12")
    type_text(text, "没有")
    person.until(lambda: not person.find(QWidget, "runs.keep").isEnabled())
    person.row_click("runs.list", "三处占道")
    person.press(Qt.Key.Key_Escape)
    person.settle()


def test_the_matrix_is_filled_by_keyboard(person: Person) -> None:
    person.turn_to(names.STANDARDS_PAGES, "对应矩阵")
    grid = person.await_(QTableView, names.STANDARDS_MATRIX)
    person.until(lambda: grid.model().rowCount() > 100)
    row = next(n for n, each in enumerate(mapping.matrix(person.workspace)) if each.item.code == "ZG05")
    nodes = [str(grid.model().headerData(n, Qt.Orientation.Horizontal)) for n in range(grid.model().columnCount())]
    place = next(n for n in range(len(nodes)) if not grid.model().index(row, n).data())
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(row, place))
    served = len(_nodes(person))
    press_on(person.qtbot, grid, Qt.Key.Key_Space)
    person.until(lambda: len(_nodes(person)) == served + 1)
    person.settle()
    press_on(person.qtbot, grid, Qt.Key.Key_7)
    editor = next(child for child in grid.viewport().findChildren(QLineEdit) if child.isVisible())
    press_on(person.qtbot, editor, Qt.Key.Key_Return)
    person.until(lambda: 700 in _nodes(person).values())
    person.settle()
    press_on(person.qtbot, grid, Qt.Key.Key_Delete)
    person.until(lambda: len(_nodes(person)) == served)
    person.settle()


def _nodes(person: Person) -> dict[str, int | None]:
    return dict(next(each for each in mapping.matrix(person.workspace) if each.item.code == "ZG05").nodes)


def test_a_city_figure_is_set_and_put_back(person: Person) -> None:
    person.turn_to(names.STANDARDS_PAGES, "城市参数")
    person.until(lambda: bool(person.rows(names.STANDARDS_PARAMETERS)))
    row = next(each for each in parameters.parameters_of(person.workspace) if each.items)
    person.row_click(names.STANDARDS_PARAMETERS, row.parameter.label)
    other = row.parameter.most if row.parameter.most != row.shipped else row.parameter.least
    person.write(names.STANDARDS_PARAMETER, f"{other / 100:g}")
    person.click(names.STANDARDS_PARAMETER_SET)
    person.until(lambda: [e.parameter.value for e in parameters.parameters_of(person.workspace) if e.own] == [other])
    person.settle()
    person.click("standards.parameter.reset")
    person.until(lambda: not any(each.own for each in parameters.parameters_of(person.workspace)))
    person.settle()


def test_the_shipped_standards_are_all_here(person: Person) -> None:
    person.click("standards.update")
    person.until(lambda: (found := person.seek(Banner, "standards.told")) is not None and bool(found.text()))
    assert "都已在这个文件里" in person.find(Banner, "standards.told").text()
    person.settle()
