"""Where the program starts: a command of the command line, or the window."""

from __future__ import annotations

import importlib
import io
import json
import logging
import multiprocessing
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chuangjian_desktop.app import render
from chuangjian_desktop.app.arguments import parsed
from chuangjian_desktop.app.case_arguments import ACTS
from chuangjian_desktop.app.commands.context import Answer, Command, Context, warned
from chuangjian_desktop.app.logs import log_of, start_log
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.outputs.files import as_refusal
from chuangjian_desktop.services.exchange.staging import sweep
from chuangjian_desktop.services.installation import Installation

COMMANDS: Mapping[str, str] = {
    "new": "workspaces:new",
    "demo": "workspaces:demo",
    "info": "workspaces:info",
    "sites import": "workspaces:take_in",
    "teams import": "workspaces:take_in",
    "units import": "workspaces:take_in",
    "sites list": "workspaces:sites_list",
    "teams list": "workspaces:teams_list",
    "units list": "workspaces:units_list",
    "items": "workspaces:items",
    "standards list": "workspaces:standards_list",
    "standards export": "imports:standards_export",
    "standards import": "imports:standards_take_in",
    "standards undo-import": "imports:standards_undo",
    "findings import": "imports:findings_take_in",
    "findings undo-import": "imports:findings_undo",
    "standards figures": "figures:figures",
    "standards confirm": "figures:confirm",
    "standards withdraw": "figures:withdraw",
    "standards quotas": "figures:quotas_list",
    "standards versions": "versions:versions",
    "standards draft": "versions:draft",
    "standards review": "versions:review",
    "standards check": "versions:check",
    "standards publish": "versions:publish",
    "standards retire": "versions:retire",
    "standards use": "versions:use",
    "standards discard": "versions:discard",
    "standards refresh": "versions:refresh",
    "standards map": "versions:map_items",
    "standards trend": "versions:trend",
    "parameters list": "figures:parameters_list",
    "parameters set": "figures:parameters_set",
    "parameters reset": "figures:parameters_reset",
    "rounds list": "rounds:listed",
    "rounds begin": "rounds:begin",
    "answer": "fieldwork:answer",
    "add": "fieldwork:add",
    "edit": "fieldwork:edit",
    "remove": "fieldwork:remove",
    "restore-record": "fieldwork:restore_record",
    "visit finish": "fieldwork:visit_finish",
    "visit refuse": "fieldwork:visit_refuse",
    "visit move": "fieldwork:visit_move",
    "visit reopen": "fieldwork:visit_reopen",
    "score": "office:score",
    "profile list": "profiles:profile_list",
    "profile show": "profiles:profile_show",
    "profile set": "profiles:profile_set",
    "profile use": "profiles:profile_use",
    "export sheet": "office:export_sheet",
    "export summary": "office:export_table",
    "export ledger": "office:export_table",
    "export notice": "office:export_notice",
    "notices issue": "office:notices_issue",
    "export case-papers": "papers:case_papers",
    "export weekly": "papers:weekly",
    "notices template": "papers:template",
    "notices list": "office:notices_list",
    "notices void": "office:notices_void",
    "cases list": "cases:cases_list",
    "cases show": "cases:cases_show",
    "cases rates": "cases:cases_rates",
    "cases options": "case_options:cases_options",
    "recheck plan": "cases:recheck_plan",
    "replies import": "replies:take_in",
    "recheck list": "cases:recheck_list",
    "calendar show": "calendars:show",
    "calendar set": "calendars:enter",
    **{f"cases {name}": "cases:cases_act" for name in ACTS},
    "dump": "office:dump",
    "digest": "office:digest",
    "check": "office:check",
    "backup": "office:backup",
    "restore": "office:restore",
    "handout": "exchange:hand_out",
    "handin": "exchange:hand_in",
    "merge": "exchange:merge",
    "unmerge": "exchange:unmerge",
    "assign": "exchange:assign",
    "register": "exchange:register",
    "conflicts": "conflicts:conflicts",
    "settle": "conflicts:settle",
    "duplicates": "conflicts:duplicates",
    "erase": "conflicts:erase",
    "city score": "city:score",
    "city set": "city_entries:enter",
    "city carry": "city_entries:carry",
    "city documents": "city_entries:documents",
    "city document": "city_entries:document",
    "city bonus": "city_entries:bonus",
    "city surveys": "city_entries:surveys_list",
    "city tally": "city_entries:tally",
    "city touches": "city_entries:touches",
    "export campaigns": "city_entries:export_campaigns",
    "scores import": "city_entries:scores_import",
    "screenshots": "office:screenshots",
    "self-check": "office:self_check",
}
"""Each command's module and function; a module is loaded only when it is called."""

_NOT_OK = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run once; the exit status is the contract's: 0 done, 2 usage, 3 refused, 4 not now, 1 a fault of the program."""
    multiprocessing.freeze_support()
    _speak_utf8()
    args = parsed(argv)
    installation = Installation(args.data_dir)
    start_log(installation.folder)
    sweep(installation)
    if args.command is None:
        from chuangjian_desktop.app.window import WindowArgs, run

        return run(WindowArgs(args.open, args.demo, installation, args.lang))
    context = Context(args, installation, args.lang or installation.settings.language)
    return _run(context, " ".join(part for part in (args.command, getattr(args, "act", None)) if part))


def _speak_utf8() -> None:
    """What is said is UTF-8 on every system, and no character stops it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@dataclass(frozen=True, slots=True)
class _Ended:
    """`text` is what a command says to people, where it has words of its own."""

    status: int
    answer: Answer
    text: str = ""


def _run(context: Context, name: str) -> int:
    ended = _ended(context, name)
    if not ended.answer.get("silent"):
        answer: dict[str, Any] = dict(ended.answer)
        refused = "error" in ended.answer
        if context.warnings or (context.args.json and not refused):
            answer["warnings"] = warned(context.warnings, context.lang)
        if context.args.json:
            context.out(json.dumps(answer, ensure_ascii=False))
        elif not refused:
            context.out(_readable(answer, ended.text))
    else:
        for each in warned(context.warnings, context.lang):
            sys.stderr.write(f"{each['code']} {each['message']}\n")
    if not context.args.json and "error" in ended.answer:
        error = ended.answer["error"]
        sys.stderr.write(f"{error['code']} {error['message']}".strip() + "\n")
    return ended.status


def _readable(answer: Answer, text: str) -> str:
    """A command's own words with the warnings after them, else the answer as tables."""
    if not text:
        return render.text(answer)
    return "\n".join((text, *(f"{each['code']} {each['message']}" for each in answer.get("warnings", ()))))


def _ended(context: Context, name: str) -> _Ended:
    try:
        answer = dict(_command(name)(context))
        status, text = int(answer.pop("status", 0)), str(answer.pop("text", ""))
        return _Ended(status, answer, text)
    except Refusal as refusal:
        return _refused(context, refusal)
    except OSError as fault:
        named = fault.filename if isinstance(fault.filename, str) else ""
        place = Path(named) if named else getattr(context.args, "file", context.installation.folder)
        return _refused(context, as_refusal(fault, place))
    except KeyboardInterrupt:
        return _Ended(130, {"silent": True})
    except Exception:
        logging.getLogger(__name__).exception("command %s", name)
        traceback.print_exc(file=sys.stderr)
        return _Ended(1, {"error": {"code": "", "message": _fault(context), "details": {}}})


def _fault(context: Context) -> str:
    """What a person is told of a fault of the program."""
    place = log_of(context.installation.folder)
    if context.lang == "en":
        return f"The program failed and stopped this command. What was saved is intact; nothing is lost. Log: {place}"
    return f"程序出现故障，本次命令已停止。已保存的数据完好，没有丢失。详情见日志：{place}"


def _command(name: str) -> Command:
    module, _, function = COMMANDS[name].partition(":")
    return getattr(importlib.import_module(f"chuangjian_desktop.app.commands.{module}"), function)


def _refused(context: Context, refusal: Refusal) -> _Ended:
    error = {
        "code": refusal.code,
        "message": sentence(refusal.code, refusal.details, context.lang),
        "details": refusal.details,
    }
    return _Ended(4 if refusal.not_now else _NOT_OK, {"error": error})
