"""Breaking Chinese text into lines: 避头尾 of GB/T 15834, whole numbers, dates and words, squeezed marks.

No character is added or lost: the texts of the lines put together are the text. One pass, linear in its length.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

# Marks that no line may begin with: 点号, closing halves, 连接号, 间隔号, 分隔号, and what belongs to the sign before.
NO_START = frozenset(
    "！％），．：；？］｝、。〉》」』】〕〗〙〛〞〟”’…‥—–―·・•‧～〜々ゝゞヽヾー｡､｣｠￠"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    "!%),.:;?]}-~/'\"°℃℉‰‱′″¢»›㎡㎥﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞"
)
# Marks that no line may end with: opening halves, 分隔号, signs that stand before a number.
NO_END = frozenset("（［｛〈《「『【〔〖〘〚〝“‘｢｟＄￥￡＃＠([{/'\"$£¥€#@№«‹﹙﹛﹝")
# Marks whose blank half may be given up: closing ones after the ink, opening ones before it.
CLOSING = frozenset("！），．：；？］｝、。〉》」』】〕〗”’")
OPENING = frozenset("（［｛〈《「『【〔〖“‘")
BLANKS = frozenset("\t \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
DATE = frozenset("年月日时分秒")
COUNTERS = DATE | frozenset("号处个项条名人家辆张米元层栋室份天")
BETWEEN_DIGITS = frozenset("—–-－~～/:：.．,，")
LOOSEST = 0.4  # of a character: a gap wider than this is left at the end of the line instead of spread over it

_PLAIN, _BLANK, _WORD, _GLUE, _JOIN = range(5)


@dataclass(frozen=True, slots=True)
class Room:
    """Width of a line in points, and how far its first line and the others are moved in."""

    width: float
    first: float = 0.0
    rest: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: all its characters, where its first one begins, and the advance of each one that is drawn.

    Characters beyond `advances` are blanks that hang at the end.
    """

    text: str
    indent: float
    advances: tuple[float, ...]

    @property
    def width(self) -> float:
        """From the left edge to the end of what is drawn."""
        return self.indent + sum(self.advances)


def break_lines(text: str, measure: Callable[[str], float], room: Room) -> list[Line]:
    """Lines of one paragraph (no line break inside). `measure` gives the natural advance of a character in points.

    A run that may not be broken (a word, a chain of marks) is broken only when it is wider than a line.
    """
    widths = [measure(character) for character in text]
    setter = _Setter(text, widths, room)
    for begin, drawn, end in pieces_of(text):
        setter.add(begin, drawn, end)
    return setter.finish()


@cache
def kind_of(character: str) -> int:
    """How a character behaves at a break: plain, blank, part of a word, glued to the one before, or joining both."""
    if character in BLANKS:
        return _BLANK
    if character in "\u200d\u2060\u00a0\u202f\u2007\ufeff\u034f":
        return _JOIN
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Mc", "Cf"} or 0x1F3FB <= ord(character) <= 0x1F3FF:
        return _GLUE
    if "!" <= character <= "~" or (category[0] in "LN" and unicodedata.east_asian_width(character) not in {"W", "F"}):
        return _WORD
    return _PLAIN


def may_break(text: str, place: int, solid: int) -> bool:
    """Whether a line may begin at `place`; `solid` is the index of the last character before it that is not a blank."""
    after = text[place]
    kind = kind_of(after)
    if kind in {_BLANK, _GLUE, _JOIN} or after in NO_START:
        return False
    if solid < 0:
        return False
    before = text[solid]
    if before in NO_END or kind_of(text[place - 1]) == _JOIN:
        return False
    if solid < place - 1:
        return True
    return not _same_number(text, place, kind)


def _same_number(text: str, place: int, kind: int) -> bool:
    """Whether the characters around `place` belong to one word, number, date or range."""
    before, after = text[place - 1], text[place]
    if kind == _WORD and kind_of(_carrier(text, place)) == _WORD:
        return True
    if before.isdigit() and after in COUNTERS:
        return True
    between = before in DATE or before in BETWEEN_DIGITS
    return between and place > 1 and after.isdigit() and text[place - 2].isdigit()


def _carrier(text: str, place: int) -> str:
    """The character before `place` that marks and joiners in between hang on."""
    place -= 1
    lowest = max(0, place - 8)
    while place > lowest and kind_of(text[place]) == _GLUE:
        place -= 1
    return text[place]


def pieces_of(text: str) -> Iterator[tuple[int, int, int]]:
    """Unbreakable runs as (begin, end of what is drawn, end with the blanks that follow)."""
    begin, solid = 0, -1
    for place in range(len(text)):
        if place > begin and may_break(text, place, solid):
            yield begin, solid + 1, place
            begin = place
        if kind_of(text[place]) != _BLANK:
            solid = place
    if text:
        yield begin, max(solid + 1, begin), len(text)


class _Setter:
    """Collects runs into lines."""

    def __init__(self, text: str, widths: list[float], room: Room) -> None:
        self.text = text
        self.widths = widths
        self.room = room
        self.sums = [0.0, *accumulate(widths)]
        slack = (_slack(character, width) for character, width in zip(text, widths, strict=True))
        self.slack = [0.0, *accumulate(slack)]
        self.full = max(widths, default=0.0)
        self.lines: list[Line] = []
        self.begin = self.drawn = self.end = 0

    @property
    def indent(self) -> float:
        return self.room.rest if self.lines else self.room.first

    @property
    def limit(self) -> float:
        return self.room.width - self.indent + 0.001

    def add(self, begin: int, drawn: int, end: int) -> None:
        """Put a run on the current line, or on the next one, or on several when it is wider than a line."""
        if self._fits(drawn):
            self.drawn, self.end = drawn, end
            return
        if begin > self.begin:
            self._close(last=False)
            if self._fits(drawn):
                self.drawn, self.end = drawn, end
                return
        self._split(drawn)
        self.drawn, self.end = drawn, end

    def finish(self) -> list[Line]:
        """All lines; an empty text has one empty line."""
        if self.end > self.begin or not self.lines:
            self._close(last=True)
        return self.lines

    def _fits(self, drawn: int) -> bool:
        over = self.sums[drawn] - self.sums[self.begin] - self.limit
        if over <= 0:
            return True
        closed = drawn > self.begin and self.text[drawn - 1] in CLOSING
        return closed and over <= self.slack[drawn] - self.slack[self.begin]

    def _split(self, drawn: int) -> None:
        """Break a run that is wider than a line where that does least harm."""
        good = place = self.begin
        while place < drawn:
            if self.sums[place + 1] - self.sums[self.begin] > self.limit and place > self.begin:
                cut = good if good > self.begin else place
                self.drawn = self.end = cut
                self._close(last=False)
                good = place = cut
                continue
            place += 1
            if place < drawn and self._least_harm(place):
                good = place

    def _least_harm(self, place: int) -> bool:
        kind = kind_of(self.text[place])
        if kind in {_GLUE, _JOIN} or kind_of(self.text[place - 1]) == _JOIN:
            return False
        return self.text[place] not in NO_START and self.text[place - 1] not in NO_END

    def _close(self, *, last: bool) -> None:
        text = self.text[self.begin : self.end]
        advances = self.widths[self.begin : self.drawn]
        indent = self.indent
        over = sum(advances) - (self.room.width - indent)
        if over > 0.001:
            indent -= _squeeze(text, advances, over)
        elif not last:
            _spread(text, advances, -over, LOOSEST * self.full)
        self.lines.append(Line(text, indent, tuple(advances)))
        self.begin = self.drawn = self.end


def _slack(character: str, width: float) -> float:
    return width / 2 if character in CLOSING or character in OPENING else 0.0


def _squeeze(text: str, advances: list[float], over: float) -> float:
    """Take `over` out of the blank halves of marks, the last mark first; gives how far the line's head moves left."""
    final = len(advances) - 1
    at_end = min(over, _slack(text[final], advances[final]))
    advances[final] -= at_end
    total = sum(_slack(text[k], advances[k]) for k in range(final))
    if total <= 0:
        return 0.0
    share = min(1.0, (over - at_end) / total)
    natural = list(advances)
    head = 0.0
    for k in range(final):
        taken = share * _slack(text[k], natural[k])
        if text[k] in CLOSING:
            advances[k] -= taken
        elif k:
            advances[k - 1] -= taken
        else:
            head = taken
    return head


def _spread(text: str, advances: list[float], extra: float, loosest: float) -> None:
    """Fill the line: share `extra` among the places between characters that do not belong to one word."""
    gaps = [k for k in range(len(advances) - 1) if _is_gap(text, k)]
    if not gaps or extra / len(gaps) > loosest:
        return
    for k in gaps:
        advances[k] += extra / len(gaps)


def _is_gap(text: str, k: int) -> bool:
    left, right = kind_of(text[k]), kind_of(text[k + 1])
    if right in {_GLUE, _JOIN} or left == _JOIN:
        return False
    if text[k] == text[k + 1] and text[k] in "—…":
        return False
    return not (left in {_WORD, _GLUE} and right == _WORD)
