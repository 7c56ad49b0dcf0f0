"""What units sent back, as tables: what lands at which case, and what could not be matched, with the reason. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange.staging import staging
from chuangjian_desktop.services.office.replies import importing
from chuangjian_desktop.services.office.replies.arrivals import Left
from chuangjian_desktop.services.office.replies.importing import Landing, Proposal
from chuangjian_desktop.services.office.replies.packages import Posted
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.cases.words import pick
from chuangjian_desktop.ui.text.refusals import warning_text
from chuangjian_desktop.ui.text.words import language, t


@dataclass(frozen=True, slots=True)
class Brought:
    """Both tables with their words, and how many replies would be entered."""

    headline: str
    lead: str
    landing_columns: tuple[Column, ...]
    landings: tuple[Row, ...]
    left_columns: tuple[Column, ...]
    left: tuple[Row, ...]
    fresh: int


def look_at(desk: Desk, paths: Sequence[Path], progress: Progress) -> Proposal:
    """Read what came; nothing is written. Runs on a lane."""
    with staging(desk.workspace.installation) as folder:
        return importing.propose(desk.workspace, paths, desk.photos, folder, progress)


def enter(desk: Desk, proposal: Proposal) -> int:
    """Enter what is new; answers how many. Runs on a lane."""
    return len(importing.enter(desk.workspace, proposal))


def brought(proposal: Proposal) -> Brought:
    """A proposal for drawing."""
    posted = proposal.post.posted
    fresh, left = len(proposal.fresh) + len(proposal.post.fresh), len(proposal.left) + len(proposal.warnings)
    same = len(proposal.landings) + len(posted) - fresh
    parts = [t("可登记 {n} 件", n=fresh)]
    if same:
        parts.append(t("已登记过 {n} 件", n=same))
    parts.append(t("对不上 {n} 处", n=left))
    return Brought(
        " · ".join(parts),
        t("现在还没有写入任何内容。对不上的不会登记，原文件不变。"),
        (
            Column("number", t("编号"), 110),
            Column("problem", t("问题")),
            Column("said", t("反馈")),
            Column("photos", t("照片"), 52, right=True),
            Column("from", t("来自"), 190),
            Column("state", "", 84),
        ),
        (
            *(_landing(each, place) for place, each in enumerate(proposal.landings)),
            *(_posted(each, place) for place, each in enumerate(posted)),
        ),
        (
            Column("file", t("文件"), 210),
            Column("sheet", t("工作表"), 110),
            Column("row", t("行"), 52, right=True),
            Column("why", t("原因")),
        ),
        (
            *(_left(each, place) for place, each in enumerate(proposal.left)),
            *(_unread(warning_text(each), place) for place, each in enumerate(proposal.warnings)),
        ),
        fresh,
    )


def _landing(each: Landing, place: int) -> Row:
    said = " · ".join(part for part in (each.said.state or t("未填写"), each.said.done_on, each.said.measure) if part)
    where = f"{each.file} {each.sheet}"
    where += f" {t('第 {n} 行', n=each.place)}" if each.place else ""
    return _row(f"{place}", each, (said, len(each.photos), where.strip()))


def _posted(each: Posted, place: int) -> Row:
    told = [str(each.row.reply.get(name) or "") for name in ("done_on", "measure")] if each.action == "reply" else []
    said = " · ".join(part for part in (pick(each.words), *told) if part)
    return _row(f"posted{place}", each, (said, each.photos, each.file))


def _row(key: str, each: Landing | Posted, told: tuple[str, int, str]) -> Row:
    """What was said, how many photos came, and from where."""
    said, photos, where = told
    mark = Cell(t("已登记过"), kind="tag", mood="na") if each.same else Cell(t("新"), kind="tag", mood="gain")
    return Row(
        key,
        (
            Cell(each.row.number, "text_2"),
            Cell(f"{each.row.line.site} {each.row.line.words}"),
            Cell(said, "text_2"),
            Cell(str(photos), "text_1" if photos else "text_3"),
            Cell(where, "text_3"),
            mark,
        ),
        quiet=each.same,
    )


def _left(each: Left, place: int) -> Row:
    reason = each.reason_en if language() == "en" else each.reason_zh
    row = str(each.row) if each.row else ""
    return Row(f"left{place}", (Cell(each.file), Cell(each.sheet, "text_2"), Cell(row), Cell(reason, "loss")))


def _unread(words: str, place: int) -> Row:
    return Row(f"warn{place}", (Cell(""), Cell(""), Cell(""), Cell(words, "loss")))
