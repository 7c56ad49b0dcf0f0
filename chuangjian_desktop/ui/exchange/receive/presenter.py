"""Decides what packages would bring to a team's file, and takes them in. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange import merging, receipts
from chuangjian_desktop.services.exchange.merging import MergeReport, PackageView
from chuangjian_desktop.services.exchange.receipts import HandedIn
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.exchange.receive.state import Parcel, ReceiveState
from chuangjian_desktop.ui.text.words import language, t


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in, and which hand-ins are now known to have arrived."""

    report: MergeReport
    arrived: tuple[HandedIn, ...]


class ReceivePresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, paths: Sequence[Path], show: Callable[[ReceiveState], None]) -> None:
        self._desk = desk
        self._paths = tuple(paths)
        self._show = show
        self._choice = Choice()
        self._asked: dict[int, tuple[str, bool]] = {}
        self._same: set[str] = set()
        self._offices: set[str] = set()
        self.state = ReceiveState()

    def look(self, progress: Progress) -> MergeReport:
        """What taking them in would bring. On a lane."""
        return merging.dry_run(self._desk.workspace, self._paths, self._choice, progress=progress)

    def seen(self, report: MergeReport) -> None:
        """Say what they would bring."""
        for each in report.packages:
            if _waits(each):
                self._asked[each.number] = (each.fingerprint, each.role == "office")
        parcels = tuple(self._parcel(each) for each in report.packages)
        takeable = sum(each.status == "taken" for each in report.packages)
        self.state = ReceiveState("seen", parcels, takeable)
        self._show(self.state)

    def compared(self, number: int, same: bool) -> None:
        """A person has compared the fingerprint of a file's signer: it is known from now on, or not after all. The
        files are to be looked at anew."""
        name, _ = self._asked[number]
        (self._same.add if same else self._same.discard)(name)
        self._choose()

    def called_office(self, number: int, office: bool) -> None:
        """A person says that a file's signer is the office, or one above; whatever the file says of itself. It counts
        once the fingerprint was compared too. The files are to be looked at anew."""
        name, _ = self._asked[number]
        (self._offices.add if office else self._offices.discard)(name)
        self._choose()

    def _choose(self) -> None:
        same, offices = frozenset(self._same), frozenset(self._offices)
        self._choice = Choice(trust=same - offices, trust_office=same & offices)

    def take(self, progress: Progress) -> Taken:
        """Take in what may come in. On a lane."""
        workspace = self._desk.workspace
        before = {each.packages for each in receipts.hand_ins(workspace) if each.arrived_at}
        report = merging.merge(workspace, self._paths, self._choice, progress=progress)
        now = [each for each in receipts.hand_ins(workspace) if each.arrived_at and each.packages not in before]
        return Taken(report, tuple(now))

    def taken(self, taken: Taken) -> None:
        """Say what came of it."""
        told = [_arrived(each) for each in taken.arrived]
        for each in taken.report.packages:
            if each.status == "taken" and each.purpose != "receipt":
                told.append(t("已收下{kind}：{what}", kind=words.purpose(each.purpose), what=_brings(each)))
            elif each.status == "taken" and not taken.arrived:
                told.append(t("回执已收下；里面没有这份工作文件交过的包。"))
        self.state = replace(self.state, stage="taken", told=tuple(told))
        self._show(self.state)

    def _parcel(self, view: PackageView) -> Parcel:
        title = f"{words.purpose(view.purpose)} · {view.sender}" if view.purpose else view.file
        facts = " · ".join(part for part in (words.when(view.made_at), view.file if view.purpose else "") if part)
        fingerprint, office = self._asked.get(view.number, ("", False))
        known, as_office = fingerprint in self._same, fingerprint in self._offices
        asked = (fingerprint, known, office, as_office)
        if view.refusal is not None:
            said = _in_its_name(view) or _for_others(view) or _refused(view.refusal)
            compare = view.refusal.code == "M19" and bool(fingerprint)
            tag, mood = (t("要先核对"), "lack") if compare else (t("没有收"), "loss")
            return Parcel(view.number, title, facts, "" if compare else said, tag, mood, *asked)
        if view.status == "already":
            return Parcel(view.number, title, facts, t("这个文件收过了，没有新内容。"), t("收过了"), "na")
        if view.purpose == "receipt":
            said = t("创建办告知哪些交回包已经送达。")
        else:
            said = t("会带来：{what}", what=_brings(view))
        return Parcel(view.number, title, facts, said, t("可以收下"), "gain", *asked)


def _waits(view: PackageView) -> bool:
    """Whether a person's word about the signer would help: nobody knows it, or it writes in the office's name and is
    known as a team only."""
    code = "" if view.refusal is None else view.refusal.code
    return bool(view.fingerprint) and (code == "M19" or (code == "M22" and view.role == "office"))


def _refused(refusal: Refusal) -> str:
    return sentence(refusal.code, refusal.details, language())


def _in_its_name(view: PackageView) -> str:
    """What a signer must be for what it sends; empty when it was refused for something else."""
    if view.refusal is None or view.refusal.code != "M22" or not _waits(view):
        return ""
    return t("里面有创建办的内容（点位、测评表等）。对过六组数字，并且发出者是创建办 / 上级，才能收下。")


def _for_others(view: PackageView) -> str:
    """For whom a package is that is not for this file, empty when it was refused for something else."""
    if view.refusal is None or view.refusal.code != "M17":
        return ""
    to = str(view.refusal.details.get("detail", ""))
    if to == "office":
        return t("这个包属于另一个创建办，和这份工作文件无关。没有收，没有任何变化。")
    if view.purpose == "return":
        return ""
    return t("这个包是给“{name}”的，不是给这份工作文件的。没有收，没有任何变化。", name=to)


def _brings(view: PackageView) -> str:
    parts: list[str] = []
    if any(view.new.values()):
        parts.append(t("新增 {what}", what=words.counts(view.new, 4)))
    if any(view.changed.values()):
        parts.append(t("更改 {what}", what=words.counts(view.changed, 4)))
    if view.conflicts:
        parts.append(t("{n} 处两边都改过，两个值都留着，待裁定", n=len(view.conflicts)))
    return t("；").join(parts) or t("没有新内容")


def _arrived(each: HandedIn) -> str:
    at = words.when(each.at)
    return t("{time} 交回的已送达（{file}）", time=at, file=each.files[0])
