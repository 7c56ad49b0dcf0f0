"""replies: what units send back."""

from __future__ import annotations

from typing import Any

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.exchange.staging import staging
from chuangjian_desktop.services.office import replies
from chuangjian_desktop.services.office.replies import Landing, Left


def take_in(context: Context) -> Answer:
    """Match workbooks and photos to their cases and enter the replies; what found no case is listed."""
    args = context.args
    with (
        context.opened(writing=not args.dry_run) as opened,
        PhotoWorker() as worker,
        staging(context.installation) as folder,
    ):
        found = replies.propose(opened, args.paths, worker, folder)
        if not args.dry_run:
            replies.enter(opened, found)
    context.warnings.extend(found.warnings)
    return {
        "matched": len(found.landings),
        "same": len(found.landings) - len(found.fresh),
        "replies": [_reply(each) for each in found.landings],
        "unmatched": [_left(each, context.lang) for each in found.left],
    }


def _reply(each: Landing) -> dict[str, Any]:
    where = {"file": each.file, "sheet": each.sheet, "row": each.place}
    said: dict[str, Any] = {"state": each.said.state, "done_on": each.said.done_on, "planned": each.said.planned}
    said |= {"photos": len(each.photos), "same": each.same}
    return {"id": each.row.id, "number": each.row.number, "unit": each.row.unit, **said, **where}


def _left(each: Left, lang: str) -> dict[str, Any]:
    reason = each.reason_en if lang == "en" else each.reason_zh
    return {"file": each.file, "sheet": each.sheet, "row": each.row, "reason": reason}
