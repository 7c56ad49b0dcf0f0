"""The official letter, read back: type area, grid, rules of lines, page numbers, 版记, and every character."""

from __future__ import annotations

import os
import random
import re
import string
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.documents import Notice, NoticeProblem, NoticeSite, Picture
from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.check import missing_characters
from chuangjian_desktop.outputs.pdf.fonts import FontSet, is_invisible
from chuangjian_desktop.outputs.pdf.grid import LEADING, LEFT, LOWER, RIGHT, UPPER
from chuangjian_desktop.outputs.pdf.letter import write_letter
from chuangjian_desktop.outputs.pdf.linebreak import NO_END, NO_START
from chuangjian_desktop.outputs.pdf.pen import MM
from tests.helpers.notices import draft, notice, picture, problem
from tests.helpers.pdf_reading import Char, all_text, pages, plain, rows

FONTS = FontSet()


def printed(letter: Notice, folder: Path) -> tuple[Path, list[list[Char]]]:
    path = folder / "通知.pdf"
    write_letter(letter, path, fonts=FONTS)
    return path, pages(path)


def with_text(text: str, photos: int = 0) -> Notice:
    base = notice(1)
    pictures = tuple(picture(k) for k in range(photos))
    return replace(base, sites=(NoticeSite("解放路", "", (NoticeProblem(1, text, "立行立改", "", pictures),)),))


def body(page: list[Char]) -> list[Char]:
    return [char for char in page if char.size == pytest.approx(16, abs=0.1)]


def test_type_area_and_grid(tmp_path: Path) -> None:
    _, read = printed(notice(9), tmp_path)
    assert pytest.approx(28 * MM) == LEFT
    assert (pytest.approx(225 * MM), pytest.approx(156 * MM)) == (UPPER - LOWER, RIGHT - LEFT)
    for page in read:
        for char in body(page):
            assert LEFT - 8.1 <= char.x <= RIGHT
            assert LOWER <= char.y <= UPPER
            row = (UPPER - char.y - (LEADING - 16) / 2 - 0.86 * 16) / LEADING
            assert row == pytest.approx(round(row), abs=0.02)
            assert 0 <= round(row) < 22


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    letter = replace(draft(0), sites=(), opening=("创" * 28 * 60,), closing=())
    _, read = printed(letter, tmp_path)
    lines = [text for _, text in rows(body(read[1]))]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


@pytest.mark.parametrize("seed", range(3))
def test_no_line_breaks_the_rules(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    parts = (
        "请你单位",
        "，",
        "。",
        "“立行立改”",
        "（以下简称“市创建办”）",
        "《方案》",
        "11月20日",
        "3处",
        "；",
        "——",
        "整改到位",
        "100%",
    )
    text = "根据" + "".join(chance.choice(parts) for _ in range(900))
    _, read = printed(replace(notice(3), opening=(text,)), tmp_path)
    for page in read:
        for _, line in rows(body(page)):
            assert line[0] not in NO_START, line
            assert line.rstrip()[-1] not in NO_END, line


def test_page_numbers_and_imprint_on_an_even_page(tmp_path: Path) -> None:
    for problems in range(1, 8):
        _, read = printed(notice(problems), tmp_path)
        assert len(read) % 2 == 0
        for number, page in enumerate(read, 1):
            foot = [char for char in page if char.y < LOWER]
            assert plain("".join(char.text for char in foot)) == f"—{number}—"
            assert (foot[0].x > 300) == (number % 2 == 1)
        last = plain("".join(char.text for char in read[-1]))
        assert "抄送：东湖区人民政府，人民路街道办事处。" in last
        assert "2026年11月19日印发" in last
        assert min(char.y for char in read[-1] if char.y > LOWER) < LOWER + 24


def test_head_number_title_and_date(tmp_path: Path) -> None:
    path, read = printed(notice(2), tmp_path)
    first = [text for _, text in rows(read[0])]
    assert first[0] == "云川市创建工作领导小组办公室"
    assert first[1] == "云创建办督〔2026〕37号"
    assert first[2:4] == ["关于2026年第四季度模拟测评", "发现问题的整改通知书"]
    assert first[4] == "东湖区城市管理局："
    assert "2026年11月19日" in all_text(path)
    assert "送达人" in all_text(path)


def test_a_draft_has_no_number_and_says_so(tmp_path: Path) -> None:
    path, read = printed(draft(3), tmp_path)
    text = all_text(path)
    assert "〔2026〕" not in text
    assert "送达" not in text
    assert "印发" not in text
    for page in read:
        assert "（草稿）" in plain("".join(char.text for char in page))


def test_without_red_head_the_space_stays(tmp_path: Path) -> None:
    _, read = printed(replace(notice(1), show_red_head=False), tmp_path)
    assert rows(read[0])[0][1] == "云创建办督〔2026〕37号"


def test_signer_stands_right_of_the_number(tmp_path: Path) -> None:
    _, read = printed(replace(notice(1), signer="周正"), tmp_path)
    assert "签发人：周正" in rows(read[0])[1][1]


def test_photos_stay_with_their_problem(tmp_path: Path) -> None:
    for photos in (1, 2, 3, 4):
        _, read = printed(notice(8, photos), tmp_path)
        for page in read:
            text = plain("".join(char.text for char in page))
            for number in range(1, 9):
                here = [f"图{number * 10 + k}" in text for k in range(photos)]
                assert all(here) or not any(here)
                if any(here):
                    assert f"{number}." in text


def test_more_photos_than_a_page_holds(tmp_path: Path) -> None:
    path, read = printed(with_text("占道经营" * 30, photos=23), tmp_path)
    text = all_text(path)
    assert all(f"图{k}" in text for k in range(23))
    assert all(LOWER <= char.y <= UPPER for page in read for char in page if char.size == pytest.approx(12, abs=0.1))


HOSTILE = [
    "<b>加粗</b>",
    "</para><para>",
    "=1+1",
    '<img src="file:///etc/passwd"/>',
    "&amp;&lt;{}%s{{7*7}}",
    "崀山塱埗硚浬鄠甪直垟𬱖𫖮𠮷龘鎮",
    "😀👍🏻1️⃣",
    "㎡·①Ⅱ℃→√×",
    "a\u202eb\u200dc\u200f\ufe0f",
    "한국 Ελλάδα Привет",
    "é e\u0301",
    "一行\n又一行\r\n三行",
    "x" * 300,
    "。" * 100,
    "（" * 100,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_character_is_in_the_document(tmp_path: Path, text: str) -> None:
    path, _ = printed(with_text(text), tmp_path)
    assert visible(plain(text)) in all_text(path)


def visible(text: str) -> str:
    """Without the marks that the reading library leaves out."""
    return "".join(character for character in text if not is_invisible(character))


def test_invisible_marks_stay_in_the_text_of_the_document(tmp_path: Path) -> None:
    path, _ = printed(with_text("a\u202eb\u200dc\ufe0f字"), tmp_path)
    parts = re.findall(rb"stream\r?\n(x.*?)endstream", path.read_bytes(), re.DOTALL)
    maps = b"".join(zlib.decompressobj().decompress(part) for part in parts)
    for mark in (b"<202E>", b"<200D>", b"<FE0F>"):
        assert mark in maps


def test_a_note_of_100_kilobytes(tmp_path: Path) -> None:
    text = "解放路118号门前，店外经营；“立行立改”（附图）。" * 1400
    began = time.process_time()
    path, _ = printed(with_text(text), tmp_path)
    assert time.process_time() - began < 10
    body_only = "".join(
        char.text for page in pages(path) for char in page if char.y > LOWER and char.size == pytest.approx(16, abs=0.1)
    )
    assert plain(text) in plain(body_only)


def test_a_character_without_font_is_told_before_printing(tmp_path: Path) -> None:
    bad = with_text("姓名\ue000和\U0010fffd")
    told = missing_characters(bad, FONTS)
    assert [one.character for one in told] == ["\ue000", "\U0010fffd"]
    assert told[0].place == "问题1"
    path = tmp_path / "通知.pdf"
    path.write_bytes(b"old")
    with pytest.raises(Refusal) as refusal:
        write_letter(bad, path, fonts=FONTS)
    assert refusal.value.code == "M25"
    assert refusal.value.details["character"] == "\ue000\U0010fffd"
    assert path.read_bytes() == b"old"


def test_scripts_from_right_to_left_are_refused() -> None:
    assert [one.character for one in missing_characters(with_text("שלום"), FONTS)] == list("שלום")


def test_a_photo_that_is_no_jpeg(tmp_path: Path) -> None:
    bad = replace(problem(1), pictures=(Picture("图1", lambda: b"no jpeg"),))
    letter = replace(notice(1), sites=(NoticeSite("解放路", "", (bad,)),))
    with pytest.raises(Refusal) as refusal:
        write_letter(letter, tmp_path / "a.pdf", fonts=FONTS)
    assert (refusal.value.code, list(tmp_path.iterdir())) == ("M09", [])


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_letter(notice(1), tmp_path / "a.pdf", progress, fonts=FONTS)
    assert list(tmp_path.iterdir()) == []


def test_the_same_notice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_letter(notice(3), tmp_path / name, fonts=FONTS)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_500_names_with_rare_characters(tmp_path: Path) -> None:
    chance = random.Random(7)
    rare = [chr(chance.randrange(0x3400, 0x9FF0)) for _ in range(400)] + list("崀塱垟埗硚浬鄠甪𬱖𫖮𠮷𡈽䶮㛃㸆")
    known = [c for c in rare if FONTS.glyph(c, "fang")]
    assert len(known) > 400
    names = ["".join(chance.choice(known) for _ in range(3)) + chance.choice(string.ascii_letters) for _ in range(500)]
    path, _ = printed(replace(draft(0), sites=(), opening=tuple(names)), tmp_path)
    text = all_text(path)
    assert [name for name in names if name not in text] == []


GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "pdf"


@pytest.mark.parametrize("name", ["letter", "draft"])
def test_golden_text(tmp_path: Path, name: str) -> None:
    """Rows of text with page and place; `GOLDEN=write` in the environment renews them, then look at the pages."""
    letter = notice(6) if name == "letter" else draft(2)
    _, read = printed(letter, tmp_path)
    dump = "".join(
        f"{number} {y:6.1f} {text.strip()}\n" for number, page in enumerate(read, 1) for y, text in rows(page)
    )
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(dump, encoding="utf-8")
    assert dump == golden.read_text(encoding="utf-8")
