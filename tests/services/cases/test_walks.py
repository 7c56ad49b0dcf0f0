"""Random acts on a real file: a case is only ever where the table allows, and the journal gives it back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.rectification import TRANSITIONS
from chuangjian_desktop.services import upkeep
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.rechecking import Seen, recheck
from chuangjian_desktop.services.office.cases import answers, closing, disputes, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.workspace import Workspace, act_as
from tests.helpers.city import city, unit_named
from tests.helpers.rectifying import finding

LATER = "2099-12-31"
ACTS: Mapping[str, Callable[[Workspace, list[str]], object]] = {
    "accept": reviewing.accept,
    "reject": lambda w, ids: reviewing.reject(w, ids, "误报"),
    "restore": lambda w, ids: reviewing.restore(w, ids, "复核"),
    "assign": lambda w, ids: reviewing.assign(w, ids, CaseDraft()),
    "transfer": lambda w, ids: reviewing.transfer(w, ids, unit_named(w, "光明街道办事处"), "职责"),
    "receive": answers.receive,
    "begin": answers.begin,
    "refuse": lambda w, ids: answers.refuse(w, ids, "不属本单位"),
    "ask": lambda w, ids: answers.ask_time(w, ids, LATER, "雨季"),
    "grant": answers.grant_time,
    "deny": lambda w, ids: answers.deny_time(w, ids, "不同意"),
    "longterm": lambda w, ids: answers.longterm(w, ids, "改造", approved_by="周副市长"),
    "resume": lambda w, ids: answers.resume(w, ids, "恢复"),
    "reply": lambda w, ids: answers.reply_all(w, ids, Reply(measure="已整改")),
    "check": closing.check,
    "redo": lambda w, ids: closing.send_back(w, ids, "不到位"),
    "pass": lambda w, ids: recheck(w, ids, Seen("passed")),
    "fail": lambda w, ids: recheck(w, ids, Seen("failed", "仍在")),
    "close": closing.close,
    "reopen": lambda w, ids: closing.reopen(w, ids, "反弹"),
    "object": lambda w, ids: disputes.objection(w, ids, "线内"),
    "dismiss": lambda w, ids: disputes.decide(w, ids, upheld=False, reason="不成立"),
    "uphold": lambda w, ids: disputes.decide(w, ids, upheld=True, reason="成立"),
}


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(("甲", "乙", "丙"))), max_size=30))
def test_a_case_is_only_where_the_table_allows_and_the_journal_gives_it_back(acts: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, city(Path(folder)) as office:
        name = finding(office, "WC-001-01")
        for act, person in acts:
            before = reading.case(office, name)
            act_as(office, person)
            try:
                ACTS[act](office, [name])
            except Refusal:
                assert reading.case(office, name) == before
                continue
            step = reading.steps(office, name)[-1]
            rule = TRANSITIONS[step.action]
            after = reading.case(office, name).state
            assert (before.state in rule.sources, step.before, step.after) == (True, before.state, after)
            assert after in (rule.targets or (before.state,))
        kept = reading.cases(office).rows
        assert not upkeep.check(office)
        office.store.rebuild()
        assert reading.cases(office).rows == kept
