"""The command line's grammar (the binding contract); what each command does is in `commands`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from chuangjian_desktop.app.case_arguments import add_cases
from chuangjian_desktop.app.city_arguments import add_city
from chuangjian_desktop.app.exchange_arguments import add_exchange
from chuangjian_desktop.app.figure_arguments import add_figures, add_parameters, add_quotas
from chuangjian_desktop.app.import_arguments import add_findings_import, add_standards_import
from chuangjian_desktop.app.paper_arguments import add_papers
from chuangjian_desktop.app.profile_arguments import add_profiles
from chuangjian_desktop.app.version_arguments import add_versions

LEVELS = ("visit", "site_type", "area", "unit", "team", "item", "campaign", "round")


class Commands(Protocol):
    """Where commands are added; argparse keeps its own class for it private."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's own name
        """A command's own grammar."""
        ...


OPENED = (".cjdb", ".cjpkg")
"""Files that the window opens when they stand alone on the command line, as a double click passes them."""


def parser() -> argparse.ArgumentParser:
    """All options and commands. Wrong usage exits with 2, as argparse does."""
    top = argparse.ArgumentParser(prog="chuangjian", description="创建测评 · offline simulated measurement")
    _everywhere(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for add in (_workspaces, _registry, _fieldwork, _results, _documents, _upkeep):
        add(commands)
    add_cases(commands)
    add_exchange(lambda name, help_: _file(commands, name, help_))
    add_city(lambda name, help_: _group(commands, name, help_), _file)
    return top


def _everywhere(top: argparse.ArgumentParser) -> None:
    """Options that stand before any command."""
    top.add_argument("--json", action="store_true", help="one JSON document on standard output")
    top.add_argument("--lang", choices=("zh", "en"), default=None)
    top.add_argument("--data-dir", type=Path, default=None, help="the installation's folder")
    top.add_argument("--as", dest="person", default="", metavar="NAME", help="the person who acts")
    top.add_argument("--demo", action="store_true", help="open the window on the demo city")
    top.add_argument("--open", type=Path, default=None, metavar="FILE", help="open the window on a file or a package")


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of one call; wrong usage ends the program with 2."""
    top = parser()
    args = top.parse_args(_opened(list(sys.argv[1:] if argv is None else argv)))
    if args.command == "new" and args.package is None and None in (args.role, args.name):
        top.error("new needs --from PKG, or --role and --name")
    return args


def _opened(words: list[str]) -> list[str]:
    """A file of ours alone, without a command, is opened in the window."""
    ahead = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _everywhere(ahead)
    try:
        _, rest = ahead.parse_known_args(words)
    except argparse.ArgumentError:
        return words  # the whole grammar tells what is wrong
    if len(rest) == 1 and Path(rest[0]).suffix.lower() in OPENED and Path(rest[0]).is_file():
        place = len(words) - 1 - words[::-1].index(rest[0])
        return [*words[:place], "--open", *words[place:]]
    return words


def _file(commands: Commands, name: str, help_: str, *, round_: bool = True) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=help_)
    made.add_argument("file", type=Path, metavar="FILE")
    if round_:
        made.add_argument("--round", default="", metavar="CODE")
    return made


def _group(commands: Commands, name: str, help_: str) -> Commands:
    return commands.add_parser(name, help=help_).add_subparsers(dest="act", metavar="ACT", required=True)


def _workspaces(commands: Commands) -> None:
    new = _file(commands, "new", "make a workspace", round_=False)
    new.add_argument("--from", dest="package", type=Path, default=None, metavar="PKG", help="a task package")
    new.add_argument("--role", choices=("team", "office"), default=None)
    new.add_argument("--name", default=None)
    new.add_argument("--standards", default="all", metavar="all|CODE,…")
    new.add_argument("--round", default="", metavar="NAME")
    demo = commands.add_parser("demo", help="make a demo city")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--sites", type=int, default=80)
    demo.add_argument("--teams", type=int, default=3)
    demo.add_argument("--seed", type=int, default=20261116)
    _file(commands, "info", "what a file is", round_=False)


def _registry(commands: Commands) -> None:
    for name in ("sites", "teams", "units"):
        group = _group(commands, name, f"{name} of a workspace")
        take = _file(group, "import", "take in a workbook", round_=False)
        take.add_argument("workbook", type=Path, metavar="XLSX")
        take.add_argument("--dry-run", action="store_true")
        take.add_argument("--marked", type=Path, default=None, metavar="F")
        _file(group, "list", "list them")
    items = _file(commands, "items", "items of a site type", round_=False)
    items.add_argument("--type", required=True, metavar="CODE")
    standards = _group(commands, "standards", "standards and checklists")
    _file(standards, "list", "list standards", round_=False)
    add_standards_import(lambda name, help_: _file(standards, name, help_, round_=False))
    findings = _group(commands, "findings", "problems that were found")
    add_findings_import(lambda name, help_: _file(findings, name, help_))
    add_figures(lambda name, help_: _file(standards, name, help_, round_=False))
    add_quotas(lambda name, help_: _file(standards, name, help_))
    add_versions(lambda name, help_: _file(standards, name, help_))
    parameters = _group(commands, "parameters", "numbers that the city sets for itself")
    add_parameters(lambda name, help_: _file(parameters, name, help_, round_=False))
    rounds = _group(commands, "rounds", "rounds of one file")
    _file(rounds, "list", "every round", round_=False)
    _file(rounds, "begin", "begin the next round", round_=False).add_argument("name", metavar="NAME")


def _fieldwork(commands: Commands) -> None:
    answer = _file(commands, "answer", "answer an item")
    _site_item(answer, required=True)
    answer.add_argument("--state", required=True, choices=("conforming", "exempt", "na", "unanswered"))
    answer.add_argument("--reason", default="")
    answer.add_argument("--measured", default=None, metavar="VALUE")
    add = _file(commands, "add", "record a finding, or many as JSON lines")
    _site_item(add, required=False)
    add.add_argument("--problem", default="", metavar="CODE")
    add.add_argument("--count", type=int, default=1)
    add.add_argument("--points", default=None, metavar="P")
    add.add_argument("--note", default="")
    add.add_argument("--unit", default=None, metavar="NAME")
    add.add_argument("--place", default="")
    add.add_argument("--photo", type=Path, action="append", default=[], metavar="PATH")
    add.add_argument("--lines", default=None, choices=("-",))
    edit = _file(commands, "edit", "change fields of a record", round_=False)
    _record(edit)
    edit.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    _record(_file(commands, "remove", "hide a record", round_=False))
    _record(_file(commands, "restore-record", "bring a removed record back", round_=False))
    visit = _group(commands, "visit", "states of a visit")
    finish = _file(visit, "finish", "lock a visit")
    finish.add_argument("--site", required=True, metavar="CODE")
    finish.add_argument("--people", default="", metavar="NAME,…")
    refused = _file(visit, "refuse", "a site that refused or was closed")
    refused.add_argument("--site", required=True, metavar="CODE")
    refused.add_argument("--reason", required=True)
    move = _file(visit, "move", "go on with the checklist that the round uses now")
    move.add_argument("--site", required=True, metavar="CODE")
    move.add_argument("--dry-run", action="store_true")
    reopen = _file(visit, "reopen", "unlock a visit")
    reopen.add_argument("--site", required=True, metavar="CODE")
    reopen.add_argument("--reason", default="")


def _site_item(made: argparse.ArgumentParser, *, required: bool) -> None:
    made.add_argument("--site", required=required, default="", metavar="CODE")
    made.add_argument("--item", required=required, default="", metavar="CODE")


def _record(made: argparse.ArgumentParser) -> None:
    made.add_argument("entity", metavar="ENTITY")
    made.add_argument("id", metavar="ID")


def _results(commands: Commands) -> None:
    score = _file(commands, "score", "scores, ranks, points lost")
    wanted = score.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--by", choices=LEVELS, default=None)
    wanted.add_argument("--lost-by", choices=("unit",), default=None)
    score.add_argument("--explain", default=None, metavar="KEY")
    score.add_argument("--profile", default=None, metavar="CODE")
    profiles = _group(commands, "profile", "scoring profiles")
    add_profiles(lambda name, help_: _file(profiles, name, help_))


def _documents(commands: Commands) -> None:
    export = _group(commands, "export", "documents")
    sheet = _file(export, "sheet", "评分表 of a visit")
    sheet.add_argument("--site", required=True, metavar="CODE")
    sheet.add_argument("--out", type=Path, required=True, metavar="F")
    for name, help_ in (("summary", "扣分汇总表"), ("ledger", "问题台账"), ("campaigns", "分创建问题清单")):
        made = _file(export, name, help_)
        made.add_argument("--out", type=Path, required=True, metavar="F.xlsx")
    notice = _file(export, "notice", "print notices again, or as drafts")
    _units(notice)
    notice.add_argument("--replies", action="store_true", help="with the workbooks that units answer in")
    notices = _group(commands, "notices", "整改通知书, 交办单, 督办单, 问题清单")
    issue = _file(notices, "issue", "number and print")
    _units(issue)
    issue.add_argument("--one-file", action="store_true", help="one PDF of all for the printer")
    issue.add_argument("--signer", default="", metavar="NAME")
    issue.add_argument("--accepted", action="store_true", help="only what was reviewed (已审核, 已交办)")
    issue.add_argument("--dry-run", action="store_true", help="who would get what; no number is used")
    issue.add_argument("--kind", required=True, metavar="NAME")
    issue.add_argument("--start", type=int, default=None, help="first number of this kind and year")
    issue.add_argument("--number", default="", help="a number of the office's own register, with --reason")
    issue.add_argument("--reason", default="")
    issue.add_argument("--renew", action="store_true", help="take numbering over, after a restore")
    _file(notices, "list", "issued ones")
    void = _file(notices, "void", "make one void; its number stays used")
    void.add_argument("id", metavar="ID")
    void.add_argument("--reason", required=True)
    add_papers(lambda name, help_: _file(export, name, help_), lambda name, help_: _file(notices, name, help_))
    shots = commands.add_parser("screenshots", help="pictures of every screen")
    shots.add_argument("file", type=Path, metavar="FILE")
    shots.add_argument("--out", type=Path, required=True, metavar="DIR")


def _units(made: argparse.ArgumentParser) -> None:
    which = made.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit", default=None, metavar="NAME")
    which.add_argument("--all", action="store_true")
    made.add_argument("--out", type=Path, required=True, metavar="DIR")
    made.add_argument("--form", choices=("letter", "table"), default=None)
    made.add_argument("--format", choices=("pdf", "docx"), default="pdf")


def _upkeep(commands: Commands) -> None:
    _file(commands, "dump", "the logical state", round_=False)
    _file(commands, "digest", "its sum", round_=False)
    check = _file(commands, "check", "prove a file", round_=False)
    check.add_argument("--rebuild", action="store_true")
    backup = _file(commands, "backup", "a verified copy", round_=False)
    backup.add_argument("--out", type=Path, required=True, metavar="F")
    restore = _file(commands, "restore", "back again", round_=False)
    restore.add_argument("--out", type=Path, required=True, metavar="FILE")
    commands.add_parser("self-check", help="everything the program needs is there and works")
