"""replies: what units send back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.casework.doubting import doubt_warnings
from chuangjian_desktop.services.exchange.merging import choice_of
from chuangjian_desktop.services.exchange.staging import staging
from chuangjian_desktop.services.office.replies import importing
from chuangjian_desktop.services.office.replies.arrivals import Left, files_in
from chuangjian_desktop.services.office.replies.importing import Landing
from chuangjian_desktop.services.office.replies.packages import SUFFIX, Posted


def take_in(context: Context) -> Answer:
    """Match workbooks and photos to their cases and enter the replies; what found no case is listed."""
    args = context.args
    choice = choice_of(args.trust, unsigned=args.accept_unsigned)
    with (
        # Whoever only looks waits for nobody, but to see what packages would bring takes the file for a moment.
        context.opened(writing=not args.dry_run or _packages(args.paths), untouched=args.dry_run) as opened,
        PhotoWorker() as worker,
        staging(context.installation) as folder,
    ):
        found = importing.propose(opened, args.paths, worker, folder, choice=choice)
        coming = {each.row.finding_id: each.photos for each in found.landings}
        doubted = doubt_warnings(opened, [each.row for each in found.landings], coming)
        if not args.dry_run:
            importing.enter(opened, found)
    context.warnings.extend((*found.warnings, *found.remarks, *doubted))
    posted = found.post.posted
    return {
        "matched": len(found.landings) + len(posted),
        "same": len(found.landings) - len(found.fresh) + len(posted) - len(found.post.fresh),
        "replies": [*map(_reply, found.landings), *(_posted(each, context.lang) for each in posted)],
        "unmatched": [_left(each, context.lang) for each in found.left],
    }


def _packages(paths: Sequence[Path]) -> bool:
    return any(each.suffix.lower() == SUFFIX for each in files_in(paths))


def _posted(each: Posted, lang: str) -> dict[str, Any]:
    said = {"state": each.words[lang == "en"], "photos": each.photos, "same": each.same}
    where = {"file": each.file, "sheet": "", "row": 0}
    return {"id": each.row.id, "number": each.row.number, "unit": each.row.unit, **said, **where}


def _reply(each: Landing) -> dict[str, Any]:
    where = {"file": each.file, "sheet": each.sheet, "row": each.place}
    said: dict[str, Any] = {"state": each.said.state, "done_on": each.said.done_on, "planned": each.said.planned}
    said |= {"photos": len(each.photos), "same": each.same}
    return {"id": each.row.id, "number": each.row.number, "unit": each.row.unit, **said, **where}


def _left(each: Left, lang: str) -> dict[str, Any]:
    reason = each.reason_en if lang == "en" else each.reason_zh
    return {"file": each.file, "sheet": each.sheet, "row": each.row, "reason": reason}
