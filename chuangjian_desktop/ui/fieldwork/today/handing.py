"""Where handing in stands, in the words of Today. No Qt."""

from __future__ import annotations

from chuangjian_desktop.services.exchange.handin import Standing
from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.fieldwork.today.state import Handing
from chuangjian_desktop.ui.text.words import t

SHOWN = ("visit", "answer", "finding", "photo")


def handing_of(standing: Standing) -> Handing:
    """The card: the last hand-in, what has arrived by the receipts, and what is pending since."""
    pending = {entity: n for entity, n in standing.pending.items() if entity in SHOWN and n}
    lines = [_arrival(standing)]
    if pending:
        said = words.counts(pending)
        lines.append(t("之后又有：{what}。", what=said) if standing.last else t("还没交：{what}。", what=said))
    if pending:
        title, mood = t("还没交回创建办"), "text_1"
    elif standing.last is None:
        title, mood = t("还没有可交的"), "text_1"
    elif standing.last.arrived_at:
        title, mood = t("都已送达创建办"), "gain"
    else:
        title, mood = t("已交回，等回执"), "lack"
    badge = str(sum(pending.values())) if pending else ""
    return Handing(title, mood, "\n".join(part for part in lines if part), badge, t("去交回"))


def _arrival(standing: Standing) -> str:
    last, arrived = standing.last, standing.arrived
    if last is None:
        return t("这份工作文件还没有交回过。")
    at = words.when(last.at)
    if last.arrived_at:
        return t("上次 {time} 交回，已送达（{arrived}）。", time=at, arrived=words.when(last.arrived_at))
    said = t("上次 {time} 交回，未送达：还没有收到回执。", time=at)
    if arrived is not None:
        said += t("{time} 交回的已送达。", time=words.when(arrived.at))
    return said
