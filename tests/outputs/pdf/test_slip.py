"""交回单, read back: one page, everything on it, and the QR code as a phone sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.exchange_papers import Slip, slip_code
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.fonts import FontSet
from chuangjian_desktop.outputs.pdf.preview import page_count, render_page
from chuangjian_desktop.outputs.pdf.slip import BOTTOM, LEFT, RIGHT, TOP, write_slip
from tests.helpers.exchange_papers import FINGERPRINT, counts, file, slip
from tests.helpers.pdf_reading import all_text, pages

FONTS = FontSet()


def printed(mine: Slip, folder: Path) -> tuple[Path, str]:
    path = folder / "交回单.pdf"
    write_slip(mine, path, fonts=FONTS)
    assert page_count(path.read_bytes()) == 1
    return path, all_text(path)


def code_on(path: Path, scale: float) -> str:
    width, height, data = render_page(path, 0, scale)
    picture = np.frombuffer(data, np.uint8).reshape(height, width, 3)
    return cv2.QRCodeDetector().detectAndDecode(picture)[0]


def test_everything_a_receiver_compares(tmp_path: Path) -> None:
    mine = slip()
    path, text = printed(mine, tmp_path)
    for words in (
        "交回单齐全",
        "测评轮次2026年第四季度模拟测评接收单位云川市创建工作领导小组办公室",
        "交回小组第二组（T2）组长确认王敏所用电脑笔记本-03（7f3a）交回时间2026年11月18日17时42分",
        "逐项结果1,166/1,166项齐",
        "照片412/412张齐",
        "问题181条",
        "点位24/24个齐",
        "1个，共38.2MB",
        mine.files[0].name,
        mine.files[0].sha256[:16],
        "缺项：无",
        "交件人（签字）",
        "接收人（签字）",
    ):
        assert words in text
    for number, group in enumerate(FINGERPRINT.split("-"), 1):
        assert f"{number}{group}" in text
    assert max(char.size for char in pages(path)[0] if char.text.isdigit()) == pytest.approx(22)


@pytest.mark.parametrize("parts", [1, 3, 8, 40])
@pytest.mark.parametrize("scale", [200 / 72, 300 / 72])
def test_the_code_reads_back(tmp_path: Path, parts: int, scale: float) -> None:
    mine = slip(parts=parts)
    path, _ = printed(mine, tmp_path)
    assert code_on(path, scale) == slip_code(mine)


@pytest.mark.parametrize("lacks", [1, 2, 3, 12, 40, 1166])
def test_what_is_missing_is_listed_and_the_rest_counted(tmp_path: Path, lacks: int) -> None:
    mine = slip(lacks=lacks)
    mine = replace(mine, missing=tuple(f"〔{number}〕{text}" for number, text in enumerate(mine.missing, 1)))
    _, text = printed(mine, tmp_path)
    assert "有缺项" in text
    assert f"缺{lacks:,}项" in text
    listed = [number for number in range(1, lacks + 1) if f"〔{number}〕" in text]
    assert listed == list(range(1, len(listed) + 1))
    rest = f"另有{lacks - len(listed):,}项，见程序“交回”页。"
    assert (rest in text) == (len(listed) < lacks)
    assert len(listed) >= min(lacks, 10)


@pytest.mark.parametrize("parts", [1, 5, 6, 40])
def test_many_files_are_summed_up(tmp_path: Path, parts: int) -> None:
    mine = slip(parts=parts)
    _, text = printed(mine, tmp_path)
    assert [each.name in text for each in mine.files[:5]] == [True] * min(parts, 5)
    assert (f"另有{parts - 5}个文件" in text) == (parts > 5)


HUGE = "长" * 5000


@pytest.mark.parametrize(
    "mine",
    [
        Slip("", "", "", "", "", "", "", (), (), (), FINGERPRINT),
        Slip(
            HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, (replace(file(), name=HUGE),) * 9, (), (HUGE,) * 99, FINGERPRINT
        ),
        replace(slip(40), counts=tuple(replace(each, have=10**9, expected=10**10) for each in counts())),
        replace(slip(), team="<b>第二组</b></para> %s {0} 😀", laptop="a\nb\tc"),
    ],
)
def test_nothing_leaves_the_page(tmp_path: Path, mine: Slip) -> None:
    path, text = printed(mine, tmp_path)
    for char in pages(path)[0]:
        assert LEFT - 1 <= char.x <= RIGHT - char.size / 2 + 6
        assert BOTTOM - 9 <= char.y <= TOP
    assert "签名指纹" in text
    assert ("…" in text) == (HUGE in mine.team)


def test_a_leader_who_did_not_confirm_is_told(tmp_path: Path) -> None:
    _, text = printed(replace(slip(), leader=""), tmp_path)
    assert "组长确认（未确认）" in text


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0字节"), (999, "999字节"), (4_294_967_295, "4.3GB"), (10**15, "1,000.0TB")]
)
def test_sizes(tmp_path: Path, size: int, words: str) -> None:
    _, text = printed(replace(slip(), files=(replace(file(), size=size),)), tmp_path)
    assert text.count(words) == 2


def test_a_character_without_font_is_told_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "单.pdf"
    with pytest.raises(Refusal) as told:
        write_slip(replace(slip(1), missing=("\u0627",)), path, fonts=FONTS)
    assert (told.value.code, told.value.details["place"]) == ("M25", "缺项第1条")
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_stopped(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_slip(slip(), tmp_path / "单.pdf", progress, fonts=FONTS)
    assert list(tmp_path.iterdir()) == []
