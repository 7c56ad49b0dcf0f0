"""A checklist that goes out as a workbook comes back as it was, to the last character."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from chuangjian_desktop.domain.standard import Checklist, Item
from chuangjian_desktop.inputs.checklists.understanding import understood
from chuangjian_desktop.outputs.xlsx.checklist_sheet import write_checklist
from tests.helpers.checklists import KNOWN, RULE_KINDS, checklists, items, laid, rules


def back(checklist: Checklist) -> Checklist:
    """Written, read and understood."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_checklist(checklist, path)
        (table,) = laid(path).tables
    read = understood(table, KNOWN)
    assert [line.remarks for line in read] == [()] * len(checklist.items)
    found = tuple(line.item for line in read if line.item is not None)
    head = table.head
    return Checklist(head.code, head.title, head.synonyms, head.version, found, date=head.date)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(checklists())
def test_nothing_is_lost(checklist: Checklist) -> None:
    assert back(checklist) == checklist


@pytest.mark.parametrize("kind", RULE_KINDS)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_kind_of_rule_survives(kind: str, data: DataObject) -> None:
    item: Item = data.draw(items(1))
    rule = data.draw(rules(item.points, kind))
    checklist = Checklist("QA", "表", (), "1", (replace(item, rule=rule),))
    assert back(checklist) == checklist
