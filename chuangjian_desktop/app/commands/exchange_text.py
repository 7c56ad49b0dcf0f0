"""What merging and conflicts say to a person at the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chuangjian_desktop.domain.local_time import local_minute
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.services.exchange.conflicts import Candidate, Conflict
from chuangjian_desktop.services.exchange.handin import Returned
from chuangjian_desktop.services.exchange.merging import MergeReport, PackageView

SHORT = 12
"""As many characters of a candidate's id are shown; `settle --choose` takes them for the whole."""
_WORDS: Mapping[str, tuple[str, str]] = {
    "taken": ("已导入", "taken in"),
    "would": ("可以导入", "can be taken in"),
    "already": ("以前已导入", "already here"),
    "refused": ("未导入", "refused"),
    "from": ("来自", "from"),
    "made": ("制作于", "made"),
    "new": ("新增", "new"),
    "changed": ("改动", "changed"),
    "same": ("相同", "same"),
    "conflicts": ("冲突", "conflicts"),
    "clones": ("复制的电脑", "copied computers"),
    "duplicates": ("可能重复", "likely duplicates"),
    "missing": ("缺少照片", "photos missing"),
    "unsigned": ("未验证签名", "signature not verified"),
    "digest": ("数据摘要", "digest"),
    "none": ("没有冲突。", "No conflicts."),
    "settled": ("已裁定", "Settled"),
    "along": (
        "此事项的办理情况作为一件事裁定：选定一方，以下各项都按这一方",
        "where this case stands is settled as one: with the side you choose goes all of this",
    ),
    "blob": ("照片文件", "picture files"),
    "change": ("改动", "changes"),
    "empty": ("上次回执之后没有新内容。", "Nothing is new since the last receipt."),
    "lacks": ("缺项", "lacking"),
    "fingerprint": ("指纹", "fingerprint"),
}
_TOLD = frozenset(("visit", "answer", "finding", "photo", "change", "blob"))
_LACKS: Mapping[str, tuple[str, str]] = {
    "unanswered": ("未测", "unanswered"),
    "photo": ("缺照片", "without the photo asked for"),
    "contradiction": ("前后矛盾", "contradictory"),
    "open": ("未结束的点位", "visits not finished"),
    "unreplied": ("未回复的问题", "cases not answered"),
    "unvisited": ("未测评的点位", "sites not visited"),
}


def _said(key: str, lang: str) -> str:
    return _WORDS[key][1 if lang == "en" else 0]


def merged(report: MergeReport, lang: str, *, tried: bool) -> str:
    """A few lines for each file, then the digest. `tried` tells that nothing was changed."""
    lines = [line for each in report.packages for line in _package(each, lang, tried=tried)]
    return "\n".join((*lines, f"{_said('digest', lang)} {report.digest}"))


def _package(view: PackageView, lang: str, *, tried: bool) -> Iterator[str]:
    status = "would" if tried and view.status == "taken" else view.status
    who = " ".join(dict.fromkeys(part for part in (view.sender, view.person) if part))
    facts = [
        _said(status, lang),
        *([f"{_said('from', lang)} {who}"] if who else []),
        *([f"{_said('made', lang)} {_time(view.made_at)}"] if view.made_at else []),
        *([_said("unsigned", lang)] if "unsigned" in view.marks else []),
    ]
    yield f"{view.file}  " + " · ".join(facts)
    if view.refusal is not None:
        yield f"  {view.refusal.code} {sentence(view.refusal.code, view.refusal.details, lang)}"
        return
    counts = [*_counted("new", view.new, lang), *_counted("changed", view.changed, lang)]
    numbers = {
        "same": view.same,
        "conflicts": len(view.conflicts),
        "clones": len(view.clones),
        "duplicates": view.duplicates,
        "missing": view.missing,
    }
    counts += [f"{_said(key, lang)} {number}" for key, number in numbers.items() if number]
    if counts:
        yield "  " + " · ".join(counts)


def _counted(key: str, counts: Mapping[str, int], lang: str) -> list[str]:
    found = [f"{_name(entity, lang)} {count}" for entity, count in counts.items() if count]
    comma = ", " if lang == "en" else "、"
    return [f"{_said(key, lang)} {comma.join(found)}"] if found else []


def _name(entity: str, lang: str) -> str:
    return _said(entity, lang) if entity in _WORDS else word(entity, lang)


def handed_in(answer: Mapping[str, Any], made: Returned, lang: str) -> str:
    """A line for each package with what is in it, what is lacking by kind, and the fingerprint."""
    lines = [
        f"{each.path.name}  " + _pairs(told["counts"], lang)
        for told, each in zip(answer["packages"], made.packages, strict=True)
    ]
    if answer["empty"]:
        lines.append(_said("empty", lang))
    kinds = Counter(each.kind for each in made.state.missing)
    if kinds:
        found = [f"{_LACKS[kind][1 if lang == 'en' else 0]} {count}" for kind, count in kinds.items()]
        lines.append(f"{_said('lacks', lang)}  " + " · ".join(found))
    lines.append(f"{_said('fingerprint', lang)} {made.fingerprint}")
    return "\n".join(lines)


def _pairs(counts: Mapping[str, int], lang: str) -> str:
    return " · ".join(f"{_name(entity, lang)} {count}" for entity, count in counts.items() if entity in _TOLD and count)


def listed(found: Sequence[Conflict], settled: Sequence[Conflict], lang: str) -> str:
    """A heading for each conflict, its id, and a line for each candidate; the one shown meanwhile has a star."""
    lines = [line for number, each in enumerate(found, 1) for line in _conflict(number, each, lang)]
    if not found:
        lines.append(_said("none", lang))
    if settled:
        lines.append(_said("settled", lang))
        lines += [line for number, each in enumerate(settled, 1) for line in _conflict(number, each, lang)]
    return "\n".join(lines)


def _conflict(number: int, each: Conflict, lang: str) -> Iterator[str]:
    yield f"{number}. {_line(each.words)} · {each.field_words}  {each.id}"
    if each.along:
        yield f"     {_said('along', lang)}"
    for one in each.candidates:
        yield f"   {'*' if one.shown else ' '} {_candidate(one)}"
        if one.along:
            yield "       " + " · ".join(f"{field} {value}" for field, value in one.along)


def _candidate(one: Candidate) -> str:
    names = dict.fromkeys(each.by for each in one.by_all if each.by)
    parts = (one.id[:SHORT], _line(one.words), "、".join(names) or one.by, one.replica_name, _time(one.at))
    return "  ".join(part for part in parts if part)


def _time(at: str) -> str:
    return local_minute(at)


def _line(text: str) -> str:
    return " ".join(text.split())
