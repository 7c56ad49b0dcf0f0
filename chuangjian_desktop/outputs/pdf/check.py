"""What cannot be printed, told before printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chuangjian_desktop.domain.documents import MissingCharacter, Notice, ScoreSheet
from chuangjian_desktop.outputs.pdf.fonts import FontSet, computer_fonts


def missing_characters(notice: Notice, fonts: FontSet | None = None) -> tuple[MissingCharacter, ...]:
    """Every character of the notice that no font of this computer or of the program can print, and where it stands."""
    return missing_in(_notice_texts(notice), fonts or computer_fonts())


def missing_in_sheet(sheet: ScoreSheet, fonts: FontSet | None = None) -> tuple[MissingCharacter, ...]:
    """The same for a 评分表."""
    return missing_in(_sheet_texts(sheet), fonts or computer_fonts())


def missing_in(texts: Iterable[tuple[str, str]], fonts: FontSet) -> tuple[MissingCharacter, ...]:
    """The same for any texts, each as (where it stands, text)."""
    return tuple(MissingCharacter(character, place) for place, text in texts for character in fonts.missing(text))


def _notice_texts(notice: Notice) -> Iterator[tuple[str, str]]:
    issuer = notice.issuer
    heads = {
        "红头": issuer.red_head,
        "发文机关": issuer.name,
        "文号": notice.number,
        "文种": notice.kind,
        "标题": notice.title,
        "主送机关": notice.unit,
        "反馈期限": notice.reply_by,
        "签发人": notice.signer,
        "联系人": issuer.contact,
        "联系电话": issuer.phone,
        "地址": issuer.address,
        "抄送": issuer.copies_to,
        "印发机关": issuer.printed_by,
    }
    yield from heads.items()
    for part, texts in (("正文", notice.opening), ("整改要求", notice.closing), ("附件", notice.attachments)):
        for number, text in enumerate(texts, 1):
            yield f"{part}第{number}段", text
    for site in notice.sites:
        yield f"点位{site.name}", site.name
        yield f"点位{site.name}的地址", site.address
        for problem in site.problems:
            for part, text in (
                ("", f"{problem.listed}{problem.text}{problem.remark}"),
                ("的时限", problem.deadline),
                ("的依据", problem.basis),
                *(("的" + label, label + value) for label, value in problem.fives),
            ):
                yield f"问题{problem.number}{part}", text
            for picture in problem.pictures:
                yield f"问题{problem.number}的图注", picture.caption


def _sheet_texts(sheet: ScoreSheet) -> Iterator[tuple[str, str]]:
    heads = {
        "城市": sheet.city,
        "轮次": sheet.round_name,
        "点位编号": sheet.site_code,
        "点位": sheet.site_name,
        "类别": sheet.site_type,
        "日期": sheet.date,
        "天气": sheet.weather,
        "测评组": sheet.team,
        "组长": sheet.leader,
        "测评员": sheet.evaluators,
        "起止时间": sheet.times,
        "计分办法": sheet.profile,
    }
    yield from heads.items()
    for row in sheet.rows:
        texts = (
            row.section,
            row.code,
            row.title,
            row.requirement,
            row.rule,
            row.problems,
            row.photo_numbers,
            row.unit,
            row.note,
        )
        for text in texts:
            yield f"第{row.number}项", text
