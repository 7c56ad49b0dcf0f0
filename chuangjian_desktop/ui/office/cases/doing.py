"""Acts with their answers, handed to the services. Runs on the lane that writes, never on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.casework.rechecking import Seen, recheck
from chuangjian_desktop.services.office.cases import answers, closing, disputes, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.workspace import Workspace, act_as


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a person asked for it: on which findings, with which answers and pictures."""

    name: str
    findings: tuple[str, ...]
    said: Mapping[str, str]
    pictures: tuple[Path, ...] = ()

    def text(self, name: str) -> str:
        """An answer, trimmed."""
        return self.said.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Done:
    """The ids of the cases, and what somebody should know though it was done."""

    cases: tuple[str, ...]
    warnings: tuple[Warn, ...]


def do(workspace: Workspace, worker: PhotoWorker, told: Told) -> Done:
    """Do it. Refused as the service refuses."""
    photos = tuple(worker.prepare(each) for each in told.pictures)
    warnings = reviewing.passed_over(workspace, told.findings) if told.name == "assign" else ()
    return Done(_DOERS[told.name](workspace, told, photos), warnings)


Doer = Callable[[Workspace, Told, Sequence[PreparedPhoto]], tuple[str, ...]]


def _reply(workspace: Workspace, told: Told, photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    said = Reply(
        told.text("cause"),
        told.text("measure"),
        told.text("done_on"),
        told.text("state"),
        told.text("handler"),
        told.text("signed"),
    )
    return answers.reply_all(workspace, told.findings, said, photos)


def _recheck(workspace: Workspace, told: Told, photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    result = "passed" if told.text("result") == "passed" else "failed"
    return recheck(workspace, told.findings, Seen(result, told.text("note"), tuple(photos)))


def _decide(workspace: Workspace, told: Told, _photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    """In the name of the second person; whoever sat here before acts again afterwards."""
    before = workspace.author
    try:
        act_as(workspace, told.text("person"))
        upheld = told.text("verdict") == "upheld"
        return disputes.decide(workspace, told.findings, upheld=upheld, reason=told.text("reason"))
    finally:
        workspace.author = before


def _longterm(workspace: Workspace, told: Told, _photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    lines = [line.split(maxsplit=1) for line in told.text("stages").splitlines() if line.strip()]
    stages = [(line[0], line[1] if len(line) > 1 else "") for line in lines]
    return answers.longterm(workspace, told.findings, told.text("reason"), stages, told.text("approved_by"))


def _escalate(workspace: Workspace, told: Told, _photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    stage = int(told.text("stage"))
    return closing.escalate(workspace, told.findings, stage, told.text("reason"), told.text("approved_by"))


def _edit(workspace: Workspace, told: Told, _photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    """One case's form shows what it holds: an emptied field is taken away. For many, what is empty stays."""
    single = len(told.findings) == 1
    fives = tuple(
        (name.removeprefix("five:"), value.strip())
        for name, value in told.said.items()
        if name.startswith("five:") and (single or value.strip())
    )
    draft = CaseDraft(
        told.text("unit") or None,
        _assists(told),
        told.text("severity") or None,
        told.text("deadline") or None,
        fives or None,
    )
    return reviewing.edit(workspace, told.findings, draft)


def _assists(told: Told) -> tuple[str, ...] | None:
    """The unit that is responsible assists nobody. For many cases none means that theirs stay."""
    units = tuple(each for each in told.text("assist").split("\n") if each and each != told.text("unit"))
    return units if units or len(told.findings) == 1 else None


def _transfer(workspace: Workspace, told: Told, _photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    unit, reason = told.text("unit"), told.text("reason")
    return reviewing.transfer(workspace, told.findings, unit, reason, _assists(told))


def _assign(workspace: Workspace, told: Told, _photos: Sequence[PreparedPhoto]) -> tuple[str, ...]:
    draft = CaseDraft(told.text("unit") or None, _assists(told), deadline=told.text("deadline") or None)
    return reviewing.assign(workspace, told.findings, draft, told.text("note"))


_DOERS: Mapping[str, Doer] = {
    "check": lambda w, told, _: closing.check(w, told.findings, told.text("note")),
    "close": lambda w, told, photos: closing.close(w, told.findings, told.text("note"), photos),
    "accept": lambda w, told, _: reviewing.accept(w, told.findings, told.text("note")),
    "assign": _assign,
    "receive": lambda w, told, _: answers.receive(w, told.findings, told.text("note")),
    "begin": lambda w, told, _: answers.begin(w, told.findings, told.text("note")),
    "reply": _reply,
    "grant": lambda w, told, _: answers.grant_time(w, told.findings, told.text("note")),
    "deny": lambda w, told, _: answers.deny_time(w, told.findings, told.text("reason")),
    "decide": _decide,
    "redo": lambda w, told, _: closing.send_back(w, told.findings, told.text("reason")),
    "transfer": _transfer,
    "recheck": _recheck,
    "resume": lambda w, told, _: answers.resume(w, told.findings, told.text("reason"), told.text("deadline")),
    "restore": lambda w, told, _: reviewing.restore(w, told.findings, told.text("reason")),
    "extend": lambda w, told, _: answers.extend(w, told.findings, told.text("reason"), told.text("until")),
    "reopen": lambda w, told, _: closing.reopen(w, told.findings, told.text("reason")),
    "reject": lambda w, told, _: reviewing.reject(w, told.findings, told.text("reason")),
    "refuse": lambda w, told, _: answers.refuse(w, told.findings, told.text("reason")),
    "ask": lambda w, told, _: answers.ask_time(w, told.findings, told.text("until"), told.text("reason")),
    "longterm": _longterm,
    "escalate": _escalate,
    "object": lambda w, told, photos: disputes.objection(w, told.findings, told.text("reason"), photos),
    "edit": _edit,
    "unlink": lambda w, told, _: reviewing.unlink(w, told.findings, told.text("note")),
    "relink": lambda w, told, _: reviewing.relink(w, told.findings, told.text("note")),
}
