"""Letters about cases: 催办通知, 延期批复, 约谈通知书, 问责建议, 通报."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.deadlines import until_words
from chuangjian_desktop.domain.documents import Picture
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.papers import Annex, Letter, Paragraph
from chuangjian_desktop.domain.rectification import AT_UNIT, STAGES, STATES
from chuangjian_desktop.domain.supervision import late_words
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import due_moment, overdue
from chuangjian_desktop.services.casework.wording import (
    Surroundings,
    day_words,
    due_text,
    iso_due,
    problem_words,
    short_day,
    state_text,
)
from chuangjian_desktop.services.office.papers.notice_values import loader
from chuangjian_desktop.services.office.settings import document_settings, issuer_of
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.cases import CaseRow

BLANK_TIME, BLANK_PLACE = "\u3000\u3000年\u3000月\u3000日\u3000时", "\u3000" * 10
EVERYBODY = "各有关单位"
PREFIXES = {
    "催办通知": "创建办催",
    "延期批复": "创建办复",
    "约谈通知书": "创建办约",
    "问责建议": "创建办问",
    "通报": "创建办通",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person adds to a letter: its number (room to write it by hand where empty), whom it addresses instead of
    the unit, who signs, and for 约谈 when and where."""

    number: str = ""
    addressee: str = ""
    signer: str = ""
    when: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a letter says: its title, whom it addresses, its text and the table behind it."""

    title: str
    unit: str
    text: tuple[Paragraph, ...]
    annex: Annex | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """The cases of one letter with what stands around them."""

    workspace: Workspace
    rows: tuple[CaseRow, ...]
    around: Surroundings
    asked: Asked

    @property
    def unit(self) -> str:
        """The unit they are laid to."""
        return self.rows[0].unit

    @property
    def today(self) -> str:
        """As sentences say it."""
        return day_words(self.around.moment.isoformat())


def case_letter(kind: str, matter: Matter) -> Letter:
    """A letter of a kind about cases of one unit (通报: of several). M26 for a case that it cannot be about: each stage
    of escalation has its own letter, which may be printed again when the case has gone on."""
    if (stage := BY_STAGE.get(kind)) is not None:
        for row in matter.rows:
            _require_stage(row, stage)
    return letter_of(matter.workspace, kind, _KINDS[kind](matter), matter.asked, matter.around.moment.date())


def letter_of(workspace: Workspace, kind: str, said: Said, asked: Asked, today: dt.date) -> Letter:
    """A letter of the office. What goes to everybody has no place for who took it."""
    settings = document_settings(workspace)
    prefix = settings.prefixes.get(kind) or PREFIXES[kind]
    unit = asked.addressee or said.unit
    return Letter(
        issuer_of(settings),
        kind,
        asked.number or f"{prefix}〔{today.year}〕\u3000\u3000号",
        unit,
        said.title,
        said.text,
        today,
        show_red_head=settings.show_red_head,
        signer=asked.signer,
        attachments=(said.annex.title.replace("\n", ""),) if said.annex else (),
        annex=said.annex,
        served=unit != EVERYBODY,
    )


def _reminder(matter: Matter) -> Said:
    for row in matter.rows:
        _require(row, row.state in AT_UNIT)
    late = [row for row in matter.rows if overdue(row, matter.around.moment)]
    figures = f"其中逾期{len(late)}个，" if late else ""
    return Said(
        "关于催办问题整改的通知",
        matter.unit,
        (
            Paragraph(
                f"经核对整改台账，截至{matter.today}，交办你单位的问题尚有{len(matter.rows)}个未反馈整改结果，{figures}"
                "现予催办。"
            ),
            Paragraph("一、催办问题", "level_1"),
            *_problems(matter, lambda row: _assigned(matter, row)),
            Paragraph("二、有关要求", "level_1"),
            Paragraph(
                "请你单位立即组织整改，逾期问题须说明原因，整改后即时反馈并附同一位置拍摄的整改后照片。"
                "接到催办后仍未落实的，将按程序督办、通报。"
            ),
        ),
    )


def _extension(matter: Matter) -> Said:
    for row in matter.rows:
        _require(row, row.extension.get("state") in ("granted", "refused"))
    granted = [row for row in matter.rows if row.extension.get("state") == "granted"]
    refused = [row for row in matter.rows if row not in granted]
    text: list[Paragraph] = [Paragraph("你单位关于问题整改延期的申请收悉。经研究，现批复如下。")]
    levels = iter("一二三")
    if granted:
        text.append(Paragraph(f"{next(levels)}、同意延期的问题", "level_1"))
        text += _listed(granted, lambda row: f"同意整改时限延至{_until(row)}。{_reason(row)}")
    if refused:
        text.append(Paragraph(f"{next(levels)}、不同意延期的问题", "level_1"))
        text += _listed(refused, lambda row: f"仍按原时限（{due_text(row)}）完成整改。{_reason(row)}")
    text.append(Paragraph(f"{next(levels)}、有关要求", "level_1"))
    text.append(Paragraph("请倒排工期，明确专人负责，整改期间做好防护和临时管控；除不可抗力外，不再批准延期。"))
    return Said("关于问题整改延期申请的批复", matter.unit, tuple(text))


def _summons(matter: Matter) -> Said:
    asked, open_ = matter.asked, [row for row in matter.rows if row.state != "closed"]
    late = [row for row in open_ if overdue(row, matter.around.moment)]
    false = [row for row in matter.rows if row.false_repair]
    again = [row for row in matter.rows if row.again]
    figures = _figures((("未销号", open_), ("逾期", late), ("虚假整改", false), ("重复交办", again)))
    return Said(
        "约谈通知书",
        matter.unit,
        (
            Paragraph(
                f"在{places.current_round(matter.workspace).name}问题整改中，你单位承担的问题有{len(matter.rows)}个{figures}。"
                "依据创建工作督查有关规定，决定对你单位主要负责人进行约谈。"
            ),
            Paragraph("一、约谈时间和地点", "level_1"),
            Paragraph(f"时间：{asked.when or BLANK_TIME}。"),
            Paragraph(f"地点：{asked.where or BLANK_PLACE}。"),
            Paragraph("二、约谈事由", "level_1"),
            *_listed(matter.rows, lambda row: _assigned(matter, row)),
            Paragraph("三、有关要求", "level_1"),
            Paragraph(
                "请你单位主要负责人准时参加，不得委托他人；并携带加盖公章的书面材料，逐项说明未完成整改的原因、"
                "下步措施、完成时限和责任人。"
            ),
        ),
    )


def _accountability(matter: Matter) -> Said:
    return Said(
        f"关于对{matter.unit}\n整改不力问题的问责建议",
        "市纪委监委机关、市委组织部",
        (
            Paragraph(
                f"{places.current_round(matter.workspace).name}以来，{matter.unit}对交办问题整改不力，经督促仍未整改到位。"
                f"截至{matter.today}，涉及问题{len(matter.rows)}个，有关情况报告如下。"
            ),
            Paragraph("一、主要事实", "level_1"),
            *_problems(matter, lambda row: f"{_assigned(matter, row)}{_false(row)}"),
            Paragraph("二、处理建议", "level_1"),
            Paragraph(
                f"建议按照干部管理权限和有关规定，对{matter.unit}及相关责任人员予以问责，并将处理结果反馈我办。"
                "有关文书、整改台账和现场照片可随时调阅。"
            ),
        ),
    )


def _circular(matter: Matter) -> Said:
    units = tuple(dict.fromkeys(row.unit for row in matter.rows))
    late = [row for row in matter.rows if overdue(row, matter.around.moment)]
    closed = [row for row in matter.rows if row.state == "closed"]
    at = matter.around.moment
    rows = tuple(
        (str(number), row.number, problem_words(row), row.unit, iso_due(due_moment(row)), state_text(row, at))
        for number, row in enumerate(matter.rows, 1)
    )
    annex = Annex(
        "通报问题整改情况表",
        ("序号", "问题编号", "问题", "责任单位", "整改时限", "整改情况"),
        (10, 24, 46, 30, 22, 24),
        rows,
    )
    return Said(
        f"关于{places.current_round(matter.workspace).name}\n有关问题整改情况的通报",
        EVERYBODY,
        (
            Paragraph(
                f"现将{len(units)}个单位{len(matter.rows)}个问题的整改情况通报如下。截至{matter.today}，已销号{len(closed)}个，"
                f"未销号{len(matter.rows) - len(closed)}个{f'，其中逾期{len(late)}个' if late else ''}。"
            ),
            *(Paragraph(f"{unit}：{_unit_figures(matter, unit)}。") for unit in units),
            Paragraph("请有关单位认真对照，未完成整改的立即整改并反馈；其他单位引以为戒，举一反三。"),
        ),
        annex,
    )


_KINDS: Mapping[str, Callable[[Matter], Said]] = {
    "催办通知": _reminder,
    "延期批复": _extension,
    "约谈通知书": _summons,
    "问责建议": _accountability,
    "通报": _circular,
}
LETTERS = tuple(_KINDS)
BY_STAGE: Mapping[str, int] = {"通报": 3, "约谈通知书": 4, "问责建议": 5}
"""The letters of a stage of escalation."""


def _unit_figures(matter: Matter, unit: str) -> str:
    mine = [row for row in matter.rows if row.unit == unit]
    closed = sum(row.state == "closed" for row in mine)
    late = sum(overdue(row, matter.around.moment) for row in mine)
    counts = (("已销号", closed), ("未销号", len(mine) - closed), ("其中逾期", late))
    return "，".join((f"通报问题{len(mine)}个", *(f"{label}{number}个" for label, number in counts if number)))


def _figures(parts: Iterable[tuple[str, Sequence[CaseRow]]]) -> str:
    told = [f"{label}{len(rows)}个" for label, rows in parts if rows]
    return f"（{'、'.join(told)}）" if told else ""


def _require(row: CaseRow, fits: object) -> None:
    if not fits:
        zh, en = STATES[row.state]
        asked = row.extension.get("state") or "—"
        raise Refusal(
            "M26",
            what=row.number,
            reason_zh=f"它现在是“{zh}”，延期申请：{asked}",
            reason_en=f"it is “{en}”, extension: {asked}",
        )


def _require_stage(row: CaseRow, stage: int) -> None:
    if row.stage < stage:
        now_zh, now_en = STAGES[row.stage] if row.stage else ("尚未督促", "none")
        zh, en = STAGES[stage]
        raise Refusal(
            "M26",
            what=row.number,
            reason_zh=f"它的督促层级是“{now_zh}”，须先升到“{zh}”",
            reason_en=f"its stage of escalation is “{now_en}”, and this paper needs “{en}”",
        )


def _listed(rows: Iterable[CaseRow], more: Callable[[CaseRow], str]) -> list[Paragraph]:
    return [
        Paragraph(f"{number}. （{row.number}）{problem_words(row)}{more(row)}") for number, row in enumerate(rows, 1)
    ]


def _problems(matter: Matter, more: Callable[[CaseRow], str]) -> list[Paragraph]:
    """The same with the photos of each problem."""
    counter = iter(range(1, 100_000))
    found: list[Paragraph] = []
    for paragraph, row in zip(_listed(matter.rows, more), matter.rows, strict=True):
        photos = reading.photos(matter.workspace, row).before
        pictures = (Picture(f"图{next(counter)}", loader(matter.workspace, each.blob)) for each in photos)
        found.append(Paragraph(paragraph.text, "problem", tuple(pictures)))
    return found


def _assigned(matter: Matter, row: CaseRow) -> str:
    """By which document it was assigned, when it is due, how late it is."""
    due, told = due_moment(row), _told(matter, row)
    limit = f"，时限{until_words(due, matter.around.moment)}" if due is not None else ""
    late = f"，{late_words(due, matter.around.moment)}" if due and overdue(row, matter.around.moment) else ""
    again = f"，已交办{row.again + 1}次" if row.again else ""
    return f"{told}{limit}{late}{again}。" if told else ""


def _told(matter: Matter, row: CaseRow) -> str:
    """When and by which document; a case that was assigned again has one date from each."""
    number, now_ = matter.around.notice(row), matter.around.moment
    day, first = (short_day(at, now_) for at in (row.assigned_at, matter.around.told_at(row)))
    if not day or not number:
        return f"{day}交办" if day else ""
    again = f"，{day}再次交办" if row.again and day != first else ""
    return f"{first}由{number}交办{again}"


def _false(row: CaseRow) -> str:
    return "经回头看认定为虚假整改。" if row.false_repair else ""


def _until(row: CaseRow) -> str:
    until = moment(str(row.extension.get("until") or ""))
    return f"{until.year}年{until_words(until, until)}" if until else due_text(row)


def _reason(row: CaseRow) -> str:
    reason = str(row.extension.get("reason") or "")
    return f"申请理由：{reason.rstrip('。')}。" if reason else ""
