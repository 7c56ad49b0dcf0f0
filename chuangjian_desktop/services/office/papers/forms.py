"""复查记录 and 销号单: one form about one case."""

from __future__ import annotations

from chuangjian_desktop.domain.documents import Picture
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.papers import CaseForm, FormLine
from chuangjian_desktop.domain.rectification import STATES, State
from chuangjian_desktop.domain.replies import document_code
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.wording import (
    HOW_CLOSED,
    RESULTS,
    Surroundings,
    day_words,
    due_text,
    problem_text,
    reply_text,
)
from chuangjian_desktop.services.office.papers.notice_values import loader
from chuangjian_desktop.services.office.settings import document_settings
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.cases import CaseRow

WHEN = "年\u3000月\u3000日\u3000时"
SIGNED = "\n\n（盖章）\u3000年\u3000月\u3000日"
ENDING: tuple[State, ...] = ("to_recheck", "passed", "closed")


def recheck_form(workspace: Workspace, row: CaseRow, around: Surroundings) -> CaseForm:
    """复查记录: what was seen, or room to write it at the site. M26 for a case that was rejected."""
    _require(row, tuple(state for state in STATES if state != "void"))
    seen = around.recheck(row)
    photos = reading.photos(workspace, row)
    result = RESULTS.get(seen.result, seen.result) if seen else "□通过 □未通过 □部分"
    return CaseForm(
        "复查记录",
        document_settings(workspace).issuer,
        row.number,
        around.moment.date(),
        document_code(row.id),
        _facts(workspace, row, around),
        ("整改前", "复查时" if photos.recheck else "整改后"),
        _pictures(workspace, photos.before, "整改前"),
        _pictures(workspace, photos.recheck or photos.after, "复查时" if photos.recheck else "整改后"),
        (
            FormLine((("复查时间", day_words(seen.at) if seen else WHEN), ("复查结果", result))),
            FormLine((("复查意见", seen.note if seen else ""),), tall=True),
            FormLine((("复查人", seen.by if seen else ""), ("复查人", "")), tall=True),
            FormLine((("陪同人", ""), ("联系电话", "")), tall=True),
        ),
    )


def closing_form(workspace: Workspace, row: CaseRow, around: Surroundings) -> CaseForm:
    """销号单: what was done about a problem, who agrees that it is solved. M26 before a unit's answer was checked."""
    _require(row, ENDING)
    photos = reading.photos(workspace, row)
    by = around.people.get(row.closed_by, "")
    ended = (
        FormLine((("复查情况", _rechecked(row, around)),)),
        FormLine((("销号日期", day_words(row.closed_at)), ("销号方式", HOW_CLOSED.get(row.closed_how, "")))),
    )
    return CaseForm(
        "销号单",
        document_settings(workspace).issuer,
        row.number,
        around.moment.date(),
        document_code(row.id),
        (*_facts(workspace, row, around), *ended),
        ("整改前", "整改后"),
        _pictures(workspace, photos.before, "整改前"),
        _pictures(workspace, photos.after or photos.recheck, "整改后"),
        (
            FormLine((("责任单位\n意\u3000见", SIGNED), ("属\u3000地\n意\u3000见", SIGNED)), tall=True),
            FormLine(
                (("主管部门\n意\u3000见", SIGNED), ("创建办\n意\u3000见", f"{f'经办人：{by}' if by else ''}{SIGNED}")),
                tall=True,
            ),
        ),
    )


def _require(row: CaseRow, states: tuple[State, ...]) -> None:
    if row.state not in states:
        zh, en = STATES[row.state]
        raise Refusal("M26", what=row.number, reason_zh=f"它现在是“{zh}”", reason_en=f"it is “{en}” now")


def _facts(workspace: Workspace, row: CaseRow, around: Surroundings) -> tuple[FormLine, ...]:
    titles = workspace.catalogue.titles
    line = row.line
    fives = "；".join(f"{label}：{value}" for label, value in row.fives if value)
    number, day, first = around.notice(row), day_words(row.assigned_at), day_words(around.told_at(row))
    again = f"（第{row.again + 1}次交办）" if row.again else ""
    told = f"{first}；{day}{again}" if row.again and first and first != day else f"{day}{again}"
    recurs = f"反弹，上次问题为{row.recurs_number}。" if row.recurs and not row.unlinked else ""
    return (
        FormLine((("轮\u3000次", places.current_round(workspace).name), ("发现日期", day_words(line.found_at)))),
        FormLine((("点\u3000位", line.site), ("点位类别", titles.get(line.site_type, line.site_type)))),
        FormLine((("问题描述", f"{problem_text(line)}{recurs}"),)),
        FormLine((("依\u3000据", f"{line.item_code} {line.item}"),)),
        FormLine((("责任单位", row.unit), ("整改时限", due_text(row)))),
        FormLine((("交办文号", number), ("交办日期", told))),
        *([FormLine((("五\u3000定", fives),))] if fives else []),
        FormLine((("整改情况", reply_text(row) or "责任单位尚未反馈"),)),
    )


def _rechecked(row: CaseRow, around: Surroundings) -> str:
    seen = around.recheck(row)
    if seen is None:
        return "未安排现场复查"
    who = f"{day_words(seen.at)}{seen.by}现场复查" if seen.by else f"{day_words(seen.at)}现场复查"
    return f"{who}，{RESULTS.get(seen.result, seen.result)}{f'：{seen.note}' if seen.note else ''}"


def _pictures(workspace: Workspace, found: tuple[PhotoRow, ...], name: str) -> tuple[Picture, ...]:
    """Photos with their side, number and when they were taken."""
    return tuple(
        Picture(f"{name}{number}{_taken(each)}", loader(workspace, each.blob)) for number, each in enumerate(found, 1)
    )


def _taken(photo: PhotoRow) -> str:
    at = moment(photo.taken_at)
    return f"\u3000{at:%Y-%m-%d %H:%M}" if at else ""
