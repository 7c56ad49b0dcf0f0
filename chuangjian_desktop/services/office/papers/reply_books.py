"""The workbook that goes out with a notice, for a unit to answer in: its problems with their photos and codes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import chain, count
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.replies import ReplyForm, ReplyLine, document_code
from chuangjian_desktop.services.office.papers.notice_values import Content, ProblemValues
from chuangjian_desktop.services.office.settings import document_settings
from chuangjian_desktop.services.pictures import printed_picture
from chuangjian_desktop.services.workspace import Workspace


def book_name(folder: Path, unit: str, number: str, taken: Collection[str] = ()) -> str:
    """`回复-<unit>.xlsx`; with the number of the notice where that name is in use, since the unit may have filled it
    in. `taken` are names that are about to be."""
    plain, numbered = f"回复-{unit}", f"回复-{unit}-{number}"
    names = chain((plain, numbered), (f"{numbered}-{place}" for place in count(2)))
    files = (f"{safe_name(name)}.xlsx" for name in names)
    return next(file for file in files if file not in taken and not (folder / file).exists())


def write_book(workspace: Workspace, content: Content, notice: tuple[str, str], path: Path) -> tuple[Warn, ...]:
    """Write the workbook of a notice (its id and number); warnings as `outputs.xlsx.reply.write_reply`."""
    from chuangjian_desktop.outputs.xlsx.reply import write_reply

    path.parent.mkdir(parents=True, exist_ok=True)
    return write_reply(reply_form(workspace, content, *notice), path)


def reply_form(workspace: Workspace, content: Content, identity: str, number: str) -> ReplyForm:
    """What the workbook of a notice holds."""
    lines = tuple(
        _line(workspace, site["name"], problem)
        for site in content.sites
        for problem in site["problems"]
        if "case" in problem
    )
    return ReplyForm(
        document_code(identity),
        content.issuer.get("name", "") or document_settings(workspace).issuer,
        content.unit,
        content.round_name,
        number,
        content.reply_by,
        lines,
    )


def _line(workspace: Workspace, site: str, problem: ProblemValues) -> ReplyLine:
    case = problem.get("case", "")
    photo = problem.get("thumb", "")
    return ReplyLine(
        problem.get("listed", ""),
        document_code(case),
        site,
        problem["text"],
        problem["deadline"],
        _thumbnail(workspace, photo) if photo else None,
    )


def _thumbnail(workspace: Workspace, sha256: str) -> Callable[[], bytes]:
    return lambda: printed_picture(workspace, sha256)
