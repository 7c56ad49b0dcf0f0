"""What kind of file it is, and whether its container is what it says: looked at before any parser sees it."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from pathlib import Path

from chuangjian_desktop.inputs.sandbox import refusal

MOST_ENTRIES = 5_000
MOST_BYTES = 300_000_000
MOST_RATIO = 400
_RATIO_FROM = 4_000_000
OLD_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHUNK = 1 << 18
_DIRECTORY_BYTES = 4_000_000
ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError, OSError)

_OLD = (
    "这是旧格式（.xls 或 .et），请在 Excel 或 WPS 中打开，另存为 .xlsx 后再导入",
    "this is the old format (.xls or .et); open it in Excel or WPS, save it as .xlsx and import that",
)
_LOCKED = (
    "文件有打开密码，请在 Excel 或 WPS 中取消密码后再导入",
    "it is protected by a password; remove the password in Excel or WPS and import it again",
)
_OTHER = (
    "不是 Excel 工作簿（.xlsx），请另存为 .xlsx 后再导入",
    "it is not an Excel workbook (.xlsx); save it as .xlsx and import that",
)
_BINARY = (
    "这是二进制工作簿（.xlsb），请另存为 .xlsx 后再导入",
    "this is a binary workbook (.xlsb); save it as .xlsx and import that",
)
_OPEN_DOCUMENT = (
    "这是 OpenDocument 表格（.ods），请另存为 .xlsx 后再导入",
    "this is an OpenDocument sheet (.ods); save it as .xlsx and import that",
)
_OTHER_WORD = (
    "不是 Word 文档（.docx），请在 Word 或 WPS 中另存为 .docx",
    "it is not a Word document (.docx); save it as .docx in Word or WPS",
)
_ACTIVE = (
    "含有宏或外部内容，请另存为不含宏、不引用外部文件的 .docx",
    "it holds macros or refers to other files; save it as a .docx without them",
)
_DAMAGED = ("压缩包已损坏，请重新取得该文件", "its container is damaged; get the file again")
_BOMB = ("解压后过大，疑似恶意文件", "it unpacks to far too much, as a hostile file would")


def check_signature(path: Path) -> None:
    """`Refusal` M20 that says what the file is, and what to do, when it is no zip container.

    Looks at bytes only, so that it needs no child; an unreadable file is left to the staging.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_DIRECTORY_BYTES)
    except OSError:
        return
    if not start:
        raise refusal(path.name, "文件是空的", "the file is empty")
    if start.startswith(OLD_SIGNATURE):
        raise refusal(path.name, *(_LOCKED if ENCRYPTED_OLE in start else _OLD))
    if not start.startswith(b"PK"):
        raise refusal(path.name, *_OTHER)


def check_container(path: Path, most: int = MOST_BYTES, *, apart: str = "") -> None:
    """`Refusal` M20 unless it is a sound zip with a workbook in it that really unpacks to at most so many bytes. Parts
    whose names begin with `apart` are not unpacked here: who takes them out bounds them."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(archive)
            _check_bytes(archive, most, apart)
    except _BROKEN as error:
        raise refusal("", *_DAMAGED) from error
    except RuntimeError as error:  # zipfile's way of asking for a password
        raise refusal("", *_LOCKED) from error


def check_word(path: Path, most: int) -> None:
    """`Refusal` M20 unless it is a sound Word document of at most so many bytes, without macros and without parts that
    are fetched from elsewhere when it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = _check_names(archive)
            _check_bytes(archive, most)
            if "word/document.xml" not in names:
                raise refusal("", *_OTHER_WORD)
            fetched = (_FETCHED.search(archive.read(name)) for name in names if name.endswith(".rels"))
            if any(name.endswith("vbaProject.bin") for name in names) or any(fetched):
                raise refusal("", *_ACTIVE)
    except _BROKEN as error:
        raise refusal("", *_OTHER_WORD) from error
    except RuntimeError as error:
        raise refusal("", *_LOCKED) from error


_FETCHED = re.compile(rb"(?s)<Relationship\b(?![^>]*/hyperlink\")[^>]*TargetMode\s*=\s*[\"']External")


def _check_names(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    if len(names) > MOST_ENTRIES:
        raise refusal("", *_BOMB)
    if len({name.casefold() for name in names}) != len(names):
        raise refusal("", "压缩包内有重名文件，可能被篡改", "its container holds a name twice and may be forged")
    return names


def _check_entries(archive: zipfile.ZipFile) -> None:
    names = _check_names(archive)
    if "xl/workbook.bin" in names:
        raise refusal("", *_BINARY)
    if "content.xml" in names and "mimetype" in names:
        raise refusal("", *_OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names:
        raise refusal("", *_OTHER)


def _check_bytes(archive: zipfile.ZipFile, most: int, apart: str = "") -> None:
    total = 0
    for entry in archive.infolist():
        if apart and entry.filename.startswith(apart):
            continue
        size = 0
        with archive.open(entry) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if total + size > most:
                    raise refusal("", *_BOMB)
                if size > _RATIO_FROM and size > MOST_RATIO * max(entry.compress_size, 1):
                    raise refusal("", *_BOMB)
        total += size
