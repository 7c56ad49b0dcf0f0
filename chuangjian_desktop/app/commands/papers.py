"""export case-papers, export weekly, notices template."""

from __future__ import annotations

import argparse

from chuangjian_desktop.app.commands.context import Answer, Context, absolute, day_of
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.office.papers import templates
from chuangjian_desktop.services.office.papers.case_papers import PaperWanted, write_case_papers
from chuangjian_desktop.services.office.papers.letters import Asked
from chuangjian_desktop.services.office.papers.weekly import export_weekly


def case_papers(context: Context) -> Answer:
    """Forms and letters about cases."""
    args = context.args
    with context.opened(writing=False) as opened:
        findings = reading.resolve(opened, args.ids)
        wanted = PaperWanted(args.kind, args.out, args.format, _asked(args, args.when, args.where))
        files, warnings = write_case_papers(opened, findings, wanted)
    context.warnings.extend(warnings)
    return {"files": absolute(files)}


def weekly(context: Context) -> Answer:
    """The weekly list."""
    args = context.args
    with context.opened(writing=False) as opened:
        context.warnings.extend(export_weekly(opened, args.out, day_of(args.since), day_of(args.until), _asked(args)))
    return {"files": absolute([args.out])}


def template(context: Context) -> Answer:
    """Use or drop the office's own template; answers those in use by kind."""
    args = context.args
    with context.opened(writing=True) as opened:
        if args.clear:
            templates.clear_template(opened, args.kind)
        else:
            templates.set_template(opened, args.kind, args.template)
        return {"templates": templates.template_names(opened)}


def _asked(args: argparse.Namespace, when: str = "", where: str = "") -> Asked:
    return Asked(args.number, args.to, args.signer, when, where)
