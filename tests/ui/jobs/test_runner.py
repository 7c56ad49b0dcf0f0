"""Work away from the GUI thread: order, threads, failures, progress, cancelling, shutting down."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.ui.jobs.runner import JobRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.shutdown()


def unexpected(error: Exception) -> None:
    raise AssertionError(error)


def test_results_arrive_on_the_gui_thread(qtbot: QtBot, runner: JobRunner) -> None:
    heard: list[tuple[int, int]] = []
    runner.run(
        lambda _progress: threading.get_ident(),
        lambda worker: heard.append((worker, threading.get_ident())),
        unexpected,
    )
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0][0] != heard[0][1] == threading.get_ident()


def test_the_store_lane_keeps_the_order(qtbot: QtBot, runner: JobRunner) -> None:
    gate = threading.Event()
    order: list[int] = []
    runner.run(lambda _progress: gate.wait(5), lambda _ok: None, unexpected)
    for number in range(20):
        runner.run(lambda _progress, number=number: order.append(number), lambda _none: None, unexpected)
    assert runner.writing
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert order == list(range(20))


def test_a_refusal_reaches_the_caller(qtbot: QtBot, runner: JobRunner) -> None:
    failures: list[Exception] = []

    def refuse(_progress: Progress) -> None:
        raise Refusal("M27", field="count", value=0)

    runner.run(refuse, lambda _none: None, failures.append, lane="work")
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Refusal)


def test_cancelling_is_heard_at_the_next_step_and_progress_is_told(qtbot: QtBot, runner: JobRunner) -> None:
    steps, failures, seen = threading.Semaphore(0), list[Exception](), list[int]()

    def work(progress: Progress) -> None:
        progress.expect(100)
        while True:
            steps.acquire()
            progress.step("photo")

    job = runner.run(work, lambda _none: None, failures.append, lane="work", reported=lambda p: seen.append(p.done))
    steps.release()
    qtbot.waitUntil(lambda: seen[-1:] == [1])
    job.cancel()
    steps.release()
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Cancelled)


def test_dropped_jobs_finish_silently(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[int] = []
    gate = threading.Event()
    job = runner.run(lambda _progress: gate.wait(5), lambda _ok: told.append(1), unexpected, lane="work")
    job.drop()
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert told == []
