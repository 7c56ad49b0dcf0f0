"""A campaign's list adds up."""

from __future__ import annotations

from chuangjian_desktop.domain.campaign_report import KINDS, CampaignList, CampaignReport, CampaignRow


def row(kind: str, lost: int) -> CampaignRow:
    place = ("ZG-001", "解放路", "ZG05 店外经营", "店外经营", "22号", 2)
    return CampaignRow("W-公共秩序-1", "W-公共秩序", "公共秩序", kind, *place, lost, "东区城市管理局", "2026-11-16")


def test_lost_points_and_findings_of_a_list() -> None:
    rows = tuple(row(kind, lost) for kind, lost in zip(KINDS, (150, 250, 400, 100), strict=True))
    made = CampaignList("W", "全国文明城市", 2000, 1100, "20.00", "11.00", "55.00", rows)
    assert (made.lost, made.findings) == (900, 1)
    assert made.lost == made.possible - made.earned
    assert CampaignReport("一轮", "2026-11-22", "模拟测评", (made,)).lists == (made,)
