"""What a letter says, part by part in reading order: the one source of the PDF and the Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.domain.documents import Notice, Picture
from chuangjian_desktop.domain.papers import Letter
from chuangjian_desktop.outputs.wording import (
    contact,
    feedback,
    headings,
    numbered,
    numeral,
    paragraphs,
    problem_text,
    site_heading,
)

LEVEL_1 = re.compile(r"[零一二三四五六七八九十百]+、")
LEVEL_2 = re.compile(r"（[零一二三四五六七八九十百]+）")

PartKind = Literal["title", "addressee", "text", "level_1", "level_2", "problem", "feedback", "attachment", "note"]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or with its photos a problem. Headings (`level_1` 黑体, `level_2` 楷体) stay with what follows."""

    kind: PartKind
    text: str
    pictures: tuple[Picture, ...] = ()


def parts_of(said: Notice | Letter) -> Iterator[Part]:
    """From the title to 附注, without head, signature, 送达 and 版记, which are places rather than text. The last
    paragraph of the text is of kind "feedback".
    """
    yield Part("title", said.title)
    if said.unit:
        yield Part("addressee", f"{said.unit}：")
    yield from _notice(said) if isinstance(said, Notice) else _letter(said)
    for number, name in enumerate(numbered(said.attachments)):
        yield Part("attachment", name if number else f"附件：{name}")
    if text := contact(said.issuer):
        yield Part("note", text)


def _letter(letter: Letter) -> Iterator[Part]:
    for place, each in enumerate(letter.text, 1):
        last = place == len(letter.text) and each.kind == "text"
        yield Part("feedback" if last else each.kind, each.text, each.pictures)


def _notice(notice: Notice) -> Iterator[Part]:
    levels = iter(range(1, 100))
    problems, demands = headings(notice.kind)
    for text in notice.opening:
        yield from _text(text, levels)
    if notice.sites:
        yield Part("level_1", f"{numeral(next(levels))}、{problems}")
        yield from _problems(notice)
    if notice.closing:
        if not LEVEL_1.match(notice.closing[0]):
            yield Part("level_1", f"{numeral(next(levels))}、{demands}")
        for text in notice.closing:
            yield from _text(text, levels)
    yield Part("level_1", f"{numeral(next(levels))}、反馈方式")
    yield Part("feedback", feedback(notice))


def _problems(notice: Notice) -> Iterator[Part]:
    for number, site in enumerate(notice.sites, 1):
        yield Part("level_2", site_heading(number, site))
        for problem in site.problems:
            yield Part("problem", problem_text(problem), problem.pictures)


def _text(text: str, levels: Iterator[int]) -> Iterator[Part]:
    """Paragraphs of running text; those that number themselves get the font of their level."""
    for part in paragraphs(text):
        first = LEVEL_1.match(part)
        if first:
            next(levels)
        heading = (first or LEVEL_2.match(part)) and len(part) <= 26 and part[-1:] not in "。；，"
        yield Part("text" if not heading else "level_1" if first else "level_2", part)
