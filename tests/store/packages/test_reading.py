"""A child that a hostile file has taken over may send anything: the parent refuses, and nothing else happens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.packages import foreign
from chuangjian_desktop.store.packages.arrival import arrive
from chuangjian_desktop.store.packages.reading import Reader, Source
from chuangjian_desktop.system.streams import Serve, Stream, StreamLimits
from tests.helpers.liars import (
    broken_refusal,
    crashed,
    endless,
    gone,
    greedy,
    hushed,
    noise,
    odd_refusal,
    other_bytes,
    short,
)
from tests.helpers.sealed import altered, workspace

SOURCE = Source(Path("a.db"), "a.cjdb", {}, frozenset())


def asked(serve: Serve, what: str) -> Refusal:
    with Stream(serve, "", StreamLimits(waiting_seconds=20)) as stream:
        reader = Reader(stream, SOURCE)
        with pytest.raises(Refusal) as caught:
            everything(reader, what)
        assert stream.pid is None
    return caught.value


def everything(reader: Reader, what: str) -> list[object]:
    if what == "blobs":
        return list(reader.blobs(["ab" * 32]))
    return (
        [reader.facts()] if what == "facts" else list(reader.bodies()) if what == "bodies" else [*reader.blob_names()]
    )


@pytest.mark.parametrize("what", ["facts", "bodies", "blob_names", "blobs"])
@pytest.mark.parametrize("serve", [broken_refusal, crashed, gone, odd_refusal, other_bytes])
def test_a_child_that_cannot_be_believed_refuses_the_file(serve: Serve, what: str) -> None:
    refusal = asked(serve, what)
    assert (refusal.code, refusal.details["file"]) == ("M02", "a.cjdb")
    assert len(str(refusal.details["detail"])) <= 300


@pytest.mark.parametrize(
    ("serve", "what"), [(noise, "facts"), (noise, "blob_names"), (short, "bodies"), (short, "facts")]
)
def test_answers_that_make_no_sense_refuse_the_file(serve: Serve, what: str) -> None:
    assert asked(serve, what).code == "M02"


@pytest.mark.parametrize(
    ("serve", "limits", "detail"),
    [
        (greedy, StreamLimits(), "memory"),
        (hushed, StreamLimits(waiting_seconds=2), "time"),
        pytest.param(
            endless,
            StreamLimits(processor_seconds=1),
            "time",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="processor time is watched by the parent there"),
        ),
    ],
)
def test_a_file_that_takes_too_much_is_told_so(serve: Serve, limits: StreamLimits, detail: str) -> None:
    with Stream(serve, "", limits) as stream:
        reader = Reader(stream, SOURCE)
        with pytest.raises(Refusal) as caught:
            reader.facts()
    refusal = caught.value
    assert (refusal.code, refusal.details["detail"]) == ("M02", detail)
    assert "未必已损坏" in sentence("M02", refusal.details, "zh")
    assert "need not be damaged" in sentence("M02", refusal.details, "en")


def test_the_child_tells_by_itself_that_its_time_is_over(tmp_path: Path) -> None:
    many = (
        "INSERT INTO workspace WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
        " SELECT 'k' || i, i FROM n"
    )
    path = altered(workspace(tmp_path / "a.cjdb"), tmp_path / "b.cjdb", many)
    order = foreign.order_for(path, schema.expected(), schema.projected(), -1)
    with Stream(foreign.serve, order, StreamLimits()) as stream, pytest.raises(Refusal) as caught:
        Reader(stream, SOURCE)
    assert (caught.value.code, caught.value.details["detail"]) == ("M02", "time")


def test_the_child_is_gone_after_the_block(tmp_path: Path) -> None:
    arrival = arrive(workspace(tmp_path / "a.cjdb"), tmp_path)
    with arrival.reading(Progress()) as reader:
        assert reader.pid is not None
        next(iter(reader.bodies()))
    assert reader.pid is None
    with pytest.raises(Refusal):
        reader.blob_names()


def test_a_staged_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    arrival = arrive(workspace(tmp_path / "a.cjdb"), tmp_path)
    arrival.path.unlink()
    with pytest.raises(Refusal) as caught, arrival.reading():
        pass
    assert caught.value.code == "M07"
