"""Decides what Standards shows. Reading only; no Qt."""

from __future__ import annotations

from collections.abc import Callable

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.domain.rule_text import rule_words
from chuangjian_desktop.domain.standard import METHODS, Checklist, Item
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.state import ItemFacts, StandardsState
from chuangjian_desktop.ui.text.words import language, t


class StandardsPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[StandardsState], None]) -> None:
        self._desk = desk
        self._show = show
        self._list = ""
        self._item = ""

    def refresh(self) -> None:
        """Read the catalogue anew."""
        catalogue = self._desk.workspace.catalogue
        if self._list not in catalogue.checklists:
            self._list = next(iter(catalogue.checklists), "")
        self._publish()

    def choose_list(self, code: str) -> None:
        """Show the items of a checklist."""
        if code and code != self._list:
            self._list, self._item = code, ""
            self._publish()

    def choose_item(self, code: str) -> None:
        """Show one item whole."""
        if code != self._item:
            self._item = code
            self._publish()

    def _publish(self) -> None:
        catalogue = self._desk.workspace.catalogue
        chosen = catalogue.checklists.get(self._list)
        items = chosen.items if chosen else ()
        item = next((each for each in items if each.code == self._item), items[0] if items else None)
        total = sum(len(each.items) for each in catalogue.checklists.values())
        facts = t("{n} 张测评表 · {items} 个条目", n=len(catalogue.checklists), items=total)
        self._show(
            StandardsState(
                f"{facts} · " + t("只读"),
                (Column("name", t("测评表")), Column("items", t("条目"), 60, right=True)),
                tuple(_list_row(each) for each in catalogue.checklists.values()),
                (
                    Column("code", t("编号"), 76),
                    Column("title", t("条目")),
                    Column("section", t("部分"), 130),
                    Column("points", t("分值"), 64, right=True),
                ),
                tuple(_item_row(each) for each in items),
                self._facts(item) if item else None,
            )
        )

    def _facts(self, item: Item) -> ItemFacts:
        catalogue = self._desk.workspace.catalogue
        deadline = DEADLINES.get(item.deadline)
        english = language() == "en"
        methods = {value: key for key, value in METHODS.items()}
        nodes = [
            f"{catalogue.standards[node.campaign].title if node.campaign in catalogue.standards else node.campaign}"
            for node in item.campaigns
        ]
        pairs = (
            (t("要求"), item.requirement),
            (t("怎么查"), item.how_to_check),
            (t("方法"), methods.get(item.method, item.method)),
            (t("分值"), f"{two_decimals(item.points)} · {rule_words(item.rule)}"),
            (t("免扣提示"), item.exemption),
            (t("照片"), t("必拍 {n} 张", n=item.photos_required) if item.photos_required else ""),
            (t("主管"), "、".join(item.departments)),
            (t("时限"), (deadline.label_en if english else deadline.label_zh) if deadline else ""),
            (t("常见问题"), "\n".join(f"· {each.text}" for each in item.phrases)),
            (t("对应创建"), "、".join(dict.fromkeys(nodes))),
        )
        return ItemFacts(f"{item.code} {item.title}", tuple((name, value) for name, value in pairs if value))


def _list_row(checklist: Checklist) -> Row:
    name = Cell(f"{checklist.code}  {checklist.title}", spoken="、".join((checklist.title, *checklist.synonyms)))
    return Row(checklist.code, (name, Cell(str(len(checklist.items)), "text_3")))


def _item_row(item: Item) -> Row:
    cells = (
        Cell(item.code, "text_3"),
        Cell(item.title, spoken=item.requirement),
        Cell(item.section, "text_2"),
        Cell(short(item.points)),
    )
    return Row(item.code, cells)
