from __future__ import annotations

import sys
import threading

import pytest

from chuangjian_desktop.domain.errors import Cancelled, Refusal, Warn
from chuangjian_desktop.domain.progress import Progress


@pytest.mark.parametrize(
    ("code", "later"), [("M06", True), ("M07", True), ("M08", True), ("M16", True), ("M27", False)]
)
def test_some_refusals_may_pass_later(code: str, later: bool) -> None:
    refusal = Refusal(code, file="a.cjdb")
    assert (refusal.not_now, refusal.details) == (later, {"file": "a.cjdb"})
    assert code in str(refusal)
    assert Warn(code).details == {}


@pytest.mark.parametrize(
    ("refusal", "only"),
    [
        (Refusal("M07", file="a.pdf"), True),
        (Refusal("M25", char="x"), True),
        (Refusal("M27", field="out", value="a"), True),
        (Refusal("M27", field="name", value="a"), False),
        (Refusal("M21", what="site", value="a"), False),
    ],
)
def test_what_only_could_not_be_written_leaves_what_was_done(refusal: Refusal, only: bool) -> None:
    assert refusal.unwritten == only


def test_threads_that_count_at_once_lose_nothing() -> None:
    progress = Progress()
    begin = threading.Barrier(4)

    def work() -> None:
        begin.wait()
        for _ in range(2_000):
            progress.add(1)
            progress.step()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert (progress.total, progress.done) == (8_000, 8_000)


def test_long_work_counts_its_steps_and_hears_a_wish_to_stop() -> None:
    progress = Progress()
    progress.expect(3)
    progress.step("one")
    progress.step()
    assert (progress.total, progress.done, progress.label) == (3, 2, "")
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step()
    assert progress.done == 2
