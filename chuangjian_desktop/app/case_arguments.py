"""The grammar of the rectification loop: cases, recheck."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from chuangjian_desktop.domain.deadlines import CODES


class _Group(Protocol):
    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's own name
        ...


ACTS = {
    "submit": "the leader hands a finding up before its visit is finished",
    "accept": "take findings up",
    "reject": "take findings out, with --note",
    "restore": "take up again what was rejected",
    "assign": "assign to the responsible unit",
    "edit": "change unit, severity, deadline, five fixed fields",
    "transfer": "give to another --unit",
    "receive": "the unit signed for it",
    "refuse": "the unit says it is not its own, with --note",
    "extend": "give more time",
    "longterm": "put on the long-term list, with --note",
    "resume": "take off the long-term list",
    "reply": "the unit's answer",
    "check": "accept the answer, or --send-back it",
    "recheck": "enter what was seen on the spot",
    "close": "close",
    "reopen": "open again",
    "escalate": "chase: --stage 催办, 督办, 通报, 约谈 or 问责",
    "object": "the unit's objection, with --note",
    "decide": "decide an objection: --uphold or --dismiss, with --note",
    "unlink": "it does not recur from anything",
    "relink": "take that back",
}


RATES = """rows, by unit: told = assigned to the unit in the period; closed, in_time, open, overdue = of those;
rate = 100 closed / told; rank within its group (部门, 属地); list = red, black or empty; false_repairs, recurring,
again = how many were falsely put right, recur, were assigned again. red, black: the units on the lists. quarters, by
unit, 全市 first: field = the score of visits; due, in_time, late = cases whose time ended in the period; false = cases
found in it to be falsely put right (due too); rectification = 100 (in_time + late's part - false) / due;
score = their weighted mean less malus; of = the parts in it (no field part: no score); weights = their percents;
exact = the parts as fractions: they are added up so, and rounded once at the end."""


def add_cases(commands: _Group) -> None:
    """Add `cases`, `recheck`, `calendar` and `replies`."""
    _calendar(_group(commands, "calendar", "工作日历: holidays and exchanged weekends"))
    _replies(_group(commands, "replies", "整改回复: what units send back"))
    cases = _group(commands, "cases", "整改事项: rectification until closed")
    _listing(cases)
    made = {name: _act(cases, name, help_) for name, help_ in ACTS.items()}
    for name in ("accept", "assign", "edit"):
        _draft(made[name])
    made["transfer"].add_argument("--unit", required=True, metavar="NAME")
    made["extend"].add_argument("--until", default="", metavar="DATE")
    made["extend"].add_argument("--ask", action="store_true", help="only enter that the unit asks for it")
    made["extend"].add_argument("--refuse", action="store_true", help="refuse what the unit asked for")
    made["longterm"].add_argument("--stage", action="append", default=[], metavar="DATE=WHAT")
    made["longterm"].add_argument("--approved-by", default="", metavar="NAME")
    made["resume"].add_argument("--deadline", default="", metavar="CLASS", help=CODES)
    for name in ("cause", "measure", "done", "handler", "signed"):
        made["reply"].add_argument(f"--{name}", default="")
    made["reply"].add_argument("--state", default="已完成", choices=("已完成", "正在整改", "需长期"))
    made["check"].add_argument("--send-back", action="store_true")
    made["recheck"].add_argument("--result", default="passed", choices=("passed", "failed"))
    made["recheck"].add_argument("--task", default="", metavar="ID")
    made["escalate"].add_argument("--stage", required=True)
    made["escalate"].add_argument("--approved-by", default="", metavar="NAME")
    verdict = made["decide"].add_mutually_exclusive_group(required=True)
    verdict.add_argument("--uphold", action="store_true")
    verdict.add_argument("--dismiss", action="store_true")
    recheck = _group(commands, "recheck", "回头看")
    _file(recheck, "list", "tasks with their results")
    plan = _file(recheck, "plan", "draw closed cases for a team to look at again")
    plan.add_argument("--team", required=True, metavar="CODE")
    plan.add_argument("--count", type=int, default=None, help="how many; a share of all otherwise")
    plan.add_argument("--seed", type=int, default=None)
    plan.add_argument(
        "--state", action="append", default=[], metavar="STATE", help="待复查, 复查通过 or 已销号 (default)"
    )
    plan.add_argument("--date", default="", metavar="DATE")


def _calendar(group: _Group) -> None:
    for name, help_ in (("show", "a year's special days"), ("set", "enter a year's special days from a table")):
        made = _file(group, name, help_)
        if name == "set":
            made.add_argument("table", type=Path, metavar="TABLE", help="CSV: 日期,安排,名称; 安排 is 休 or 班")
        made.add_argument("--year", type=int, required=True, choices=range(2000, 2101), metavar="Y")


def _listing(cases: _Group) -> None:
    listed = _file(cases, "list", "list them")
    listed.add_argument("--state", action="append", default=[], metavar="S", help="已交办 and so on; 逾期, 反弹 too")
    listed.add_argument("--unit", default=None, metavar="NAME")
    listed.add_argument("--overdue", action="store_true")
    show = _file(cases, "show", "one case with its history")
    show.add_argument("id", metavar="ID", help="a case, a finding, a problem's number, or a code or number on a paper")
    rates = _file(cases, "rates", "整改率 by unit, red and black list")
    rates.description = RATES
    rates.add_argument("--since", default="", metavar="DATE")
    rates.add_argument("--until", default="", metavar="DATE", help="the last day")
    rates.add_argument("--profile", default=None, metavar="CODE", help="whose weights the quarterly score takes")
    options = _file(cases, "options", "what the office sets about its cases; all of it is shown")
    options.add_argument("options", nargs="*", metavar="NAME=VALUE", help="labels as fives=甲、乙、丙")


def _act(cases: _Group, name: str, help_: str) -> argparse.ArgumentParser:
    made = _file(cases, name, help_)
    made.add_argument("ids", nargs="+", metavar="ID", help="a case, a finding, or a problem's number")
    made.add_argument("--note", default="", metavar="T")
    made.add_argument("--photo", type=Path, action="append", default=[], metavar="P")
    return made


def _draft(made: argparse.ArgumentParser) -> None:
    made.add_argument("--unit", default=None, metavar="NAME")
    made.add_argument("--assist", action="append", default=None, metavar="NAME")
    made.add_argument("--severity", default=None, choices=("light", "normal", "grave"))
    made.add_argument("--deadline", default=None, metavar="CLASS", help=CODES)
    made.add_argument("--five", action="append", default=None, metavar="LABEL=VALUE")


def _group(commands: _Group, name: str, help_: str) -> _Group:
    return commands.add_parser(name, help=help_).add_subparsers(dest="act", metavar="ACT", required=True)


def _file(commands: _Group, name: str, help_: str) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=help_)
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("--round", default="", metavar="CODE")
    return made


def _replies(group: _Group) -> None:
    take = _file(group, "import", "match workbooks, photos and units' packages to their cases")
    take.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    take.add_argument("--dry-run", action="store_true")
    take.add_argument("--trust", action="append", default=[], metavar="FINGERPRINT", help="enrol a unit's package")
    take.add_argument("--accept-unsigned", action="store_true", help="also packages of unknown signers, marked")
