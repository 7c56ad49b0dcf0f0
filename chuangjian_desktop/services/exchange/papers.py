"""The papers of an exchange: the 交回单 that goes with the stick, the 合并报告 of the office."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from chuangjian_desktop.domain.exchange_papers import (
    ConflictLine,
    ConflictValue,
    Count,
    KindCount,
    MergeReport,
    PackageFile,
    PackageLine,
    Received,
    ScoreChange,
    Slip,
    Totals,
)
from chuangjian_desktop.domain.local_time import local
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.package import Sender
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.merge_report import write_merge_report
from chuangjian_desktop.outputs.pdf.slip import write_slip as write_slip_pdf
from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange import merging
from chuangjian_desktop.services.exchange.conflicts import Conflict, conflicts
from chuangjian_desktop.services.exchange.handin import HandInState, Lack, Returned
from chuangjian_desktop.services.exchange.merging import PackageView
from chuangjian_desktop.services.exchange.packing import Packed
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.merging.signers import signers

_LEVELS = {"unit": "责任单位", "area": "区划", "visit": "点位"}
_LACKS = {
    "unanswered": "未作答：{detail}",
    "photo": "缺必拍照片：{detail}",
    "contradiction": "前后矛盾：{detail}",
    "open": "测评未结束",
    "unvisited": "未测评",
    "unreplied": "未回复：{detail}",
}
_KINDS = ("visit", "answer", "finding", "photo")


def slip_of(workspace: Workspace, handed: Returned) -> Slip:
    """The slip of a hand-in, in words: what was true when it was written. Counts are of all that the office holds with
    it."""
    now_ = handed.state
    manifest = handed.packages[0].manifest
    return Slip(
        office=office_name(workspace),
        team=manifest.sender.name,
        leader=manifest.sender.person,
        laptop=_laptop(manifest.sender),
        round_name=now_.round_name,
        made_at=moment(manifest.made_at),
        content="上次回执以后的内容；数量连同已送达的" if manifest.builds_on else "全部内容",
        files=tuple(_file(each) for each in handed.packages),
        counts=_counts(now_),
        missing=tuple(lack_words(each) for each in now_.missing),
        fingerprint=handed.fingerprint,
    )


def write_slip(workspace: Workspace, handed: Returned, out: Path, progress: Progress | None = None) -> None:
    """Print it. `Refusal` M25 for a character no font has, M06, M07, M16."""
    write_slip_pdf(slip_of(workspace, handed), out, progress)


def _file(packed: Packed) -> PackageFile:
    return PackageFile(packed.path.name, packed.size, packed.sha256, packed.id)


def _counts(now_: HandInState) -> tuple[Count, ...]:
    return (
        Count("answer", "逐项结果", "项", now_.answered, now_.expected),
        Count("photo", "照片", "张", now_.photos_here, now_.photos),
        Count("finding", "问题", "条", now_.findings),
        Count("site", "点位", "个", now_.sites_finished, now_.sites_total, "未完成"),
    )


def lack_words(lack: Lack) -> str:
    """What is missing, in one line."""
    return f"{lack.site_code} {lack.site_name}：{_LACKS[lack.kind].format(detail=lack.detail)}"


def office_name(workspace: Workspace) -> str:
    """The office's own name; a team knows it from who signed its task."""
    if workspace.role == "office":
        return workspace.name
    known = [each.name for each in signers(workspace.store.facts()).values() if each.role == "office"]
    return known[0] if known else "创建办"


def moment(at: str) -> str:
    """A time in Chinese words; what is no time, as any change may hold, as it is."""
    told = local(at)
    if told is None:
        return at
    return f"{told.year}年{told.month}月{told.day}日 {told:%H:%M}"


def report_of(workspace: Workspace, report: merging.MergeReport) -> MergeReport:
    """The report of a merge, in words."""
    laptops = _laptops(workspace, report)
    return MergeReport(
        office=office_name(workspace),
        round_name=places.current_round(workspace).name if workspace.round_id else "",
        made_at=moment(now().isoformat(timespec="seconds")),
        made_by=workspace.actor,
        digest=report.digest,
        packages=tuple(_line(each, laptops.get(each.id, "")) for each in report.packages),
        totals=Totals(
            sum(len(each.conflicts) for each in report.packages),
            sum(len(each.clones) for each in report.packages),
            sum(each.duplicates for each in report.packages),
            sum(each.missing for each in report.packages),
        ),
        conflicts=_conflicts(workspace, report),
        scores=tuple(
            ScoreChange(_LEVELS[each.level], each.name, _rate(each.rate_before), _rate(each.rate_after), *_ranks(each))
            for each in report.scores
        ),
        received=_received(report, laptops),
    )


def write_report(
    workspace: Workspace, report: merging.MergeReport, out: Path, progress: Progress | None = None
) -> None:
    """Print it. Refusals as `write_slip`."""
    write_merge_report(report_of(workspace, report), out, progress)


def _conflicts(workspace: Workspace, report: merging.MergeReport) -> tuple[ConflictLine, ...]:
    """Those that the merge brought and that wait; after a preview there are none in the file."""
    brought = {"/".join(one) for each in report.packages for one in each.conflicts}
    if not brought:
        return ()
    return tuple(_conflict(each) for each in conflicts(workspace) if each.id in brought)


def _conflict(each: Conflict) -> ConflictLine:
    site, _, record = each.words.partition(" · ")
    values = tuple(
        ConflictValue(one.words, one.by, moment(one.at), one.replica_name or one.replica[-4:], one.shown)
        for one in each.candidates
    )
    return ConflictLine(site, record or each.words, each.field_words, values)


def _rate(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _ranks(change: merging.ScoreChange) -> tuple[int | None, int | None]:
    return change.rank_before, change.rank_after


def _laptop(sender: Sender) -> str:
    """By what people tell two laptops of one team apart."""
    return sender.replica[-8:]


def _laptops(workspace: Workspace, report: merging.MergeReport) -> dict[str, str]:
    """The laptops on which the packages were made that are here now, by package."""
    mine = {each.id for each in report.packages}
    found = ((each.id, each.sender) for each in merging.history(workspace) if each.id in mine)
    return {identity: _laptop(sender) for identity, sender in found if sender is not None}


def _line(view: PackageView, laptop: str) -> PackageLine:
    reason = "" if view.refusal is None else f"{view.refusal.code} {sentence(view.refusal.code, view.refusal.details)}"
    return PackageLine(
        file=view.file,
        sender=view.sender,
        by="，".join(part for part in (view.person, f"电脑{laptop}" if laptop else "") if part),
        made_at=moment(view.made_at) if view.made_at else "",
        status=view.status,
        reason=reason,
        counts=_kinds(view.new, view.changed),
        conflicts=len(view.conflicts),
        clones=len(view.clones),
        duplicates=view.duplicates,
        photos_missing=view.missing,
        unverified=bool(view.marks),
        notes=tuple(sentence(each.code, each.details) for each in view.notes),
    )


def _kinds(new: Mapping[str, int], changed: Mapping[str, int]) -> tuple[KindCount, ...]:
    kinds = [*_KINDS, *sorted((new.keys() | changed.keys()) - set(_KINDS))]
    return tuple(
        KindCount(word(kind, "zh"), new.get(kind, 0), changed.get(kind, 0), 0)
        for kind in kinds
        if new.get(kind) or changed.get(kind)
    )


def _received(report: merging.MergeReport, laptops: Mapping[str, str]) -> tuple[Received, ...]:
    """One for each laptop whose packages came: two of one team hand in apart, each with a key of its own."""
    files: dict[str, str] = {}
    for made in report.receipts:
        for line in made.manifest.receipt:
            files.setdefault(line.id, made.path.name)
    senders: dict[tuple[str, str], list[PackageView]] = {}
    for each in report.packages:
        if each.status != "refused" and each.purpose == "return":
            senders.setdefault((each.fingerprint, each.sender), []).append(each)
    return tuple(_receipt(views, files, laptops) for views in senders.values())


def _receipt(views: list[PackageView], files: Mapping[str, str], laptops: Mapping[str, str]) -> Received:
    last = views[-1]
    labels = (("answer", "逐项结果", "项"), ("photo", "照片", "张"), ("finding", "问题", "条"))
    return Received(
        team="，电脑".join(part for part in (last.sender, laptops.get(last.id, "")) if part),
        leader=last.person,
        files=tuple(PackageFile(each.file, each.size, each.sha256, each.id) for each in views),
        counts=tuple(
            Count(key, label, measure, last.counts.get(key, 0), last.expected.get(key))
            for key, label, measure in labels
        ),
        notes=(),
        receipt=next((files[each.id] for each in reversed(views) if each.id in files), ""),
        unverified=any(each.marks for each in views),
    )
