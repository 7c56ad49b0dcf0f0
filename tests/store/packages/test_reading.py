"""A child that a hostile file has taken over may send anything: the parent refuses, and nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.packages.arrival import arrive
from chuangjian_desktop.store.packages.reading import Reader, Source
from chuangjian_desktop.system.streams import Serve, Stream, StreamLimits
from tests.helpers.liars import broken_refusal, crashed, gone, noise, odd_refusal, other_bytes, short
from tests.helpers.sealed import workspace

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
