"""What the start screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chuangjian_desktop.services.recent import RecentFile
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class RecentLine:
    """A file of the list with its finished words."""

    path: Path
    name: str
    facts: str
    health: str
    mood: str
    here: bool


@dataclass(frozen=True, slots=True)
class StartState:
    """The whole screen."""

    recent: tuple[RecentLine, ...]
    version: str


def lines_of(files: tuple[RecentFile, ...], now: datetime) -> tuple[RecentLine, ...]:
    """Recent files in words."""
    return tuple(_line(each, now) for each in files)


def _line(each: RecentFile, now: datetime) -> RecentLine:
    health = {
        "closed": (t("正常关闭"), "3"),
        "interrupted": (t("上次意外中断"), "lack"),
        "missing": (t("找不到文件"), "3"),
    }[each.health]
    parts = [when(each.changed, now), size_words(each.size)] if each.changed else []
    facts = " · ".join([*parts, str(each.path.parent)])
    return RecentLine(each.path, each.path.name, facts, health[0], health[1], each.health != "missing")


def when(moment: datetime, now: datetime) -> str:
    """A time as people say it: today and yesterday by their names."""
    days = (now.date() - moment.date()).days
    clock = f"{moment:%H:%M}"
    if days == 0:
        return t("今天 {time}", time=clock)
    if days == 1:
        return t("昨天 {time}", time=clock)
    return t("{month} 月 {day} 日 {time}", month=moment.month, day=moment.day, time=clock)


def size_words(size: int) -> str:
    """A size with its unit."""
    if size >= 1_000_000_000:
        return f"{size / 1_000_000_000:.1f} GB"
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} kB"
