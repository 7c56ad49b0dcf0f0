"""What can go wrong with a printed notice, looked for in the PDF itself: cut off, overprinted, parted, miscounted."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from pypdfium2 import raw

from chuangjian_desktop.domain.documents import Notice, NoticeProblem
from chuangjian_desktop.outputs.form_parts import problem_words
from chuangjian_desktop.outputs.pdf.fonts import is_invisible
from chuangjian_desktop.outputs.pdf.form import COLUMNS
from chuangjian_desktop.outputs.pdf.grid import LEFT, LOWER, RIGHT, UPPER
from chuangjian_desktop.outputs.wording import problem_text
from tests.helpers.pdf_reading import plain

SLACK = 1.0
HEADING = re.compile(r"(?:[一二三四五六七八九十百零]+、|（[一二三四五六七八九十百零]+）)\S*")
ENDS = "。；！？…：”"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its left lower to its right upper corner."""

    left: float
    low: float
    right: float
    high: float

    def shared(self, other: Box) -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        return max(0.0, wide) * max(0.0, min(self.high, other.high) - max(self.low, other.low))

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.high - self.low)

    def within(self, other: Box) -> bool:
        level = self.low >= other.low - SLACK and self.high <= other.high + SLACK
        return level and self.left >= other.left - SLACK and self.right <= other.right + SLACK


TYPE_AREA = Box(LEFT, LOWER, RIGHT, UPPER)


@dataclass(frozen=True, slots=True)
class Ink:
    """A character with the box of what is printed, and its baseline."""

    text: str
    box: Box
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page: characters, photos, straight lines (as thin boxes)."""

    inks: tuple[Ink, ...]
    photos: tuple[Box, ...]
    rules: tuple[Box, ...]

    @property
    def text(self) -> str:
        """Without blanks and page number, in the order of drawing."""
        return plain("".join(ink.text for ink in self.inks if ink.base > LOWER - SLACK))

    @property
    def foot(self) -> str:
        """What stands below the type area."""
        return plain("".join(ink.text for ink in self.inks if ink.base <= LOWER - SLACK))

    @property
    def lines(self) -> tuple[tuple[float, str], ...]:
        """Lines of text from the top, with their baselines."""
        found: list[tuple[float, list[Ink]]] = []
        for ink in sorted(self.inks, key=lambda ink: -ink.base):
            if ink.base <= LOWER - SLACK:
                break
            if not found or found[-1][0] - ink.base > SLACK / 2:
                found.append((ink.base, []))
            found[-1][1].append(ink)
        return tuple((y, "".join(i.text for i in sorted(line, key=lambda i: i.box.left))) for y, line in found)


def read(path: Path) -> list[Page]:
    """Every page."""
    document: Any = pypdfium2.PdfDocument(path)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def begins(path: Path) -> list[int]:
    """The pages that the outline names."""
    document: Any = pypdfium2.PdfDocument(path)
    try:
        return [item.get_dest().get_index() for item in document.get_toc()]
    finally:
        document.close()


def _page(page: Any) -> Page:  # noqa: ANN401 - the library comes without types
    photos: list[Box] = []
    rules: list[Box] = []
    for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)):
        box = Box(*each.get_bounds())
        if each.type == raw.FPDF_PAGEOBJ_IMAGE:
            photos.append(box)
        elif min(box.right - box.left, box.high - box.low) < 4 < max(box.right - box.left, box.high - box.low):
            rules.append(box)
    text = page.get_textpage()
    inks = tuple(_inks(text))
    text.close()
    page.close()
    return Page(inks, tuple(photos), tuple(rules))


def _inks(text: Any) -> Iterator[Ink]:  # noqa: ANN401 - as above
    library: Any = raw
    x, y = ctypes.c_double(), ctypes.c_double()
    half = ""
    for index in range(text.count_chars()):
        point = library.FPDFText_GetUnicode(text, index)
        if library.FPDFText_IsGenerated(text, index) == 1 or not point:
            continue
        if 0xD800 <= point < 0xDC00:
            half = chr(point)
            continue
        character = (half + chr(point)).encode("utf-16", "surrogatepass").decode("utf-16") if half else chr(point)
        half = ""
        library.FPDFText_GetCharOrigin(text, index, x, y)
        box = Box(*text.get_charbox(index))
        yield Ink(character, box, y.value, library.FPDFText_GetFontSize(text, index))


# ---- what is wrong with a Word file ----------------------------------------------------------------------------------


def _texts(element: Any) -> str:  # noqa: ANN401 - an element of the library's XML
    return "".join(node.text or "" for node in element.iter() if node.tag.endswith("}t"))


def word_faults(told: Notice, form: str, path: Path) -> list[str]:
    """What the data says and the Word file does not; rows that may be torn without need, or cut off at a page's end."""
    document: Any = docx.Document(str(path))
    whole = _visible(_texts(document.element.body))
    found = list(_unsaid(told, form, whole))
    pictures = [each for site in told.sites for problem in site.problems for each in problem.pictures]
    if len(document.inline_shapes) != len(pictures) + bool(told.code):
        found.append(f"{len(document.inline_shapes)} pictures")
    rows = [node for node in document.element.body.iter() if node.tag.endswith("}tr")]
    for row in rows:
        cells = [_texts(cell) for cell in row.iter() if cell.tag.endswith("}tc")]
        letters = max(map(len, cells))
        torn = "w:cantSplit" not in row.xml
        if torn and letters < 400 and row.xml.count("<pic:pic ") < 7:
            found.append("a row that may be torn")
        elif not torn and letters > 640 and len(cells) == 4:
            found.append("a row that is cut off")
    return [f"{told.unit} {told.kind} {form} Word: {each}" for each in found]


# ---- what is wrong with a PDF ----------------------------------------------------------------------------------------


def volume_faults(notices: Sequence[tuple[Notice, str]], path: Path) -> list[str]:
    """What is wrong with a volume of these notices, each with its form."""
    pages, starts = read(path), begins(path)
    if len(starts) != len(notices) or any(start % 2 for start in starts):
        return [f"{len(starts)} notices begin at {starts}"]
    found: list[str] = []
    for (told, form), start, end in zip(notices, starts, [*starts[1:], len(pages)], strict=True):
        mine = pages[start:end]
        if not mine[-1].inks and end < len(pages):
            mine.pop()  # the empty back of a sheet
        found += [f"{told.unit} {told.kind} {form}: {each}" for each in faults(told, form, mine)]
    return found


def faults(told: Notice, form: str, pages: Sequence[Page]) -> list[str]:
    """What is wrong with a notice on its pages."""
    counted = len(pages) - 2 if len(pages) > 2 and not pages[-2].text else len(pages)
    found = [
        f"page {number}: {each}"
        for number, page in enumerate(pages, 1)
        for each in page_faults(page, number if number <= counted else 0)
    ]
    found += _text_faults(told, form, pages)
    found += _parted(told, form, pages)
    found += _ending(told, form, pages)
    return found


def page_faults(page: Page, number: int) -> Iterator[str]:
    """What is wrong with a page by itself; it bears a number unless that is 0."""
    inks = [ink for ink in page.inks if ink.text.strip() and not is_invisible(ink.text) and ink.box.area > 0]
    area = [ink for ink in inks if ink.base > LOWER - SLACK]
    for ink in area:
        if not ink.box.within(TYPE_AREA):
            yield f"{ink.text} outside the type area at {ink.box}"
    foot = page.foot.replace("（草稿）", "")
    if foot != (f"—{number}—" if number else ""):
        yield f"page number {page.foot!r}"
    yield from _overprinted(area)
    yield from _crossed(area, page.rules)
    for photo in page.photos:
        if not photo.within(TYPE_AREA):
            yield f"photo outside the type area at {photo}"
        if any(photo.shared(ink.box) > 1 for ink in area):
            yield f"photo on text at {photo}"
        if any(photo is not other and photo.shared(other) > 1 for other in page.photos):
            yield f"photo on photo at {photo}"
    yield from _alone(page)


def _overprinted(inks: Sequence[Ink]) -> Iterator[str]:
    """Characters that cover each other."""
    ordered = sorted(inks, key=lambda ink: ink.box.left)
    for place, ink in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.box.left > ink.box.right:
                break
            if ink.box.shared(other.box) > 0.3 * min(ink.box.area, other.box.area):
                yield f"{ink.text} and {other.text} at {ink.box}"


def _crossed(inks: Sequence[Ink], rules: Sequence[Box]) -> Iterator[str]:
    """Characters that a line goes through."""
    for rule in rules:
        upright = rule.high - rule.low > rule.right - rule.left
        for ink in inks:
            box = ink.box
            if upright:
                through = box.left + SLACK < (rule.left + rule.right) / 2 < box.right - SLACK
                beside = box.low < rule.high and box.high > rule.low
            else:
                through = box.low + SLACK < (rule.low + rule.high) / 2 < box.high - SLACK
                beside = box.left < rule.right and box.right > rule.left
            if through and beside:
                yield f"a line through {ink.text} at {box}"


def _alone(page: Page) -> Iterator[str]:
    """A heading with nothing under it."""
    lines = [(y, text.strip()) for y, text in page.lines if "接下页" not in text]
    if not lines:
        return
    y, last = lines[-1]
    words = plain(last)
    if any(photo.high < y for photo in page.photos):
        return
    if (HEADING.fullmatch(words) and words[-1] not in ENDS) or words == "序号问题照片整改时限":
        yield f"a heading alone: {last}"


def _text_faults(told: Notice, form: str, pages: Sequence[Page]) -> Iterator[str]:
    """What the data says and the document does not."""
    whole = "".join(page.text for page in pages)
    if form == "table":
        whole = re.sub(r"接下页|序号问题照片整改时限", "", whole) + _column(pages)
    yield from _unsaid(told, form, whole)


def _unsaid(told: Notice, form: str, whole: str) -> Iterator[str]:
    for each in (told.unit, told.number, told.issuer.name, told.reply_by, *told.closing, *told.opening):
        if _visible(each) not in whole:
            yield f"not there: {each[:40]}"
    for site in told.sites:
        for problem in site.problems:
            for each in (problem.text, problem.listed, problem.deadline.rstrip("。"), problem.basis, problem.remark):
                if _visible(each) not in whole:
                    yield f"not there: {problem.number} {each[:40]}"
        if _visible(site.name) not in whole:
            yield f"not there: {site.name}"
    yield from _attachments(told, form, whole)


def _visible(text: str) -> str:
    return "".join(character for character in plain(text) if not is_invisible(character))


def _column(pages: Sequence[Page]) -> str:
    """The second column of a table as one text."""
    return "".join(line for page in pages for line in _second(page) if line != "问题")


def _second(page: Page) -> list[str]:
    """The lines of the second column of a table."""
    left, right = LEFT + COLUMNS[0], LEFT + COLUMNS[0] + COLUMNS[1]
    inks = tuple(ink for ink in page.inks if left <= ink.box.left < right)
    return [plain(text) for _, text in replace(page, inks=inks).lines]


def _attachments(told: Notice, form: str, whole: str) -> Iterator[str]:
    names = [_visible(name) for name in told.attachments]
    listed = names[0] if len(names) == 1 else "".join(f"{number}.{name}" for number, name in enumerate(names, 1))
    expected = f"附件{'：' if form == 'letter' else ''}{listed}"
    if names and whole.count(expected) != 1:
        yield f"附件 list is not {expected[:60]}"
    if not names and ("附件：" in whole):
        yield "附件 list of nothing"


def _parted(told: Notice, form: str, pages: Sequence[Page]) -> Iterator[str]:
    """A problem whose photos are not where it is."""
    shown = sum(len(page.photos) for page in pages)
    problems = [problem for site in told.sites for problem in site.problems]
    codes = sum(bool(told.code) and told.code in page.text for page in pages)
    if told.code and codes != 1:
        yield f"code {codes} times"
    if shown != sum(len(problem.pictures) for problem in problems):
        yield f"{shown} photos"
    for problem in problems:
        texts = [_numbered(pages, problem.listed, form)]
        texts += [_captioned(pages, each.caption, form) for each in problem.pictures]
        if any(len(places) != 1 for places in texts):
            yield f"problem {problem.number}: number and captions on pages {texts}"
            continue
        where = [places[0] for places in texts]
        if len(set(where)) > 1 and not _tall(problem.text, len(problem.pictures), form):
            yield f"problem {problem.number}: parted over pages {where}"
        elif len(where) > 1 and not _touching(
            _wording(problem, form), where, pages[where[1]], problem.pictures[0].caption
        ):
            yield f"problem {problem.number}: first photo apart from its text, {where}"


def _numbered(pages: Sequence[Page], listed: str, form: str) -> list[int]:
    """The pages where a problem's number stands, once for each time."""
    if form == "letter":
        return [number for number, page in enumerate(pages) for _ in range(page.text.count(f"（{listed}）"))]
    return [number for number, page in enumerate(pages) for line in _second(page) if line == listed]


def _captioned(pages: Sequence[Page], caption: str, form: str) -> list[int]:
    """The same of a caption, by the size of its letters."""
    size = 12 if form == "letter" else 9
    pattern = re.compile(re.escape(plain(caption)) + r"(?!\d)")
    texts = (plain("".join(ink.text for ink in page.inks if abs(ink.size - size) < 0.1)) for page in pages)
    return [number for number, text in enumerate(texts) for _ in pattern.findall(text)]


def _tall(text: str, photos: int, form: str) -> bool:
    """Whether no page can hold a problem with its headings."""
    if form == "letter":
        return len(text) / 28 + 4 * -(-photos // 3) > 13
    return max(len(text) / 13 * 18, photos * 100) > 480


def _wording(problem: NoticeProblem, form: str) -> str:
    return problem_text(problem) if form == "letter" else problem_words(None, problem)


def _touching(text: str, where: Sequence[int], page: Page, caption: str) -> bool:
    """Whether the first photo has text of its problem before it on its page: the end of it at least."""
    if where[0] == where[1]:
        return True
    before, told = page.text.split(caption)[0], _visible(text)
    longest = next((size for size in range(min(len(before), len(told)), 0, -1) if before.endswith(told[-size:])), 0)
    return longest > 5 or 0 < longest == len(before)


def _ending(told: Notice, form: str, pages: Sequence[Page]) -> Iterator[str]:
    """What stands at the end: signature with text before it, 版记 at the foot of an even page."""
    from chuangjian_desktop.outputs.wording import full_date

    date = full_date(told.date)
    said = ([plain(text) for _, text in page.lines] for page in reversed(pages))
    signed = next((lines for lines in said if any(line.endswith(date) for line in lines)), None)
    if signed is None:
        yield "no date"
    elif form == "letter" and next(at for at, line in enumerate(signed) if line.endswith(date)) < 3:
        yield f"a signature alone: {signed[:3]}"
    empty = [number for number, page in enumerate(pages, 1) if not page.text]
    if empty and (told.draft or form == "table" or empty != [len(pages) - 1]):
        yield f"empty pages {empty}"
    if form == "letter" and not told.draft:
        if len(pages) % 2:
            yield f"{len(pages)} pages"
        if not pages[-1].text.endswith(f"{date}印发"):
            yield "no 版记 at the end"
