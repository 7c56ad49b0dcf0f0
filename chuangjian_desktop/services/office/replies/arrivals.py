"""What units sent, file by file: the rows of their workbooks, their photos by the problems in their names, and the
workbooks themselves, which are kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.journal import blob
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.replies import (
    Issued,
    Known,
    Matched,
    Place,
    Reason,
    Reply,
    ReplyRow,
    Unmatched,
    as_code,
    plain_number,
)
from chuangjian_desktop.domain.reply_matching import match
from chuangjian_desktop.domain.reply_names import named, numbered
from chuangjian_desktop.inputs.converting import as_workbook
from chuangjian_desktop.inputs.photos.values import looks_like_picture
from chuangjian_desktop.inputs.replies import read_replies
from chuangjian_desktop.store.writer import Writer

BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff", ".gif"})
_UNREAD: Mapping[str, Reason] = {
    **dict.fromkeys((".ods", ".xlsb", ".csv", ".numbers"), "old_book"),
    **dict.fromkeys((".avif", ".jxl", ".dng", ".cr2", ".nef", ".psd", ".svg"), "old_picture"),
}
_MOST_KEPT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Left:
    """What found no case, or what its case does not take now: where it stands, and why in both languages."""

    file: str
    sheet: str
    row: int
    reason_zh: str
    reason_en: str
    at: Place = (0, 0)


def turned_away(number: int, file: Path, refusal: Refusal) -> Left:
    """A file that is refused as a whole, the `number`-th of those that came."""
    texts = (sentence(refusal.code, {**refusal.details, "file": file.name}, lang) for lang in ("zh", "en"))
    return Left(file.name, "", 0, *texts, at=(number, 0))


@dataclass(frozen=True, slots=True)
class Original:
    """A workbook as it came; it is kept with the replies that it brought unless it is too large, then only its name,
    size and SHA-256 are."""

    path: Path
    sha256: str
    size: int

    @property
    def warning(self) -> Warn | None:
        """Says that it is too large to be kept."""
        if self.size <= _MOST_KEPT:
            return None
        what = {"what_zh": "随记录保存原件", "what_en": "keeping the workbook"}
        limit = _MOST_KEPT // 1024 // 1024
        why = {
            "reason_zh": f"它超过 {limit} MB；只登记了名称和校验码 {self.sha256}，请自行保管",
            "reason_en": f"it is larger than {limit} MB: only its name and SHA-256 {self.sha256} are kept",
        }
        return Warn("M26", {"file": self.path.name, **what, **why})

    def keep(self, writer: Writer) -> Mapping[str, Value]:
        """Store its bytes; answers what records say of it. `Refusal` M26 when it is not what it was."""
        if self.warning is not None:
            return {"sha256": self.sha256, "size": self.size}
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise Refusal("M26", file=self.path.name, reason=error.strerror or "not found") from error
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise Refusal("M26", file=self.path.name, reason="changed since")
        try:
            writer.put_blob(self.sha256, data)
        except Refusal:
            # It was erased with the problem that it told of: a second import does not bring it back.
            return {"sha256": self.sha256, "size": self.size}
        return blob(self.sha256, self.size)


def original(path: Path) -> Original:
    """A file as it is now."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Original(path, digest, file.tell())


@dataclass(frozen=True, slots=True)
class Book:
    """What this office knows: its problems, its documents, the name of the present round."""

    known: Sequence[Known]
    issued: Sequence[Issued]
    round_name: str


class Arrivals:
    """Takes in file after file, then matches all of it."""

    def __init__(self, book: Book, folder: Path) -> None:
        self._book = book
        self._folder = folder
        self._current = [each for each in book.known if each.current]
        self._rows: list[ReplyRow] = []
        self._strays: list[Unmatched] = []
        self._loose: dict[str, list[tuple[int, Path]]] = {}
        self._after: set[str] = set()
        self._pictures: dict[str, str] = {}
        self.originals: dict[int, Original] = {}

    def take(self, number: int, file: Path) -> None:
        """Look at one file, the `number`-th; `Refusal` M20 for a workbook that cannot be read."""
        kind = file.suffix.lower()
        if kind in BOOKS:
            self._workbook(number, file)
        elif kind in PICTURES or (not kind and _shows(file)):
            self._picture(number, file)
        else:
            self._stray(number, file, _UNREAD.get(kind, "kind"))

    def _stray(self, number: int, file: Path, reason: Reason, value: str = "") -> None:
        self._strays.append(Unmatched("", 0, reason, value, file.name, (number, 0)))

    def _workbook(self, number: int, file: Path) -> None:
        own = self._folder / f"{len(list(self._folder.iterdir())):04d}"
        own.mkdir()
        try:
            self.originals[number] = original(file)
        except OSError as error:
            raise Refusal("M20", file=file.name, detail=error.strerror or "not found") from error
        with as_workbook(file) as book:
            read = read_replies(book, own, number)
        for each in read.rows:
            photos = tuple(self._once(photo) for photo in each.photos)
            self._rows.append(replace(each, file=file.name, photos=photos))
        self._strays.extend(replace(each, file=file.name) for each in read.strays)

    def _once(self, photo: str) -> str:
        """The first file with these bytes: a workbook that came twice says the same twice."""
        return self._pictures.setdefault(hashlib.sha256(Path(photo).read_bytes()).hexdigest(), photo)

    def _picture(self, number: int, file: Path) -> None:
        found = named(file.stem, self._current)
        if not found.cases and not numbered(file.stem, self._current):
            folder = named(file.absolute().parent.name, self._current)
            found = replace(folder, when=found.when or folder.when)
        if not found.cases:
            self._stray(number, file, "no_name")
        elif found.strange:
            self._stray(number, file, "name", "、".join(found.strange))
        elif found.shared:
            self._stray(number, file, "shared_number", "、".join(found.shared))
        elif found.when == "before":
            self._stray(number, file, "before_photo")
        else:
            for each in found.cases:
                self._loose.setdefault(each.case, []).append((number, file))
                if found.when == "after":
                    self._after |= {each.code, plain_number(each.number)}

    def matched(self, today: dt.date) -> Matched:
        """Replies with the loose photos of their problems; photos alone are replies too."""
        rows = [replace(each, shown=each.shown or _key(each) in self._after) for each in self._rows]
        found = self._match(rows, today)
        whole = [self._with_loose(each) for each in found.replies]
        rest = self._match([self._alone(each) for each in self._current if each.case in self._loose], today)
        unmatched = (*found.unmatched, *rest.unmatched, *self._strays)
        return Matched((*whole, *rest.replies), unmatched)

    def _match(self, rows: Sequence[ReplyRow], today: dt.date) -> Matched:
        return match(rows, self._book.known, today, self._book.issued, self._book.round_name)

    def _with_loose(self, each: Reply) -> Reply:
        return replace(each, photos=(*each.photos, *(str(file) for _, file in self._loose.pop(each.case, ()))))

    def _alone(self, known: Known) -> ReplyRow:
        files = self._loose[known.case]
        place: Place = (files[0][0], 0)
        return ReplyRow(
            "",
            0,
            {"问题编号": known.number, "识别码": known.code},
            tuple(str(file) for _, file in files),
            files[0][1].name,
            shown=known.code in self._after,
            place=place,
        )


def _shows(file: Path) -> bool:
    """Whether a file without an extension is a picture by what is in it."""
    try:
        with file.open("rb") as opened:
            return looks_like_picture(opened.read(16))
    except OSError:
        return False


def _key(row: ReplyRow) -> str:
    return as_code(row.cells.get("识别码", "")) or plain_number(row.cells.get("问题编号", ""))


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Files, and those in folders, in the order of their names; what programs hide is left out."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        found.extend(each for each in inside if not each.name.startswith((".", "~$")))
    return found
