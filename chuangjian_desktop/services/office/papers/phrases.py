"""What each kind of notice says around its problems: title, opening and demands in the office's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.local_time import local_day
from chuangjian_desktop.domain.supervision import Ground, first_numbers, summary
from chuangjian_desktop.store.queries.ledger import LedgerLine

USUAL_FORMS = {"整改通知书": "letter", "交办单": "table", "督办单": "table", "问题清单": "table"}
"""How a kind is written where nobody chose."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice is about: the round, who issues it, its problems, why they are supervised, and when."""

    round_name: str
    issuer: str
    lines: tuple[LedgerLine, ...]
    grounds: tuple[Ground, ...]
    issued: dt.datetime


@dataclass(frozen=True, slots=True)
class Phrases:
    """Title (a line break where the sense allows one), paragraphs before and after the problems."""

    title: str
    opening: tuple[str, ...]
    closing: tuple[str, ...]


def phrases(kind: str, told: Told) -> Phrases:
    """What a kind of notice says."""
    return _KINDS.get(kind, _notice)(told)


def _notice(told: Told) -> Phrases:
    return Phrases(
        f"关于{told.round_name}\n发现问题的整改通知书",
        (
            (
                f"按照{told.round_name}安排，{told.issuer}组织测评组{_when(told.lines)}开展实地测评。经汇总，涉及你单位"
                f"职责的问题{_figures(told.lines)}。"
            ),
            "请你单位按照谁主管谁负责、谁丢分谁负责的要求，对照下列问题逐条整改，落实责任人和整改措施，按期反馈。",
        ),
        (
            "请逐条明确责任领导、责任人和整改措施，在规定时限内整改到位；同类问题举一反三，防止反弹。",
            "对逾期未整改或者整改不到位的，将按规定督办、通报。",
        ),
    )


def _assignment(told: Told) -> Phrases:
    return Phrases(
        f"关于{told.round_name}\n发现问题的交办单",
        (f"现将{told.round_name}发现的属你单位职责的问题（{_figures(told.lines)}）交办你单位，请在时限内办结并反馈。",),
        (),
    )


def _supervision(told: Told) -> Phrases:
    first = first_numbers(told.grounds)
    before = (
        f"{told.issuer}以{first}交办你单位的问题，尚未整改到位"
        if first
        else f"{told.round_name}发现的涉及你单位职责的问题须限期解决"
    )
    return Phrases(
        f"关于{told.round_name}\n问题整改的督办单",
        (f"{before}。本次督办{_figures(told.lines)}：{summary(told.grounds, told.issued)}。",),
        (
            "请你单位主要负责人牵头，立即整改到位，并书面说明未按期完成的原因和防止反弹的措施。",
            "再次逾期或者整改不实的，将予以通报、约谈，并按规定提出问责建议。",
        ),
    )


def _list(told: Told) -> Phrases:
    return Phrases(
        f"{told.round_name}\n实地测评问题清单",
        (f"{told.round_name}实地测评{_when(told.lines)}发现涉及你单位的问题{_figures(told.lines)}，按点位列出如下。",),
        ("请对照清单逐点位、逐问题整改销号，整改一个、反馈一个。",),
    )


_KINDS = {"整改通知书": _notice, "交办单": _assignment, "督办单": _supervision, "问题清单": _list}


def _figures(lines: Sequence[LedgerLine]) -> str:
    sites = len({line.site_code for line in lines})
    return f"共{len(lines)}个、{sum(line.count for line in lines)}处，分布在{sites}个点位"


def _when(lines: Sequence[LedgerLine]) -> str:
    days = sorted({local_day(line.found_at) for line in lines if line.found_at})
    if not days:
        return ""
    first, last = (dt.date.fromisoformat(day) for day in (days[0], days[-1]))
    begin = f"于{first.year}年{first.month}月{first.day}日"
    if first == last:
        return begin
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{begin}至{year}{last.month}月{last.day}日"
