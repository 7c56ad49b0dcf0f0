"""Decides what packages would bring to a team's file, and takes them in. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
        self.state = ReceiveState()

    def look(self, progress: Progress) -> MergeReport:
        """What taking them in would bring. On a lane."""
        return merging.dry_run(self._desk.workspace, self._paths, self._choice, progress=progress)

    def seen(self, report: MergeReport) -> None:
        """Say what they would bring."""
        for each in report.packages:
            if each.refusal is not None and each.refusal.code == "M19" and each.fingerprint:
                self._asked[each.number] = (each.fingerprint, each.role == "office")
        parcels = tuple(self._parcel(each) for each in report.packages)
        takeable = sum(each.status == "taken" for each in report.packages)
        self.state = ReceiveState("seen", parcels, takeable)
        self._show(self.state)

    def compared(self, number: int, same: bool) -> None:
        """A person has compared the fingerprint of a file's signer: it is known from now on, or not after all. The
        files are to be looked at anew."""
        name, office = self._asked[number]
        trust, offices = set(self._choice.trust), set(self._choice.trust_office)
        known = offices if office else trust
        (known.add if same else known.discard)(name)
        self._choice = replace(self._choice, trust=frozenset(trust), trust_office=frozenset(offices))

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
        known = fingerprint in (self._choice.trust | self._choice.trust_office)
        if view.refusal is not None:
            said = _for_others(view) or sentence(view.refusal.code, view.refusal.details, language())
            asks = bool(fingerprint)
            tag, mood = (t("要先核对"), "lack") if asks else (t("没有收"), "loss")
            return Parcel(view.number, title, facts, "" if asks else said, tag, mood, fingerprint, known, office)
        if view.status == "already":
            return Parcel(view.number, title, facts, t("这个文件收过了，没有新内容。"), t("收过了"), "na")
        if view.purpose == "receipt":
            said = t("创建办告知哪些交回包已经送达。")
        else:
            said = t("会带来：{what}", what=_brings(view))
        return Parcel(view.number, title, facts, said, t("可以收下"), "gain", fingerprint, known, office)


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
