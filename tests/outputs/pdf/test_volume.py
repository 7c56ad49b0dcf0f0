"""Many notices in one file: whatever their lengths, nothing is cut off, parted or miscounted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.documents import Notice, NoticeProblem, NoticeSite
from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.fonts import FontSet
from chuangjian_desktop.outputs.pdf.grid import LEFT, LOWER, RIGHT, UPPER
from chuangjian_desktop.outputs.pdf.volume import write_volume
from tests.helpers.notices import notice, picture
from tests.helpers.pdf_reading import Char, pages, plain

FONTS = FontSet()
KINDS = ("整改通知书", "交办单", "督办单", "问题清单")
HEADING = re.compile(r"（[一二三四五六七八九十]+）点位\d+")


@st.composite
def made(draw: st.DrawFn) -> tuple[Notice, str]:
    """A notice of any kind, with sites and problems of any length."""
    number = iter(range(1, 1000))
    sites = tuple(
        NoticeSite(f"点位{place}", "", tuple(_problem(draw, next(number)) for _ in range(draw(st.integers(1, 4)))))
        for place in range(draw(st.integers(1, 4)))
    )
    attachments = ("问题整改回复表",) * draw(st.integers(0, 3))
    kind = draw(st.sampled_from(KINDS))
    whole = replace(notice(1), kind=kind, sites=sites, attachments=attachments, code="7F3A-K2QX")
    return whole, draw(st.sampled_from(("letter", "table")))


def _problem(draw: st.DrawFn, number: int) -> NoticeProblem:
    text = "沿街店外经营，商品摆出门口。" * draw(st.sampled_from((1, 2, 9, 30)))
    shot = range(draw(st.integers(0, 4)))
    photos = tuple(replace(picture(number * 10 + one, 320, 240), caption=f"图{number}-{one}号") for one in shot)
    fives = (("定领导", "张建国"),) * draw(st.integers(0, 1))
    return NoticeProblem(number, text, "11月23日前", "", photos, f"ZG-001-{number:02d}", fives)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],  # making an example smaller would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(made(), min_size=1, max_size=4))
def test_any_notices_keep_to_their_pages(tmp_path: Path, notices: list[tuple[Notice, str]]) -> None:
    path = tmp_path / "总册.pdf"
    write_volume(notices, path, fonts=FONTS)
    read = pages(path)
    begins = _begins(path)
    assert len(begins) == len(notices)
    assert all(begin % 2 == 0 for begin in begins)
    for (told, form), begin, end in zip(notices, begins, [*begins[1:], len(read)], strict=True):
        mine = [page for page in read[begin:end] if page]
        _within(mine)
        _counted(mine)
        _together(told, form, [plain("".join(char.text for char in page)) for page in mine])


def _begins(path: Path) -> list[int]:
    document: Any = pypdfium2.PdfDocument(path)
    found = [item.get_dest().get_index() for item in document.get_toc()]
    document.close()
    return found


def _within(read: Sequence[list[Char]]) -> None:
    """No character stands outside the type area, but for the page number below it."""
    for page in read:
        assert all(LEFT - 1 <= char.x <= RIGHT + 1 and char.y <= UPPER for char in page)
        low = [char.text for char in page if char.y < LOWER - 1]
        assert re.fullmatch(r"—\d+—", plain("".join(low)))


def _counted(read: Sequence[list[Char]]) -> None:
    for number, page in enumerate(read, 1):
        assert f"—{number}—" in plain("".join(char.text for char in page))


def _together(told: Notice, form: str, texts: Sequence[str]) -> None:
    whole = "".join(texts)
    for site in told.sites:
        for each in site.problems:
            assert f"{each.listed}" in whole
            shown = [place for place, text in enumerate(texts) if each.listed in text]
            captions = [place for p in each.pictures for place, text in enumerate(texts) if p.caption in text]
            assert len(captions) == len(each.pictures)
            assert not captions or min(captions) in range(shown[0], shown[0] + 2)
    for text in texts:
        before_foot = re.split(r"接下页|—\d+—", text)[0]
        assert not re.search(HEADING.pattern + r"(\d+个问题)?$", before_foot), f"a heading alone in {form}"
    listed = re.findall(r"附件：?(?:1\.)?问题整改回复表", whole)
    assert len(listed) == bool(told.attachments)
    assert whole.count("问题整改回复表") == len(told.attachments)


def test_stopping_between_two_notices_leaves_the_file_before(tmp_path: Path) -> None:
    path = tmp_path / "总册.pdf"
    path.write_bytes(b"before")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_volume([(notice(1), "letter"), (notice(2), "table")], path, progress, fonts=FONTS)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("总册.pdf", b"before")]
