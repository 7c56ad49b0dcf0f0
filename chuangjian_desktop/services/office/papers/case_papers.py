"""Papers about chosen cases: forms case by case, letters unit by unit, a circular about all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.papers import CaseForm, Letter
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import unused
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.casework.wording import Surroundings, surroundings
from chuangjian_desktop.services.office.papers.forms import closing_form, recheck_form
from chuangjian_desktop.services.office.papers.letters import LETTERS, Asked, Matter, case_letter
from chuangjian_desktop.services.office.papers.printing import FORMATS
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.cases import CaseRow

_FORMS: Mapping[str, Callable[[Workspace, CaseRow, Surroundings], CaseForm]] = {
    "复查记录": recheck_form,
    "销号单": closing_form,
}
PAPERS = (*_FORMS, *LETTERS)
"""Every kind there is."""


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """Which paper, where to, as PDF or Word file, and what a person adds to a letter."""

    kind: str
    folder: Path = Path()
    format: str = "pdf"
    asked: Asked = field(default_factory=Asked)


def write_case_papers(
    workspace: Workspace, findings: Sequence[str], wanted: PaperWanted, progress: Progress | None = None
) -> tuple[tuple[Path, ...], tuple[Warn, ...]]:
    """Write a kind of paper about these cases; answers the files. What is there under such a name stays.

    `Refusal` M22 unless an office, M21 for an unknown finding, M27 for an unknown kind or format, M26 (before anything
    is written) naming a case that the paper cannot be about. Papers with a character that no font prints are left out
    by name (M25).
    """
    workspace.require_office()
    if wanted.kind not in PAPERS:
        raise Refusal("M27", field="kind", value=wanted.kind)
    if wanted.format not in FORMATS:
        raise Refusal("M27", field="format", value=wanted.format)
    papers = list(_drawn_up(workspace, _rows(workspace, findings), wanted))
    told = progress or Progress()
    told.expect(len(papers))
    files: list[Path] = []
    warnings: list[Warn] = []
    for name, paper in papers:
        target = unused(wanted.folder / f"{safe_name(name)}.{wanted.format}")
        try:
            write_paper(paper, target)
            files.append(target)
        except Refusal as refusal:
            if refusal.code != "M25":
                raise
            warnings.append(Warn(refusal.code, refusal.details))
        told.step(name)
    return tuple(files), tuple(warnings)


def _rows(workspace: Workspace, findings: Sequence[str]) -> tuple[CaseRow, ...]:
    """The cases in the order asked for."""
    wanted = tuple(dict.fromkeys(findings))
    found = (
        {row.finding_id: row for row in reading.cases(workspace, CaseFilter(findings=wanted)).rows} if wanted else {}
    )
    if strange := [each for each in wanted if each not in found]:
        raise Refusal("M21", what="case", value=strange[0])
    return tuple(found[each] for each in wanted)


def _drawn_up(
    workspace: Workspace, rows: Sequence[CaseRow], wanted: PaperWanted
) -> Iterator[tuple[str, CaseForm | Letter]]:
    around = surroundings(workspace)
    if wanted.kind in _FORMS:
        for row in rows:
            yield f"{wanted.kind}-{row.number}", _FORMS[wanted.kind](workspace, row, around)
        return
    groups: dict[str, list[CaseRow]] = {}
    for row in rows:
        if not row.unit_id:
            raise Refusal("M27", what=row.number, field="unit", value="")
        groups.setdefault("" if wanted.kind == "通报" else row.unit_id, []).append(row)
    for mine in groups.values():
        letter = case_letter(wanted.kind, Matter(workspace, tuple(mine), around, wanted.asked))
        name = wanted.kind if wanted.kind == "通报" else f"{wanted.kind}-{mine[0].unit}"
        yield f"{name}-{around.moment:%Y%m%d}", letter


def write_paper(paper: CaseForm | Letter, path: Path, progress: Progress | None = None) -> None:
    """Write one paper as its ending says; its folder is made. Refusals as the writers' own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    word = path.suffix.lower() == ".docx"
    if isinstance(paper, CaseForm):
        from chuangjian_desktop.outputs.docx import case_form as word_form
        from chuangjian_desktop.outputs.pdf import case_form as pdf_form

        (word_form if word else pdf_form).write_case_form(paper, path, progress)
    else:
        from chuangjian_desktop.outputs.docx import letter as word_letter
        from chuangjian_desktop.outputs.pdf import letter as pdf_letter

        (word_letter if word else pdf_letter).write_letter(paper, path, progress)
