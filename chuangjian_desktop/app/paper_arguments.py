"""The grammar of the papers of rectification: case papers, the weekly list, the office's own templates."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

KINDS = ("复查记录", "销号单", "催办通知", "延期批复", "约谈通知书", "问责建议", "通报")

Add = Callable[[str, str], argparse.ArgumentParser]


def add_papers(export: Add, notices: Add) -> None:
    """Add `export case-papers`, `export weekly` and `notices template`."""
    papers = export("case-papers", "forms and letters about chosen cases")
    papers.add_argument("ids", nargs="+", metavar="ID", help="a case, a finding, or a problem's number")
    papers.add_argument("--kind", required=True, choices=KINDS)
    papers.add_argument("--out", type=Path, required=True, metavar="DIR")
    papers.add_argument("--format", choices=("pdf", "docx"), default="pdf")
    _letter(papers)
    papers.add_argument("--when", default="", help="of a summons")
    papers.add_argument("--where", default="", help="of a summons")
    weekly = export("weekly", "整改率 of a week with the red and the black list")
    weekly.add_argument("--out", type=Path, required=True, metavar="F.xlsx|F.pdf|F.docx")
    weekly.add_argument("--since", default="", metavar="DATE")
    weekly.add_argument("--until", default="", metavar="DATE", help="the last day")
    _letter(weekly)
    template = notices("template", "the office's own Word template of a kind")
    template.add_argument("--kind", required=True, metavar="NAME")
    what = template.add_mutually_exclusive_group(required=True)
    what.add_argument("--set", dest="template", type=Path, default=None, metavar="F.docx")
    what.add_argument("--clear", action="store_true")


def _letter(made: argparse.ArgumentParser) -> None:
    made.add_argument("--number", default="", help="the letter's number; room to write it otherwise")
    made.add_argument("--to", default="", metavar="NAME", help="whom it addresses")
    made.add_argument("--signer", default="", metavar="NAME")
