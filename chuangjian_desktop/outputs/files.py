"""Writing a file that a user keeps: beside its target, flushed, then renamed over it."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.sizes import megabytes
from chuangjian_desktop.system.faults import code_of, is_held
from chuangjian_desktop.system.processes import HERE, lives

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 0.95)
_DATABASE = b"SQLite format 3\0"
_NOT_KNOWN = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}
_LEFT = re.compile(rf"\..*\.{HERE}-([0-9]{{1,9}})-[0-9a-f]{{12}}\.part(-journal|-wal|-shm)?", re.DOTALL)


@contextmanager
def written_beside(path: Path) -> Generator[Path]:
    """Give a temporary name in the folder of `path`; when the block ends well, the finished file stands at `path`.

    Write to the given name and close it. It is flushed to the disk and renamed over `path`, and the folder is
    flushed. A workspace or package is never overwritten by a document (`Refusal` M27).

    What programs of this computer left there when they were killed is removed first.
    Whatever fails (also in the block itself), the earlier file is untouched and the temporary one is gone;
    a full disk is `Refusal` M06, a read-only folder M16, a file that stays locked M08, any other input or output
    error M07.
    """
    temporary = path.parent / f".{path.name[:40]}.{HERE}-{os.getpid()}-{secrets.token_hex(6)}.part"
    try:
        _sweep(path.parent)
        _spare_databases(path)
        yield temporary
        _flush(temporary)
        _rename(temporary, path)
    except OSError as error:
        raise as_refusal(error, path) from error
    except Refusal as refusal:
        # A writer that got the temporary name writes beside it in its turn; people know the file by its own name.
        if refusal.details.get("file") == temporary.name:
            refusal.details["file"] = path.name
        raise
    finally:
        _remove(temporary)


def unused(path: Path) -> Path:
    """The path itself, or one with a number behind its name where a file is already: documents are not overwritten
    unasked."""
    names = chain((path,), (path.with_name(f"{path.stem}-{place}{path.suffix}") for place in count(2)))
    return next(each for each in names if not each.exists())


def require_workbook(path: Path) -> None:
    """`Refusal` M27 for a name that is no .xlsx: what is in a file and its ending agree."""
    if path.suffix.lower() != ".xlsx":
        raise Refusal("M27", field="out", value=path.name)


def _spare_databases(path: Path) -> None:
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise Refusal("M27", field="out", value=path.name)


def as_refusal(error: OSError, path: Path) -> Refusal:
    """The sentence of the contract for a failed write to `path`. A file where a folder should be, or the other way
    round, is no matter of the disk: `Refusal` M27 names it."""
    if isinstance(error, _MISPLACED):
        kind = _WRONG_KIND[isinstance(error, IsADirectoryError)]
        return Refusal("M27", field="out", value=str(error.filename or path), detail_zh=kind[0], detail_en=kind[1])
    code = code_of(error)
    if code == "M06":
        return Refusal(code, file=path.name, free=_free(path))
    if code == "M07":
        return Refusal(code, file=path.name, detail=error.strerror or type(error).__name__)
    return Refusal(code, file=path.name)


_MISPLACED = (FileExistsError, NotADirectoryError, IsADirectoryError)
_WRONG_KIND = (
    ("那里是一个文件，不是文件夹", "there is a file, not a folder"),
    ("那里是一个文件夹，不是文件", "there is a folder, not a file"),
)


def _free(path: Path) -> str:
    try:
        return megabytes(shutil.disk_usage(path.parent).free)
    except OSError:
        return megabytes(0)


def _flush(temporary: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())


def _rename(temporary: Path, path: Path) -> None:
    for wait in (*WAITS, None):
        try:
            temporary.replace(path)
            break
        except PermissionError as error:
            if wait is None or not is_held(error):
                raise
            time.sleep(wait)
    if os.name != "nt":
        _flush_folder(path.parent)


def _flush_folder(place: Path) -> None:
    folder = os.open(place, os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError as error:
        # Some media (exFAT through FUSE, shares) know no flushing of folders.
        if error.errno not in _NOT_KNOWN:
            raise
    finally:
        os.close(folder)


def _remove(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        # The medium is gone or locked; by its name the next writer there knows what it is.
        return


def _sweep(folder: Path) -> None:
    """Half files of programs that are gone."""
    left = [(place, _LEFT.fullmatch(place.name)) for place in folder.glob(".*.part*")]
    for place, found in left:
        if found is not None and int(found[1]) != os.getpid() and not lives(int(found[1])):
            _remove(place)
