"""收讫: half a page of the 合并报告 for one team, to cut off and hand back."""

from __future__ import annotations

from chuangjian_desktop.domain.exchange_papers import MergeReport, Received
from chuangjian_desktop.outputs.pdf.exchange_words import clip, clipped, of, short_hash, size_words
from chuangjian_desktop.outputs.pdf.fonts import Style
from chuangjian_desktop.outputs.pdf.pen import A4, ASCENT, MM, Pen
from chuangjian_desktop.outputs.pdf.table import Row, Writer, draw_rows

HALF = A4[1] / 2
LEFT, WIDTH = 20 * MM, 170 * MM
RIGHT = LEFT + WIDTH
TITLE = Style("title", 20)
TEXT = Style("fang", 11)
LABEL = Style("hei", 10)
SMALL = Style("fang", 9.5)
FILES = 4


def draw_received(pen: Pen, report: MergeReport, one: Received, top: float) -> None:
    """Draw it below `top`; names too long end in …, files and notes without room are counted."""
    y = top - 15 * MM - ASCENT * TITLE.size
    pen.centred(A4[0] / 2, y, "收\u3000讫", TITLE)
    y -= 8 * MM
    who = f"{one.team}（组长{one.leader}）" if one.leader else one.team
    pen.words(LEFT, y, clip(pen.fonts, f"{who}：", Style("hei", 12), WIDTH, 1), Style("hei", 12))
    y -= 20
    proof = "签名未经核实，校验值无误" if one.unverified else "签名与校验值核对无误"
    words = f"{report.round_name}下列交换文件已于{report.made_at}收入本单位数据库，{proof}。"
    for line in clipped(pen.fonts, words, TEXT, WIDTH, 2):
        pen.line(LEFT, y, line, TEXT)
        y -= 17
    y = draw_rows(pen, _files(pen, one), LEFT, y + 5)
    y = draw_rows(pen, [_counts(pen, one)], LEFT, y)
    _notes(pen, one, y - 6, top - HALF + 30 * MM)
    _signing(pen, report, one, top - HALF)


def _files(pen: Pen, one: Received) -> list[Row]:
    widths = (92 * MM, 26 * MM, 52 * MM)
    label, text = (Writer(pen.fonts, style, 13.0, 3.0) for style in (LABEL, Style("fang", 10)))
    rows = [label.row(("交换文件", "大小", "SHA-256（前16位）"), widths, "ccc")]
    for file in one.files[:FILES]:
        name = clip(pen.fonts, file.name, text.style, widths[0] - 6, 1)
        rows.append(text.row((name, size_words(file.size), short_hash(file.sha256)), widths, " cc"))
    if len(one.files) > FILES:
        rows.append(text.row((f"另有{len(one.files) - FILES}个文件",), (WIDTH,)))
    return rows


def _counts(pen: Pen, one: Received) -> Row:
    text = "，".join(f"{count.label}{of(count)}{count.measure}" for count in one.counts)
    writer = Writer(pen.fonts, LABEL, 14.0, 3.5)
    return writer.row((clip(pen.fonts, f"现已收到：{text}。", LABEL, WIDTH - 7, 2),), (WIDTH,))


def _notes(pen: Pen, one: Received, y: float, bottom: float) -> None:
    for number, note in enumerate(one.notes, 1):
        found = clipped(pen.fonts, f"{number}. {note}", SMALL, WIDTH, 2)
        last = number == len(one.notes)
        if y - 13 * (len(found) + (not last)) < bottom:
            pen.words(LEFT, y - 13, f"另有{len(one.notes) - number + 1}条，见合并报告。", SMALL)
            return
        for line in found:
            y -= 13
            pen.line(LEFT, y, line, SMALL)


def _signing(pen: Pen, report: MergeReport, one: Received, bottom: float) -> None:
    y = bottom + 21 * MM
    pen.words(LEFT, y, "经办人（签字）", TEXT)
    start = LEFT + pen.fonts.width("经办人（签字）", TEXT) + 4
    pen.rule((start, y - 3), (start + 42 * MM, y - 3), 0.5)
    pen.right(RIGHT, y, clip(pen.fonts, f"{report.office}（盖章）", TEXT, 90 * MM, 1), TEXT)
    pen.right(RIGHT, y - 18, "年\u3000\u3000月\u3000\u3000日", TEXT)
    if one.receipt:
        words = f"电子回执：{one.receipt}（导入后，本队程序即知哪些已收到）"
        pen.words(LEFT, y - 18 - 2, clip(pen.fonts, words, SMALL, 122 * MM, 1), SMALL)
