"""The history of packages and the signers, as rows of tables. No Qt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from chuangjian_desktop.domain.merging import Signer
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.services.exchange.merging import Entry
from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.merge.state import Known, Past, Undoable
from chuangjian_desktop.ui.text.words import language, t

Event = Mapping[str, Any]


def past_of(entries: Iterable[Entry]) -> Past:
    """All packages, newest first."""
    ordered = sorted(entries, key=lambda entry: -entry.order)
    return Past(
        columns=(
            Column("when", t("时间"), 132),
            Column("what", t("办理"), 70),
            Column("file", t("文件")),
            Column("who", t("来自 / 发给")),
            Column("brought", t("内容")),
            Column("mark", t("标记"), 88),
        ),
        rows=tuple(_row(entry) for entry in ordered),
        detail_columns=(Column("what", t("事项"), 92), Column("value", t("值"))),
        details=tuple((entry.id, _details(entry)) for entry in ordered),
    )


def _last(entry: Entry) -> Event:
    nothing: Event = {}
    return max(entry.log, key=lambda event: int(event["order"]), default=nothing)


def _brought(entry: Entry) -> Event:
    """What taking it in brought, also when that was undone; the first time that brought something."""
    if entry.taken_in is not None:
        return entry.taken_in
    came = [event for event in entry.log if event["what"] == "in"]
    return next((event for event in came if event.get("first") is not None), came[0] if came else {})


def _told(entry: Entry) -> tuple[str, str, str]:
    """File, who, purpose."""
    manifest: dict[str, Any] = json.loads(entry.manifest) if entry.manifest else {}
    came = _brought(entry)
    if entry.made is not None:
        return str(entry.made["file"]), str(entry.made["to"]), str(entry.made["purpose"])
    sender = manifest.get("sender", {})
    return str(came.get("file", "")), str(came.get("name") or sender.get("name", "")), str(manifest.get("purpose", ""))


def _row(entry: Entry) -> Row:
    file, who, purpose = _told(entry)
    last = _last(entry)
    undone = last.get("what") == "undone"
    if undone:
        what = Cell(t("已撤回"), kind="tag", mood="na")
    elif entry.made is not None:
        what = Cell(t("发出"), kind="tag", mood="info")
    else:
        what = Cell(t("收到"), kind="tag", mood="gain")
    content = purpose_words(purpose)
    if entry.made is None:
        came = _brought(entry)
        new = words.counts(dict(came.get("new", {})), 2)
        content = new or (content if purpose == "receipt" else t("没有新内容"))
    cells = (
        Cell(words.when(str(last.get("at", entry.at))), "text_2"),
        what,
        Cell(file, bold=not undone),
        Cell(who),
        Cell(content, "text_2"),
        _mark(_brought(entry)),
    )
    return Row(entry.id, cells, quiet=undone)


def purpose_words(purpose: str) -> str:
    """What it was for; a bare workspace has no purpose."""
    return words.purpose(purpose) if purpose else t("整份工作文件")


def _mark(came: Event) -> Cell:
    marks = set(came.get("marks", ()))
    if "unsigned" in marks:
        return Cell(t("未验证"), kind="tag", mood="lack")
    if "office" in marks:
        return Cell(t("代办内容"), kind="tag", mood="lack")
    return Cell("")


def _details(entry: Entry) -> tuple[Row, ...]:
    file, who, purpose = _told(entry)
    came = _brought(entry)
    pairs: list[tuple[str, str]] = [
        (t("文件"), file),
        (t("发给") if entry.made is not None else t("来自"), who),
        (t("用途"), purpose_words(purpose)),
    ]
    if came:
        pairs += _report(came)
    elif entry.made is not None:
        pairs += _listed(t("内容"), entry.made.get("counts", {}))
    pairs += [(_event(event), words.when(str(event["at"]))) for event in reversed(entry.log)]
    pairs += [(t("包号"), entry.id[:16]), ("SHA-256", str((came or entry.made or {}).get("sha256", "")))]
    shown = [(key, value) for key, value in pairs if value]
    return tuple(Row(f"{place} {key}", (Cell(key, "text_2"), Cell(value))) for place, (key, value) in enumerate(shown))


def _report(came: Event) -> list[tuple[str, str]]:
    verified = t("签名者已核对登记") if came.get("verified") else t("未验证，永远标着")
    office = t("；含以创建办名义写的内容") if "office" in came.get("marks", ()) else ""
    figures = ((t("冲突"), came.get("conflicts")), (t("缺照片"), came.get("missing")))
    found = [
        (t("签名"), verified + office),
        *_listed(t("新增"), came.get("new", {})),
        *_listed(t("变更"), came.get("changed", {})),
        (t("相同"), f"{int(came.get('same', 0)):,}"),
        *((name, f"{int(n):,}") for name, n in figures if n),
    ]
    if came.get("clones"):
        found.append((t("整机复制"), t("两台电脑用了同一编号")))
    unsigned = t("、").join(str(one["name"]) for one in came.get("unsigned", ()))
    return [*found, (t("未验证来源"), unsigned)]


def _listed(caption: str, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """A line for each kind, the caption only at the first."""
    known = {kind: n for kind, n in counts.items() if n and kind not in {"change", "blob"}}
    lines = words.counts(known).split(t("、")) if known else []
    return [(caption if place == 0 else "", line) for place, line in enumerate(lines)]


def _event(event: Event) -> str:
    if event["what"] == "in":
        return t("并入") if event.get("status") == "taken" else t("又来一次")
    return t("发出") if event["what"] == "out" else t("撤回")


def known_of(signers: Iterable[Signer], own: str) -> Known:
    """Who is known here."""
    columns = (
        Column("name", t("名称")),
        Column("role", t("登记为"), 96),
        Column("fingerprint", t("指纹"), 300),
        Column("since", t("登记时间"), 140),
    )
    rows = tuple(
        Row(each.key, (
            Cell(each.name, bold=True),
            Cell(word(each.role, language()) if each.role != "team" else t("测评组"), kind="tag", mood=(
                "exempt" if each.role == "office" else "plain"
            )),
            Cell(each.fingerprint),
            Cell(words.when(each.since), "text_2"),
        ))
        for each in signers
    )  # fmt: skip
    return Known(columns, rows, own)


def undoable_of(entries: Iterable[Entry]) -> Undoable:
    """What an undo would take away."""
    came = [entry.taken_in for entry in entries if entry.taken_in is not None]
    if not came:
        return Undoable()
    new: dict[str, int] = {}
    changed: dict[str, int] = {}
    for told in came:
        for target, source in ((new, told.get("new", {})), (changed, told.get("changed", {}))):
            for kind, n in source.items():
                target[kind] = target.get(kind, 0) + int(n)
    parts = [
        t("新增 {what}", what=words.counts(new)) if new else "",
        t("变更 {what}", what=words.counts(changed)) if changed else "",
    ]
    files = tuple(str(told["file"]) for told in came)
    return Undoable(files, words.when(str(came[-1]["at"])), t("；").join(part for part in parts if part))
