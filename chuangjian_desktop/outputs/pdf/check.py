"""What cannot be printed, told before printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chuangjian_desktop.domain.documents import MissingCharacter, Notice, ScoreSheet
from chuangjian_desktop.domain.papers import CaseForm, Letter
from chuangjian_desktop.outputs.pdf.fonts import FontSet, computer_fonts


def missing_characters(notice: Notice | Letter, fonts: FontSet | None = None) -> tuple[MissingCharacter, ...]:
    """Every character of the notice that no font of this computer or of the program can print, and where it stands."""
    texts = _notice_texts(notice) if isinstance(notice, Notice) else _letter_texts(notice)
    return missing_in(texts, fonts or computer_fonts())


def missing_in_sheet(sheet: ScoreSheet, fonts: FontSet | None = None) -> tuple[MissingCharacter, ...]:
    """The same for a 评分表."""
    return missing_in(_sheet_texts(sheet), fonts or computer_fonts())


def missing_in_form(form: CaseForm, fonts: FontSet | None = None) -> tuple[MissingCharacter, ...]:
    """The same for a form about a case."""
    lines = (pair for line in (*form.facts, *form.closing) for pair in line.pairs)
    heads = (("标题", form.title), ("编号", form.number), ("发文机关", form.issuer))
    captions = (("图注", each.caption) for each in (*form.left, *form.right))
    texts = (*heads, *((label, label + value) for label, value in lines), *captions)
    return missing_in(texts, fonts or computer_fonts())


def missing_in(texts: Iterable[tuple[str, str]], fonts: FontSet) -> tuple[MissingCharacter, ...]:
    """The same for any texts, each as (where it stands, text)."""
    return tuple(MissingCharacter(character, place) for place, text in texts for character in fonts.missing(text))


def _letter_texts(letter: Letter) -> Iterator[tuple[str, str]]:
    yield from _head_texts(letter)
    for number, each in enumerate(letter.text, 1):
        yield f"正文第{number}段", each.text
        for picture in each.pictures:
            yield f"正文第{number}段的图注", picture.caption
    if letter.annex:
        for number, row in enumerate(((letter.annex.title,), letter.annex.head, *letter.annex.rows)):
            yield f"附件第{number}行", "".join(row)


def _head_texts(said: Notice | Letter) -> Iterator[tuple[str, str]]:
    issuer = said.issuer
    heads = {
        "红头": issuer.red_head,
        "发文机关": issuer.name,
        "文号": said.number,
        "文种": said.kind,
        "标题": said.title,
        "主送机关": said.unit,
        "签发人": said.signer,
        "联系人": issuer.contact,
        "联系电话": issuer.phone,
        "地址": issuer.address,
        "抄送": issuer.copies_to,
        "印发机关": issuer.printed_by,
    }
    yield from heads.items()
    for number, text in enumerate(said.attachments, 1):
        yield f"附件第{number}项", text


def _notice_texts(notice: Notice) -> Iterator[tuple[str, str]]:
    yield from _head_texts(notice)
    yield "反馈期限", notice.reply_by
    for part, texts in (("正文", notice.opening), ("整改要求", notice.closing)):
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
