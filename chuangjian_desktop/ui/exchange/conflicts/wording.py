"""Conflicts in finished words: lines of the list, sides, what can be done. No Qt, no services called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from chuangjian_desktop.domain.fold import ERASED, REMOVED
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.services.exchange.conflicts import Candidate, Conflict
from chuangjian_desktop.services.exchange.settling import matter
from chuangjian_desktop.services.exchange.stakes import Stake
from chuangjian_desktop.ui.exchange.compare.state import Deed, Line, Side, Tile
from chuangjian_desktop.ui.exchange.erasing.port import role_words, when_words
from chuangjian_desktop.ui.text.words import t

MINUS = "\u2212"


def once(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Requests to erase one photo are one matter: its working copy, thumbnail and original go together. So is where a
    case stands: its state, where that is in conflict, is shown for all of it."""
    kept: dict[str, Conflict] = {}
    for each in found:
        if each.field == "state" or matter(each.id) not in kept:
            kept[matter(each.id)] = each
    return tuple(kept.values())


def about_erasing(conflict: Conflict) -> bool:
    """Whether a photo is to be erased or kept."""
    return conflict.field.startswith(ERASED)


def line(conflict: Conflict) -> Line:
    """A conflict in the list."""
    field = field_words(conflict)
    if conflict.open:
        mood, icon = ("loss", "trash") if about_erasing(conflict) else ("lack", "")
        words = t("申请") if about_erasing(conflict) else t("{n} 个值", n=len(conflict.candidates))
        return Line(conflict.id, field, conflict.words, words, mood, icon)
    return Line(conflict.id, field, conflict.words, value_words(conflict, conflict.shown_words), "gain")


def field_words(conflict: Conflict) -> str:
    """The field's name as a title."""
    return conflict.field_words[:1].upper() + conflict.field_words[1:]


def value_words(conflict: Conflict, words: str) -> str:
    """A value with its unit: 3 处, 2.00 分."""
    if conflict.field == "count" and conflict.entity == "finding":
        return t("{n} 处", n=words)
    if conflict.field == "points" and words[:1].isdigit():
        return t("{n} 分", n=words)
    named = conflict.field in (REMOVED, "state", "severity") or about_erasing(conflict)
    return words[:1].upper() + words[1:] if named else words


def sides(conflict: Conflict, stakes: Mapping[str, Stake]) -> tuple[Side, ...]:
    """Its candidates as cards, with what each costs."""
    made = (_side(conflict, each, number) for number, each in enumerate(conflict.candidates, 1))
    return tuple(_staked(each, stakes[each.key]) if each.key in stakes else each for each in made)


def _staked(side: Side, stake: Stake) -> Side:
    lost = f"{MINUS}{two_decimals(stake.lost)}" if stake.lost else t("不扣分")
    return replace(side, lost=lost, lost_nothing=not stake.lost, score=t("点位 {rate}", rate=stake.rate))


def _side(conflict: Conflict, candidate: Candidate, number: int) -> Side:
    settled_on = not conflict.open and candidate.shown
    gone = about_erasing(conflict) and not conflict.open and conflict.shown is True
    action = "" if settled_on or gone or not conflict.allowed else _action(conflict, candidate)
    where = candidate.replica_name or (t("电脑 {id}", id=candidate.replica[-4:]) if candidate.replica else "")
    tag = t("已定") if settled_on else (t("目前显示") if candidate.shown and conflict.open else "")
    photo = (Tile(candidate.photo, candidate.photo, candidate.photo, conflict.words),) if candidate.photo else ()
    return Side(
        candidate.id,
        candidate.by or t("没有署名"),
        when_words(candidate.at),
        " · ".join(part for part in (role_words(candidate.role), where) if part),
        value_words(conflict, candidate.words),
        rows=((t("理由"), candidate.note),) if candidate.note else candidate.along,
        photos=photo,
        tag=tag,
        action=action,
        cap=str(number),
        taken=settled_on,
    )


def _action(conflict: Conflict, candidate: Candidate) -> str:
    if about_erasing(conflict):
        return t("彻底删除…") if candidate.value is True else t("保留照片")
    if conflict.field == REMOVED:
        return t("删除这条") if candidate.value is True else t("保留这条")
    return t("采用这个") if conflict.open else t("改为这个")


def hint(conflict: Conflict) -> tuple[str, str, str]:
    """The common ground with its icon and mood."""
    if not conflict.open:
        return _decided(conflict), "tick", "gain"
    if about_erasing(conflict):
        words = t("申请人不是收进照片的人，要不要彻底删除由创建办定。删除后各处都清除，无法恢复。")
        return words, "trash", "loss"
    if conflict.field == REMOVED:
        return t("一方删除时，另一方还在修改或引用它，彼此没有看到。"), "clock", "plain"
    if conflict.along:
        return t("办理情况作为一件事裁定：选定一方，状态、单位、时限等有冲突的各项都按这一方。"), "clock", "plain"
    if conflict.before is None:
        return t("各改各的，彼此没有看到对方的修改。"), "clock", "plain"
    one = conflict.before
    value, who = value_words(conflict, one.words), one.by or role_words(one.role)
    when = when_words(one.at)
    return (
        t("改之前都是“{value}”（{who}，{when}），彼此没有看到对方的修改。", value=value, who=who, when=when),
        "clock",
        "plain",
    )


def _decided(conflict: Conflict) -> str:
    value = value_words(conflict, conflict.shown_words)
    if (one := conflict.decision) is None:
        return t("定为“{value}”。", value=value)
    who = " ".join(part for part in (role_words(one.role), one.by) if part)
    return t("{who} 于 {when} 定为“{value}”。", who=who, when=when_words(one.at), value=value)


def photos(conflict: Conflict) -> tuple[Tile, ...]:
    """What shows the record."""
    pairs = zip(conflict.photos, conflict.thumbs, strict=True)
    return tuple(Tile(blob, thumb or blob, blob, conflict.words) for blob, thumb in pairs)


def deeds(conflict: Conflict) -> tuple[Deed, ...]:
    """Buttons under the cards."""
    made: list[Deed] = []
    if conflict.allowed and conflict.both and conflict.open:
        made.append(Deed("both", t("都留下"), "B"))
    if conflict.allowed and conflict.free:
        made.append(Deed("other", t("另写一个值…"), "E"))
    return (*made, Deed("next", t("以后再定") if conflict.open else t("下一处"), t("空格")))


def foot(conflict: Conflict) -> str:
    """What stands small under all."""
    if not conflict.allowed:
        return t("由创建办裁定；几个值都保留着")
    if about_erasing(conflict):
        return t("定为保留后，对方可以再次申请") if conflict.open else ""
    return t("几个值都会保留在记录里，定了也能改回")
