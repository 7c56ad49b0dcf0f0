"""A second round of the small city, in which the sheet of public toilets is another one: WC02 has 3 points more, WC04 3
less, WC05 counts by half a point, WC06 says something else, WC08 gave way to WC18."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.services import places
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.office.rounds import beginning
from chuangjian_desktop.services.office.standards import drafts, publishing
from chuangjian_desktop.services.workspace import Workspace

NEXT = "第二轮模拟测评"


def next_toilets(office: Workspace) -> str:
    """Publish the next version of the toilets' sheet; answers its id."""
    version = office.catalogue.current["WC"]
    draft = drafts.new_draft(office, version.id)
    here = {item.code: item for item in version.checklist.items}
    for code, change, rule in (("WC02", 300, "每处扣1分"), ("WC04", -300, "每处扣1分"), ("WC05", 0, "每处扣0.25分")):
        points = here[code].points + change
        changed = replace(here[code], points=points, rule=parse_rule(f"{rule}，扣完为止", points))
        drafts.save_item(office, draft, changed, code)
    drafts.remove_items(office, draft, ["WC08"])
    drafts.save_item(office, draft, replace(here["WC08"], code="WC18", title="增设第三卫生间"))
    publishing.decide(office, draft, "WC06", "changed", ("WC06",))
    publishing.accept_all(office, draft)
    publishing.publish(office, draft)
    return draft


def second_round(office: Workspace) -> str:
    """花园公厕 measured again in the next round, where only WC02 loses 2 points; answers the round's code."""
    next_toilets(office)
    code = beginning.begin(office, NEXT)
    site = places.site_by_code(office, "WC-001")
    assert site is not None
    visit = visits.visit_of(office, site.id)
    for item in visits.version_of(office, visit).checklist.items:
        answers.set_answer(office, visit, item.code, "conforming")
    findings.record(office, visit, "WC02", FindingDraft("台面有水渍", count=2))
    return code
