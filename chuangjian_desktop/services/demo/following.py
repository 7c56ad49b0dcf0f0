"""What became of the demo's problems: cases in every state, some late, some doubtful, some disputed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random

from chuangjian_desktop.domain.local_time import local
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter, CaseRow, LedgerFilter
from chuangjian_desktop.services.casework.rechecking import Seen, recheck
from chuangjian_desktop.services.demo.album import Album
from chuangjian_desktop.services.demo.dice import dice
from chuangjian_desktop.services.office.cases import answers, closing, disputes, rechecks, reviewing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.office.cases.reviewing import CaseDraft
from chuangjian_desktop.services.workspace import Workspace, act_as, now
from chuangjian_desktop.store.queries.places import SiteRow

_AT_ONCE = dt.timedelta(hours=2)
"""So soon after it was found a case was assigned by telephone that is late now."""
_LONG_AGO = dt.timedelta(days=2)
"""At least so long ago, wherever the clock of this computer stands: a day's time is over since."""
ACCEPTED, REJECTED, LATE = 6, 2, 3
_MEASURES = (
    "已安排专人清理，增加保洁频次",
    "已约谈商户，商品退回店内",
    "已维修更换，落实每日巡查",
    "已清除并补刷墙面，签订门前三包",
)
_FIVES = (("定领导", "分管副局长"), ("定部门", "市容管理科"), ("定任务", "立即清理并长效保持"), ("定进度", "三日内"),
          ("定责任", "网格责任人"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Story:
    """The office at work on its cases, with pictures at hand."""

    workspace: Workspace
    album: Album
    sites: dict[str, SiteRow]
    rng: Random
    shots: Iterator[int]

    def picture(self, row: CaseRow) -> PreparedPhoto:
        """A photo of the place after it was put right."""
        taken = now() - dt.timedelta(minutes=5 + next(self.shots))
        return self.album.tidy(self.sites[row.site_id], taken, self.rng)

    def reply(self, row: CaseRow) -> None:
        """The unit answers with a photo."""
        measure = self.rng.choice(_MEASURES)
        said = Reply("日常管理不到位", measure, f"{now():%Y-%m-%d}", handler="张志强", signed="李国栋")
        answers.reply(self.workspace, row.finding_id, said, [self.picture(row)])


def follow_cases(workspace: Workspace, album: Album, seed: int) -> None:
    """Let units answer, and the office check, close, chase and decide. The unreviewed ones of units without a notice
    are accepted in part; no notice names these yet."""
    sites = {site.id: site for site in places.sites(workspace)}
    story = _Story(workspace, album, sites, dice(seed, "cases"), count())
    _review(story)
    _late(story)
    told = [row for row in _rows(workspace, "assigned") if row.notice_id]
    for row, tell in zip(told, _tellings(), strict=False):
        tell(story, row)
    _look_again(story)


def _rows(workspace: Workspace, *states: str) -> Sequence[CaseRow]:
    page = reading.cases(workspace, CaseFilter(LedgerFilter(workspace.round_id)))
    return [row for row in page.rows if row.state in states]


def _review(story: _Story) -> None:
    fresh = [row.finding_id for row in _rows(story.workspace, "merged")]
    accepted, rejected = fresh[:ACCEPTED], fresh[ACCEPTED : ACCEPTED + REJECTED]
    if accepted:
        reviewing.accept(story.workspace, accepted, "情况属实", CaseDraft(fives=_FIVES))
    if rejected:
        reviewing.reject(story.workspace, rejected, "线内经营、不影响通行，按标准免扣")


def _late(story: _Story) -> None:
    """Assigned on the day they were found, and still not answered."""
    workspace = story.workspace
    waiting = [row for row in _rows(workspace, "merged") if row.deadline != "long"]
    early = sorted(waiting, key=lambda row: row.line.found_at)[:LATE]
    if not early:
        return
    fresh = [row.finding_id for row in early]
    at = min((local(early[-1].line.found_at) or now()) + _AT_ONCE, now() - _LONG_AGO)
    clock = workspace.store.clock
    workspace.store.clock = lambda: at
    try:
        reviewing.assign(workspace, fresh, CaseDraft(deadline="24h"), "电话交办")
    finally:
        workspace.store.clock = clock
    closing.escalate(workspace, fresh[:1], 1, "已超过时限，请立即整改")


def _tellings() -> Sequence[Callable[[_Story, CaseRow], None]]:
    return (
        _received, _under_way, _replied, _doubtful, _checked, _passed, _closed, _closed, _refused, _long, _asked,
        _disputed, _sent_back, _closed, _replied, _dismissed, _closed, _received,
    )  # fmt: skip


def _received(story: _Story, row: CaseRow) -> None:
    answers.receive(story.workspace, [row.finding_id], "单位联络员已签收")


def _under_way(story: _Story, row: CaseRow) -> None:
    _received(story, row)
    answers.begin(story.workspace, [row.finding_id])


def _replied(story: _Story, row: CaseRow) -> None:
    story.reply(row)


def _doubtful(story: _Story, row: CaseRow) -> None:
    """The unit shows a picture that it showed for another problem."""
    page = reading.cases(story.workspace, CaseFilter(LedgerFilter(story.workspace.round_id), states=("replied",)))
    shown = [reading.photos(story.workspace, each).after for each in page.rows]
    if not any(shown):
        story.reply(row)
        return
    twin = story.album.last
    answers.reply(story.workspace, row.finding_id, Reply(measure=_MEASURES[0]), [twin] if twin else [])


def _checked(story: _Story, row: CaseRow) -> None:
    story.reply(row)
    closing.check(story.workspace, [row.finding_id], "整改前后对比明显")


def _passed(story: _Story, row: CaseRow) -> None:
    _checked(story, row)
    recheck(story.workspace, [row.finding_id], Seen("passed", "现场复查已整改到位", (story.picture(row),)))


def _closed(story: _Story, row: CaseRow) -> None:
    _passed(story, row)
    closing.close(story.workspace, [row.finding_id], "同意销号")


def _refused(story: _Story, row: CaseRow) -> None:
    answers.refuse(story.workspace, [row.finding_id], "该路段由市政养护单位管理，不属本单位")


def _long(story: _Story, row: CaseRow) -> None:
    later = (now().date() + dt.timedelta(days=days) for days in (90, 240))
    stages = [(day.isoformat(), what) for day, what in zip(later, ("完成设计和招标", "完工验收"), strict=True)]
    answers.longterm(story.workspace, [row.finding_id], "需立项改造", stages, "分管副市长")


def _asked(story: _Story, row: CaseRow) -> None:
    until = (now().date() + dt.timedelta(days=30)).isoformat()
    answers.ask_time(story.workspace, [row.finding_id], until, "配件需定制，申请延期")


def _disputed(story: _Story, row: CaseRow) -> None:
    disputes.objection(story.workspace, [row.finding_id], "拍摄时为线内临时卸货，请予核实", [story.picture(row)])


def _sent_back(story: _Story, row: CaseRow) -> None:
    story.reply(row)
    closing.send_back(story.workspace, [row.finding_id], "照片看不出整改效果，请补充同一角度照片")


def _dismissed(story: _Story, row: CaseRow) -> None:
    """An objection that a second person did not share."""
    workspace, person = story.workspace, story.workspace.actor
    disputes.objection(workspace, [row.finding_id], "该处属相邻单位管理，附权属证明")
    act_as(workspace, "周敏")
    try:
        disputes.decide(workspace, [row.finding_id], upheld=False, reason="经核对权属图，属你单位管理范围")
    finally:
        act_as(workspace, person)


def _look_again(story: _Story) -> None:
    """Some closed cases are drawn to be looked at again; one of them was not put right."""
    closed = [row for row in _rows(story.workspace, "closed") if row.kept]
    if len(closed) < 3:
        return
    team = places.teams(story.workspace)[0].code
    rechecks.plan(story.workspace, team, count=2, seed=story.rng.randrange(1, 10_000))
    waiting = {task.finding_id for task in rechecks.tasks(story.workspace)}
    false = next((row for row in closed if row.finding_id not in waiting), closed[-1])
    recheck(story.workspace, [false.finding_id], Seen("failed", "回头看发现问题仍在，系书面整改"))
