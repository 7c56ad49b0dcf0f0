from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import results
from chuangjian_desktop.services.fieldwork import answers, findings, undo, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.memory import Memory
from tests.helpers.walks import street

FINDINGS = frozenset({"finding", "visit"})


def counting() -> Callable[[], int]:
    made = iter(range(100))
    return lambda: next(made)


def test_a_value_is_made_once_until_something_it_depends_on_is_written() -> None:
    memory, make = Memory(), counting()
    assert [memory.recall("a", FINDINGS, make), memory.recall("a", FINDINGS, make)] == [0, 0]
    memory.forget({"photo"})
    assert memory.recall("a", FINDINGS, make) == 0
    memory.forget({"finding"})
    assert memory.recall("a", FINDINGS, make) == 1
    assert memory.recall("b", FINDINGS, make) == 2


def test_what_was_made_while_something_was_written_is_not_kept() -> None:
    memory, make = Memory(), counting()

    def overtaken() -> int:
        memory.forget({"finding"})
        return make()

    assert memory.recall("a", FINDINGS, overtaken) == 0
    assert memory.recall("a", FINDINGS, make) == 1


def test_a_refusal_is_not_kept() -> None:
    memory, make = Memory(), counting()

    def refusing() -> int:
        raise Refusal("M21", what="profile", value="x")

    with pytest.raises(Refusal):
        memory.recall("a", FINDINGS, refusing)
    assert memory.recall("a", FINDINGS, make) == 0


def test_sheet_and_scores_follow_every_act(tmp_path: Path) -> None:
    with street(tmp_path) as walk:
        workspace, visit = walk.workspace, walk.visit_id
        code = walk.sheet().rows[0].item.code
        assert results.score(workspace, "round").rows[0].findings == 0
        made = findings.record(workspace, visit, code, FindingDraft("堆放杂物"))
        assert [each.id for each in walk.sheet().row(code).findings] == [made]
        assert results.score(workspace, "round").rows[0].findings == 1
        undo.undo(workspace, visit)
        assert walk.sheet().row(code).findings == ()
        assert results.score(workspace, "round").rows[0].findings == 0
        answers.set_answer(workspace, visit, code, "conforming")
        assert walk.sheet().row(code).state == "conforming"
        visits.finish(workspace, visit, ("王敏",))
        with pytest.raises(Refusal, match="M23"):
            findings.record(workspace, visit, code, FindingDraft("堆放杂物"))
        assert walk.sheet().finished
