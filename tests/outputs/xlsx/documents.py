"""Documents for the tests of workbooks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PIL import Image, ImageDraw

from chuangjian_desktop.domain.documents import LedgerRow, ScoreSheet, SheetRow, SummaryRow, Table

ITEM = SheetRow(
    number=1,
    section="环境卫生",
    code="ZG-01",
    title="路面清洁",
    requirement="路面干净，无暴露垃圾、烟头、痰迹，无积水、积泥；绿化带内无白色垃圾。",
    points=Decimal(8),
    rule="每处扣0.5分，扣完为止",
    occurrences=3,
    lost=Decimal("1.5"),
    earned=Decimal("6.5"),
    state="deducted",
    problems="①人行道有烟头2处；②绿化带内有白色垃圾1处",
    photo_numbers="图1、图2",
    unit="光明街道办事处",
    note="",
)


def sheet_rows() -> tuple[SheetRow, ...]:
    """One row of each state."""
    clean = replace(ITEM, occurrences=0, lost=Decimal(0), problems="", photo_numbers="", unit="")
    return (
        ITEM,
        replace(clean, number=2, title="公益广告", points=Decimal(6), earned=Decimal(6), state="conforming"),
        replace(
            clean, number=3, title="店外经营", points=Decimal(7), earned=Decimal(7), state="exempt", note="划线区内"
        ),
        replace(clean, number=4, title="公共厕所", points=Decimal(5), earned=None, state="na"),
        replace(clean, number=5, title="交通秩序", points=Decimal(9), earned=None, state="unanswered"),
        replace(
            ITEM,
            number=6,
            title="盲道",
            points=Decimal("0.33"),
            lost=Decimal("0.11"),
            earned=Decimal("0.22"),
            note="补测",
        ),
    )


def score_sheet(**changes: object) -> ScoreSheet:
    """An unfinished visit whose totals are right."""
    sheet = ScoreSheet(
        city="示范市",
        round_name="2026年第三季度",
        site_code="ZG-001",
        site_name="解放路（中山路至建设路段）",
        site_type="主次干道",
        date="2026年11月5日",
        weather="晴",
        team="第一组",
        leader="张三",
        evaluators="李四、王五",
        times="09:10—10:05",
        rows=sheet_rows(),
        possible=Decimal("21.33"),
        earned=Decimal("19.72"),
        rate=Decimal("19.72") / Decimal("21.33") * 100,
        unanswered=1,
        draft=True,
        profile="百分制",
    )
    return replace(sheet, **changes)  # type: ignore[arg-type]


def summary_rows(count: int = 3) -> list[SummaryRow]:
    """Lines of a 扣分汇总表."""
    return [
        SummaryRow(
            district="东区",
            street="光明街道",
            site=f"解放路{number}",
            site_type="主次干道",
            item="路面清洁",
            problem=f"第{number}处：人行道有烟头",
            count=number % 3 + 1,
            lost=Decimal(number % 5) / 2,
            unit="光明街道办事处",
            team="第一组",
            date="2026-11-05",
        )
        for number in range(1, count + 1)
    ]


def ledger_rows(count: int = 3, pictures: int = 2) -> list[LedgerRow]:
    """Lines of a 问题台账, the first of them with thumbnails."""
    return [
        LedgerRow(
            number=f"2026Q3-{number:04d}",
            round_name="2026年第三季度",
            found_on="2026-11-05",
            site_type="主次干道",
            site=f"解放路{number % 80}",
            place=f"{number}号门前",
            problem="人行道上有非机动车乱停放，未入线，影响通行",
            problem_code="非机动车乱停放/06010",
            campaigns="文明、卫生",
            unit="光明街道办事处",
            deadline="11月20日10时前",
            notice_number="",
            lost=Decimal("0.5"),
            count=1,
            thumbnail=(lambda number=number: jpeg(number)) if number <= pictures else None,
        )
        for number in range(1, count + 1)
    ]


def table_of(rows: Sequence[SummaryRow | LedgerRow], title: str = "扣分汇总表") -> Table:
    """The head whose totals fit the rows."""
    lost = sum((row.lost for row in rows), Decimal(0))
    return Table(title, "2026年第三季度", "2026-11-22", lost, sum(row.count for row in rows))


def jpeg(number: int, size: tuple[int, int] = (256, 192)) -> bytes:
    """A picture with a number on it."""
    image = Image.new("RGB", size, (number * 7 % 255, 110, 150))
    ImageDraw.Draw(image).text((20, 20), str(number))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
