"""The catalogue: which version is in force, and where on a sheet a recorded item belongs."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.standard import Checklist, Item, Rule
from chuangjian_desktop.domain.versions import Review, Version


def item(code: str, **said: object) -> Item:
    made = Item(
        code, "环境", code, "要求", "看", "inspect", "处", 1000, Rule("per_occurrence", 50, 1000),
        na_allowed=True, veto="", exemption="", departments=("城管",), phrases=(), deadline="now", severity="normal",
        photos_required=0, photos_most=3, campaigns=(), order=1,
    )  # fmt: skip
    return replace(made, **said)  # pyright: ignore[reportArgumentType]


def version(name: str, code: str, items: tuple[Item, ...], **said: object) -> Version:
    checklist = Checklist(code, f"{code}测评表", (f"{code}别名",), name, items, date="2026-11-22")
    records = {f"{code}/{name}/{each.code}": each for each in items}
    return Version(f"{code}-{name}", replace(checklist, **said), records)  # pyright: ignore[reportArgumentType]


OLD = version("1", "ZG", (item("A"), item("B")))
NEW = replace(
    version("2", "ZG", (item("A", replaces=("A",)), item("B2", replaces=("B",)), item("C"))),
    base="ZG-1",
    review=Review({"A": "same", "B2": "changed", "C": "new"}),
)
DRAFT = version("3", "ZG", (item("A"),), state="draft", date="2099-01-01")
TOILETS = version("1", "WC", (item("A"), item("T")))
GONE = version("1", "JQ", (item("J"),), state="retired")


def catalogue(*versions: Version, chosen: frozenset[str] = frozenset()) -> Catalogue:
    return Catalogue({each.id: each for each in versions}, chosen, {}, {})


ALL = catalogue(OLD, NEW, DRAFT, TOILETS, GONE)


def test_the_newest_published_version_is_in_force() -> None:
    assert {code: each.id for code, each in ALL.current.items()} == {"WC": "WC-1", "ZG": "ZG-2"}
    assert list(ALL.checklists) == ["WC", "ZG"]
    assert ALL.checklists["ZG"] is NEW.checklist
    later = version("1", "ZG", (item("A"),), date="2027-01-01")
    assert catalogue(NEW, later).current["ZG"] is later


def test_a_round_may_choose_another_one_but_no_draft() -> None:
    assert catalogue(OLD, NEW, DRAFT, chosen=frozenset({"ZG-1"})).current["ZG"] is OLD
    assert catalogue(OLD, NEW, DRAFT, chosen=frozenset({"ZG-3", "lost"})).current["ZG"] is NEW
    assert catalogue(GONE, chosen=frozenset({"JQ-1"})).current["JQ"] is GONE


def test_types_keep_their_name_when_their_checklist_is_retired() -> None:
    assert ALL.titles == {"JQ": "JQ测评表", "WC": "WC测评表", "ZG": "ZG测评表"}
    assert "jq测评表" not in ALL.type_names
    assert ALL.type_names["zg别名"] == "ZG"


def test_items_are_found_by_record_and_by_code() -> None:
    assert set(ALL.items) == {f"{v.checklist.code}/{v.checklist.version}/{i.code}" for v in ALL.versions.values()
                              for i in v.checklist.items}  # fmt: skip
    assert ALL.homes["ZG/1/A"] == "ZG-1"
    assert ALL.item_ids["B2"] == "ZG/2/B2"


def test_a_visit_stays_with_its_own_version() -> None:
    assert ALL.version_for("ZG-1", "ZG") is OLD
    assert ALL.version_for("ZG-1", "WC") is OLD
    assert ALL.version_for("", "ZG") is NEW
    assert ALL.version_for("lost", "QQ") is None


def test_what_was_recorded_tells_the_version_of_an_old_visit() -> None:
    assert ALL.version_for("", "ZG", ["ZG/1/A", "ZG/1/B", "ZG/2/A", "unknown"]) is OLD
    assert ALL.version_for("", "ZG", ["WC/1/A"]) is NEW


def test_a_recorded_item_stands_where_it_is_continued() -> None:
    assert ALL.code_in(NEW, "ZG/2/C") == "C"
    assert ALL.code_in(NEW, "ZG/1/B") == "B2"
    assert ALL.code_in(OLD, "ZG/2/B2") == "B"
    assert ALL.code_in(OLD, "ZG/2/C") is None
    assert ALL.code_in(NEW, "WC/1/A") is None
    assert ALL.code_in(NEW, "unknown") is None


def test_a_sheets_own_items_go_before_those_they_continue() -> None:
    assert ALL.by_code(NEW, {"ZG/2/A": "own", "ZG/1/A": "before", "ZG/1/B": "kept"}) == {"A": "own", "B2": "kept"}
    assert ALL.by_code(OLD, {"ZG/2/A": "after", "ZG/1/A": "own", "WC/1/T": "elsewhere"}) == {"A": "own"}


def test_kin_of_an_item() -> None:
    assert ALL.kin("ZG/1/B") == {"ZG/1/B", "ZG/2/B2"}
    assert ALL.kin("ZG/2/B2") == {"ZG/1/B", "ZG/2/B2"}
    assert ALL.kin("ZG/2/C") == {"ZG/2/C"}
    assert ALL.kin("unknown") == {"unknown"}
