"""交回单: one A4 page that goes with the stick: what is on it, what is missing, whose signature, who gave it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from chuangjian_desktop.domain.exchange_papers import Count, Slip, slip_code
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.check import missing_in
from chuangjian_desktop.outputs.pdf.exchange_words import (
    clip,
    clipped,
    count_texts,
    file_texts,
    of,
    short_hash,
    size_words,
)
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style, computer_fonts
from chuangjian_desktop.outputs.pdf.pen import A4, ASCENT, MM, Job, Pen, write
from chuangjian_desktop.outputs.pdf.qr import draw_code
from chuangjian_desktop.outputs.pdf.table import Row, Writer, draw_rows

LEFT, WIDTH = 20 * MM, 170 * MM
RIGHT = LEFT + WIDTH
TOP, BOTTOM = A4[1] - 20 * MM, 18 * MM
TITLE = Style("title", 26)
HEADING = Style("hei", 11)
TEXT = Style("fang", 11)
LABEL = Style("hei", 10.5)
SMALL = Style("fang", 9.5)
FIGURE = Style("title", 17)
GROUP = Style("hei", 22)
LEADING = 15.0
TILE = 23 * MM
SIGNING = 29 * MM
PROOF = 45 * MM
CODE = 42 * MM
FILES = 5

Box = tuple[float, float, float, float]


def write_slip(slip: Slip, path: Path, progress: Progress | None = None, *, fonts: FontSet | None = None) -> None:
    """Write the 交回单 on one page; names that are too long end in …, files and missing things that find no room are
    counted. Refusals as `write_letter`.
    """
    fonts = fonts or computer_fonts()
    job = Job(path, fonts, f"交回单 {slip.team}", slip.team, progress)
    write(job, missing_in(_texts(slip), fonts), A4, lambda pen: _Page(slip, pen).draw())


def _texts(slip: Slip) -> Iterator[tuple[str, str]]:
    heads = {
        "接收单位": slip.office,
        "测评组": slip.team,
        "组长": slip.leader,
        "电脑": slip.laptop,
        "轮次": slip.round_name,
        "时间": slip.made_at,
        "内容": slip.content,
        "指纹": slip.fingerprint,
    }
    yield from heads.items()
    yield from file_texts(slip.files)
    yield from count_texts(slip.counts)
    for number, text in enumerate(slip.missing, 1):
        yield f"缺项第{number}条", text


class _Page:
    """The one page."""

    def __init__(self, slip: Slip, pen: Pen) -> None:
        self.slip = slip
        self.pen = pen

    def draw(self) -> None:
        """From the top what varies, from the bottom what is always there; what is missing takes the room between."""
        y = self._title()
        y = draw_rows(self.pen, self._facts(), LEFT, y) - 5 * MM
        y = self._tiles(y) - 6 * MM
        y = self._files(y) - 6 * MM
        signing = BOTTOM + SIGNING
        proof = signing + 6 * MM + PROOF
        self._missing(y, proof + 5 * MM)
        self._proof(proof)
        self._signing(signing)

    def _title(self) -> float:
        pen = self.pen
        y = TOP - ASCENT * TITLE.size
        pen.centred(LEFT + WIDTH / 2, y, "交\u3000回\u3000单", TITLE)
        words = "齐全" if self.slip.complete else "有缺项"
        style = Style("hei", 14)
        wide = pen.fonts.width(words, style) + 16
        self._frame((RIGHT - wide, y - 5, wide, 23), 1.2)
        pen.words(RIGHT - wide + 8, y + 1.5, words, style)
        return y - 7 * MM

    def _facts(self) -> list[Row]:
        slip = self.slip
        pairs = (
            (("测评轮次", slip.round_name), ("接收单位", slip.office)),
            (("交回小组", slip.team), ("组长确认", slip.leader or "（未确认）")),
            (("所用电脑", slip.laptop), ("交回时间", slip.made_at)),
            (("交回内容", slip.content), ("交换文件", self._sum_of_files())),
        )
        name, half = 22 * MM, WIDTH / 2
        widths = (name, half - name) * 2
        label, text = (Writer(self.pen.fonts, style, LEADING) for style in (LABEL, TEXT))
        rows: list[Row] = []
        for left, right in pairs:
            cells = [
                cell
                for title, value in (left, right)
                for cell in (
                    label.cell(title, name, centred=True),
                    text.cell(clip(self.pen.fonts, value, TEXT, half - name - 8, 2), half - name),
                )
            ]
            rows.append(Row(widths, tuple(cells)))
        return rows

    def _sum_of_files(self) -> str:
        files = self.slip.files
        return f"{len(files)}个，共{size_words(sum(file.size for file in files))}"

    def _tiles(self, top: float) -> float:
        """The counts side by side, as large as the page allows."""
        counts = self.slip.counts
        if not counts:
            return top
        gap = 3 * MM
        wide = (WIDTH - gap * (len(counts) - 1)) / len(counts)
        per_point = Style(FIGURE.role, 1)
        units = max(self.pen.fonts.width(count.measure, SMALL) for count in counts) + 3
        widest = max(self.pen.fonts.width(of(count), per_point) for count in counts)
        figure = Style(FIGURE.role, min(FIGURE.size, (wide - 14 - units) / widest))
        for place, count in enumerate(counts):
            self._tile(count, (LEFT + place * (wide + gap), top - TILE, wide, TILE), figure)
        return top - TILE

    def _tile(self, count: Count, box: Box, style: Style) -> None:
        pen = self.pen
        x, y, wide, high = box
        middle = x + wide / 2
        self._frame(box, 1.2 if count.lack else 0.5)
        pen.centred(middle, y + high - 16, count.label, LABEL)
        figure = of(count)
        unit = pen.fonts.width(count.measure, SMALL) + 3
        start = middle - (pen.fonts.width(figure, style) + unit) / 2
        taken = pen.words(start, y + 26, figure, style)
        pen.words(start + taken + 3, y + 26, count.measure, SMALL)
        if count.expected is not None:
            lack = f"{count.lack_word}{count.lack:,}{count.measure}"
            pen.centred(middle, y + 9, lack if count.lack else "齐", LABEL if count.lack else SMALL)

    def _files(self, top: float) -> float:
        files = self.slip.files
        fonts = self.pen.fonts
        widths = (10 * MM, 87 * MM, 23 * MM, 50 * MM)
        label, text = (Writer(fonts, style, 14.0, 3.5) for style in (LABEL, Style("fang", 10)))
        rows = [label.row(("序号", "文件名", "大小", "SHA-256（前16位）"), widths, "cccc")]
        for number, file in enumerate(files[:FILES], 1):
            name = clip(fonts, file.name, text.style, widths[1] - 7, 2)
            rows.append(text.row((str(number), name, size_words(file.size), short_hash(file.sha256)), widths, "c cc"))
        if len(files) > FILES:
            rest = f"另有{len(files) - FILES}个文件，共{size_words(sum(file.size for file in files[FILES:]))}"
            rows.append(text.row((rest,), (WIDTH,)))
        return draw_rows(self.pen, rows, LEFT, top)

    def _missing(self, top: float, bottom: float) -> None:
        """The gravest first, whole lines only, the rest counted."""
        pen, missing = self.pen, self.slip.missing
        y = top - ASCENT * HEADING.size
        words = f"缺项（{len(missing):,}项）" if missing else "缺项：无"
        pen.words(LEFT, y, words, HEADING)
        y -= 3
        for number, text in enumerate(missing, 1):
            found = clipped(pen.fonts, f"{number}. {text}", SMALL, WIDTH - 6, 2)
            last = number == len(missing)
            if y - 13 * (len(found) + (not last)) < bottom:
                pen.words(LEFT + 6, y - 13, f"另有{len(missing) - number + 1:,}项，见程序“交回”页。", SMALL)
                return
            for line in found:
                y -= 13
                pen.line(LEFT + 6, y, line, SMALL)

    def _proof(self, top: float) -> None:
        """The fingerprint in six groups that two people can read to each other, and the QR code."""
        pen = self.pen
        self._frame((LEFT, top - PROOF, WIDTH, PROOF), 0.5)
        pen.words(LEFT + 9, top - 18, "签名指纹", HEADING)
        pen.words(LEFT + 62, top - 18, "与接收电脑上显示的六组数字逐组核对（可通过电话）", SMALL)
        step = (WIDTH - CODE - 9) / 3
        for place, group in enumerate(self.slip.fingerprint.split("-")):
            x, y = LEFT + 9 + place % 3 * step, top - 56 - place // 3 * 38
            pen.words(x, y + 1, f"{place + 1}", SMALL)
            pen.words(x + 11, y, group, GROUP)
        pen.words(LEFT + 9, top - PROOF + 8, "二维码内含：数据包编号、指纹、数量", Style("fang", 8.5))
        draw_code(self.pen, slip_code(self.slip), (RIGHT - CODE - 1.5 * MM, top - PROOF + 1.5 * MM), CODE)

    def _signing(self, top: float) -> None:
        half = WIDTH / 2
        high = SIGNING - 12
        self._frame((LEFT, top - high, WIDTH, high), 0.5)
        self.pen.rule((LEFT + half, top), (LEFT + half, top - high), 0.5)
        for place, (title, who) in enumerate((("交", "交件人（签字）"), ("收", "接收人（签字）"))):
            x = LEFT + place * half
            self.pen.words(x + 9, top - 28, title, Style("title", 20))
            self.pen.words(x + 38, top - 22, who, TEXT)
            line = x + 38 + self.pen.fonts.width(who, TEXT) + 4
            self.pen.rule((line, top - 25), (x + half - 10, top - 25), 0.5)
            self.pen.words(x + 38, top - 54, "时间", TEXT)
            when = "年\u3000\u3000月\u3000\u3000日\u3000\u3000时\u3000\u3000分"
            self.pen.right(x + half - 10, top - 54, when, TEXT)
        self.pen.words(LEFT, BOTTOM - 4, "本单一式两份，交、收双方各执一份。", Style("fang", 9))

    def _frame(self, box: Box, width: float) -> None:
        x, y, wide, high = box
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))
        for start, end in pairwise(corners):
            self.pen.rule(start, end, width)
