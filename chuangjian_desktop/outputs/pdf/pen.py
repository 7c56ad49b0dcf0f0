"""Drawing on a page: lines of text in a chain of fonts, rules, photos. User text is never read as markup."""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pypdfium2
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas  # pyright: ignore[reportUnknownVariableType]

from chuangjian_desktop.domain.documents import MissingCharacter, Picture
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.linebreak import Line, Room, break_lines

rl_config.useA85 = 0

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
RED = (0.8, 0.0, 0.0)
BLACK = (0.0, 0.0, 0.0)
ASCENT = 0.86  # of the em: how far a Chinese character stands above its baseline


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG on its way into a document."""

    caption: str
    data: bytes
    width: int
    height: int


def photo_of(picture: Picture) -> Photo:
    """Read the photo; `Refusal` M09 when its bytes are no JPEG that a document can hold."""
    data = picture.load()
    image: Any = pdfdoc.PDFImageXObject("probe")
    if not image.loadImageFromJPEG(io.BytesIO(data)) or image.colorSpace == "DeviceCMYK" or not image.height:
        raise Refusal("M09", file=picture.caption, detail="JPEG")
    return Photo(picture.caption, data, image.width, image.height)


class Pen:
    """Draws on the current page of a document; all lengths in points from the lower left corner."""

    def __init__(self, canvas: Any, fonts: FontSet) -> None:  # noqa: ANN401 - the library comes without types
        self._canvas = canvas
        self._marks = 0
        self._stroke: tuple[float, bool] | None = None
        self._ink: tuple[float, ...] | None = None
        self.fonts = fonts

    def new_page(self) -> None:
        """Finish this page and begin the next."""
        self._canvas.showPage()
        self._stroke = self._ink = None

    def mark(self, title: str) -> None:
        """Name the place where this page begins in the outline of the document."""
        self._marks += 1
        self._canvas.bookmarkPage(f"mark{self._marks}")
        self._canvas.addOutlineEntry(title, f"mark{self._marks}")

    def line(self, x: float, baseline: float, line: Line, style: Style, colour: tuple[float, ...] = BLACK) -> None:
        """Draw a broken line; `x` is the left edge of its room."""
        text = self._canvas.beginText(x + line.indent, baseline)
        if self._ink != colour:
            text.setFillColorRGB(*colour)
            self._ink = colour
        space: float | None = None  # spacing outlives a text object, so each line sets its own
        font, at, jump = "", x + line.indent, False
        for name, extra, piece, width in runs_of(self.fonts, line, style):
            if name:
                if jump:
                    text.setTextOrigin(at, baseline)
                if name != font:
                    text.setFont(font := name, style.size)
                if extra != space:
                    text._code.append(f"{(space := extra):.3f} Tc")  # noqa: SLF001 - as below
                # Its own way of saying this measures the text once more.
                text._code.append(text._formatText(piece))  # noqa: SLF001
            jump = not name  # after a blank that has no glyph
            at += width
        self._canvas.drawText(text)

    def words(self, x: float, baseline: float, words: str, style: Style, colour: tuple[float, ...] = BLACK) -> float:
        """Draw unbroken words from `x`; gives their width."""
        measure = self.fonts.measure(style)
        line = Line(words, 0.0, tuple(map(measure, words)))
        self.line(x, baseline, line, style, colour)
        return sum(line.advances)

    def centred(self, x: float, baseline: float, words: str, style: Style, colour: tuple[float, ...] = BLACK) -> None:
        """Draw unbroken words around `x`."""
        self.words(x - self.fonts.width(words, style) / 2, baseline, words, style, colour)

    def right(self, x: float, baseline: float, words: str, style: Style) -> None:
        """Draw unbroken words that end at `x`."""
        self.words(x - self.fonts.width(words, style), baseline, words, style)

    def fitted(self, words: str, style: Style, width: float) -> Style:
        """The style, made smaller where unbroken words would be wider than that."""
        share = width / max(width, self.fonts.width(words, style))
        return style if share == 1 else replace(style, size=style.size * share, pitch=style.pitch * share)

    def rule(self, start: tuple[float, float], end: tuple[float, float], width: float, red: bool = False) -> None:
        """Draw a straight line."""
        if self._stroke != (width, red):  # a table has a thousand lines of one kind
            self._canvas.setStrokeColorRGB(*(RED if red else BLACK))
            self._canvas.setLineWidth(width)
            self._stroke = (width, red)
        # Numbers are written as in `fill`, since a table has thousands of them.
        self._canvas._code.append(f"{start[0]:.3f} {start[1]:.3f} m {end[0]:.3f} {end[1]:.3f} l S")  # noqa: SLF001

    def dashes(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a line to cut along."""
        self._canvas.setDash(3, 3)
        self.rule(start, end, 0.5)
        self._canvas.setDash()

    def fill(self, boxes: Iterable[tuple[float, float, float, float]], grey: float = 0.0) -> None:
        """Fill rectangles (x, lower y, width, height) as one shape, so that no seam shows between them."""
        self._canvas.setFillGray(grey)
        self._ink = None
        # The library writes numbers one by one, which takes long for the hundred rectangles of a code.
        rects = [f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in boxes]
        self._canvas._code.append(f"{' '.join(rects)} f")  # noqa: SLF001

    def photo(self, photo: Photo, box: tuple[float, float, float, float]) -> tuple[float, float]:
        """Draw the whole photo centred at the top of a box (x, lower y, width, height); gives x and width taken."""
        x, y, width, height = box
        scale = min(width / photo.width, height / photo.height)
        wide, high = photo.width * scale, photo.height * scale
        x += (width - wide) / 2
        self._canvas.saveState()
        self._canvas.transform(wide, 0, 0, high, x, y + height - high)
        self._canvas.doForm(self._embedded(photo))
        self._canvas.restoreState()
        self._canvas._currentPageHasImages = 1  # noqa: SLF001 - as the canvas itself does when it draws one
        return x, wide

    def _embedded(self, photo: Photo) -> str:
        """Name of the photo in this document; the same bytes are embedded once."""
        name = "photo" + blake2b(photo.data, digest_size=12).hexdigest()
        document = self._canvas._doc  # noqa: SLF001 - the canvas decodes and packs again whatever is not a file
        if not self._canvas.hasForm(name):
            image: Any = pdfdoc.PDFImageXObject(name)
            image.loadImageFromJPEG(io.BytesIO(photo.data))
            document.Reference(image, document.getXObjectName(name))
            document.addForm(name, image)
        return name


@lru_cache(4000)
def runs_of(fonts: FontSet, line: Line, style: Style) -> tuple[tuple[str, float, str, float], ...]:
    """Pieces of one font and one spacing, as (font, added to each advance, text, width)."""
    found: list[tuple[str, float, str, float]] = []
    begin, width = 0, 0.0
    key: tuple[str, float] = ("", 0.0)
    glyph_of = fonts.glyph
    for place, advance in enumerate(line.advances):
        glyph = glyph_of(line.text[place], style.role)
        face = glyph.face if glyph else None
        this = (face.name, round(advance - glyph.width * style.size, 3)) if glyph and face else ("", 0.0)
        if this != key:
            if place > begin:
                found.append((key[0], key[1], line.text[begin:place], width))
            begin, key, width = place, this, 0.0
        width += advance
    found.append((key[0], key[1], line.text[begin : len(line.advances)], width))
    return tuple(found)


def lines(fonts: FontSet, text: str, style: Style, room: Room) -> list[Line]:
    """Break one paragraph in this style."""
    return list(_broken(fonts, text, style, room))


@lru_cache(2000)
def _broken(fonts: FontSet, text: str, style: Style, room: Room) -> tuple[Line, ...]:
    """Many notices say the same around their problems."""
    return tuple(break_lines(text, fonts.measure(style), room))


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be written: where, with which fonts, what it is about, and who may stop it."""

    path: Path
    fonts: FontSet
    subject: str
    author: str
    progress: Progress | None = None


def write(
    job: Job, missing: tuple[MissingCharacter, ...], size: tuple[float, float], draw: Callable[[Pen], object]
) -> None:
    """Write one document beside its target, read it back, then put it in place.

    `Refusal` M25 before anything is drawn when a character cannot be printed.
    """
    if missing:
        first = missing[0]
        raise Refusal(
            "M25",
            file=job.path.name,
            place=first.place,
            character="".join(dict.fromkeys(one.character for one in missing))[:20],
        )
    with written_beside(job.path) as temporary:
        with _document(temporary, job, size) as canvas:
            draw(Pen(canvas, job.fonts))
        _read_back(temporary, job.path.name)
        if job.progress:
            job.progress.step(job.subject)


@contextmanager
def _document(path: Path, job: Job, size: tuple[float, float]) -> Generator[Any]:
    canvas: Any = Canvas(str(path), pagesize=size, pageCompression=1, invariant=1)
    canvas.setTitle(job.subject)
    canvas.setAuthor(job.author)
    canvas.setCreator("模拟测评")
    yield canvas
    path.write_bytes(canvas.getpdfdata())


def _read_back(path: Path, name: str) -> None:
    try:
        document: Any = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Refusal("M07", file=name, detail=str(error)) from error
    try:
        whole = len(document) > 0
    finally:
        document.close()
    if not whole:
        raise Refusal("M07", file=name, detail="0")
