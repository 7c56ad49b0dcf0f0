"""Workbooks of old formats (.xls, .et) by way of a converter that is present. It is not ours, so it gets a profile of
its own, a folder of its own, a time limit, and neither macros nor links."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from chuangjian_desktop.inputs.container import ENCRYPTED_OLE, OLD_SIGNATURE
from chuangjian_desktop.inputs.sandbox import refusal
from chuangjian_desktop.system.processes import run_to_end

SECONDS = 60.0
_MOST_BYTES = 64_000_000
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop>
</item>
</oor:items>
"""
"""No macros, no links out of the document, no updating of links."""


def converter() -> Path | None:
    """A program here that can turn an old workbook into a new one."""
    for name in _PROGRAMS:
        if (found := shutil.which(name)) is not None:
            return Path(found)
    return next((place for place in _PLACES if place.is_file()), None)


@contextmanager
def as_workbook(path: Path, seconds: float = SECONDS) -> Generator[Path]:
    """The file itself, or an .xlsx made of an .xls or .et, which is gone afterwards.

    `Refusal` M20 where no converter is present, or where it fails or takes too long.
    """
    if not _is_old(path):
        yield path
        return
    program = converter()
    if program is None:
        raise refusal(
            path.name,
            "这是旧格式（.xls 或 .et），本机没有能转换它的程序（LibreOffice）；"
            "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再导入",
            "this is the old format (.xls or .et) and nothing here can convert it (LibreOffice would); "
            "open it in Excel or WPS, save it as .xlsx and import that",
        )
    with tempfile.TemporaryDirectory(prefix="chuangjian-", ignore_cleanup_errors=True) as folder:
        yield _converted(program, path, Path(folder), seconds)


def _is_old(path: Path) -> bool:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return False
        start = path.read_bytes()[:4_000_000]
    except OSError:
        return False
    return start.startswith(OLD_SIGNATURE) and ENCRYPTED_OLE not in start


def _converted(program: Path, path: Path, folder: Path, seconds: float) -> Path:
    source, profile, made = folder / "source.xls", folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    shutil.copyfile(path, source)
    command = [
        *(str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), str(source)),
    ]
    try:
        status = run_to_end(command, seconds)
    except OSError as error:
        raise refusal(
            path.name, f"转换程序无法启动：{error.strerror}", f"the converter does not start: {error.strerror}"
        ) from error
    if status is None:
        raise refusal(
            path.name,
            f"转换程序 {seconds:g} 秒内没有完成，请在 Excel 或 WPS 中另存为 .xlsx 后再导入",
            f"the converter did not finish within {seconds:g} seconds; save it as .xlsx in Excel or WPS",
        )
    result = made / "source.xlsx"
    if status != 0 or not result.is_file():
        raise refusal(
            path.name,
            "转换程序没有读懂这个文件，请在 Excel 或 WPS 中另存为 .xlsx 后再导入",
            "the converter could not read it; save it as .xlsx in Excel or WPS",
        )
    return result
