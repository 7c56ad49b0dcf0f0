"""Set phrases of official documents that are put together from the values of a notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chuangjian_desktop.domain.documents import Issuer, Notice, NoticeProblem, NoticeSite

DIGITS = "零一二三四五六七八九"
STOPS = "。！？；：…!?"
CLOSERS = "”’）》」』)"
DRAFT = "（草稿）"
NEWLINES = ("\r\n", "\r", "\u2028", "\u2029", "\u0085", "\x0b", "\x0c")


def paragraphs(text: str) -> list[str]:
    """The text at its line breaks, whichever sign the platform of its writer used."""
    for sign in NEWLINES:
        text = text.replace(sign, "\n")
    return text.split("\n")


def numeral(number: int) -> str:
    """Chinese numeral of a heading, up to 九百九十九."""
    hundreds, rest = divmod(number, 100)
    if hundreds:
        joint = "" if not rest else "零" if rest < 10 else "一" if rest < 20 else ""
        return f"{DIGITS[hundreds]}百{joint}{numeral(rest) if rest else ''}"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def full_date(date: dt.date) -> str:
    """成文日期: Arabic, without leading zeros."""
    return f"{date.year}年{date.month}月{date.day}日"


def site_heading(number: int, site: NoticeSite) -> str:
    """（一）解放路（人民路—建设路）."""
    address = f"（{site.address}）" if site.address and site.address not in site.name else ""
    return f"（{numeral(number)}）{site.name}{address}"


def problem_text(problem: NoticeProblem) -> str:
    """Number, wording, basis and demand of one problem."""
    listed = f"（{problem.listed}）" if problem.listed else ""
    return (
        f"{problem.number}. {listed}{sentence(problem.text)}{basis(problem)}{more(problem)}{demand(problem.deadline)}"
    )


def more(problem: NoticeProblem) -> str:
    """What is fixed about a problem, and why it is told of again."""
    fives = "；".join(f"{label}：{value}" for label, value in problem.fives if value)
    return (f"{fives}。" if fives else "") + sentence(problem.remark)


def sentence(text: str) -> str:
    """The text with a full stop where it has no final mark."""
    last = text.rstrip().rstrip(CLOSERS)[-1:]
    return text if not text or last in STOPS else f"{text}。"


def basis(problem: NoticeProblem) -> str:
    """The clause that the problem offends."""
    return f"（依据：{problem.basis}）" if problem.basis else ""


def demand(deadline: str) -> str:
    """The demand with its deadline."""
    if not deadline:
        return ""
    return f"请于{deadline}整改完毕。" if deadline.endswith("前") else f"整改时限：{sentence(deadline)}"


def feedback(notice: Notice) -> str:
    """Until when, to whom and where the unit answers."""
    until = f"请于{notice.reply_by}将" if notice.reply_by else "请将"
    where = f"（地址：{notice.issuer.address}）" if notice.issuer.address else ""
    form = "填入附件，" if notice.attachments else ""
    return f"{until}整改情况{form}加盖公章后书面反馈{notice.issuer.name}{where}，并附同一位置拍摄的整改后照片。"


_HEADINGS = {
    "交办单": ("交办事项", "办理要求"),
    "督办单": ("督办事项", "督办要求"),
    "问题清单": ("存在问题", "有关要求"),
}


def headings(kind: str) -> tuple[str, str]:
    """What a kind of notice calls its problems and its demands."""
    return _HEADINGS.get(kind, ("主要问题", "整改要求"))


def numbered(names: Sequence[str]) -> list[str]:
    """Attachments as they are listed; one alone bears no number."""
    return [f"{number}. {name}" for number, name in enumerate(names, 1)] if len(names) > 1 else list(names)


def contact(issuer: Issuer) -> str:
    """附注: whom to ask; empty when the office has named nobody."""
    person = f"联系人：{issuer.contact}" if issuer.contact else ""
    phone = f"联系电话：{issuer.phone}" if issuer.phone else ""
    both = "，".join(part for part in (person, phone) if part)
    return f"（{both}）" if both else ""


def problem_count(notice: Notice) -> int:
    """How many problems the notice names."""
    return sum(len(site.problems) for site in notice.sites)
