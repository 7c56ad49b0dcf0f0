"""Notices for the tests: real wordings, drawn photos."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from functools import cache

from PIL import Image, ImageDraw

from chuangjian_desktop.domain.documents import Issuer, Notice, NoticeProblem, NoticeSite, Picture, ScoreSheet, SheetRow

ISSUER = Issuer(
    name="云川市创建工作领导小组办公室",
    red_head="云川市创建工作领导小组办公室",
    contact="孙莉",
    phone="0000—1234567",
    address="云川市人民路1号市政府大院2号楼301室",
    copies_to="东湖区人民政府，人民路街道办事处。",
    printed_by="云川市创建工作领导小组办公室",
)


@cache
def jpeg(seed: int, width: int = 800, height: int = 600) -> bytes:
    image = Image.new("RGB", (width, height), (90 + seed * 17 % 120, 120, 140))
    pen = ImageDraw.Draw(image)
    for k in range(6):
        x = (seed * 131 + k * 97) % width
        pen.rectangle((x, height // 3, x + 90, height - 40), fill=(200, (seed * 53 + k * 40) % 255, 60))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def picture(number: int, width: int = 800, height: int = 600) -> Picture:
    return Picture(f"图{number}", lambda: jpeg(number, width, height))


TEXTS = (
    "118号老王副食店门前，店外经营、商品摆出门口1处",
    "建设路口公交站旁，流动摊贩占道1处。",
    "学府街口地铁B口，共享单车占压盲道6处",
    "体育场东门，流动摊贩占道2处",
    "第二中学门前，非机动车停放在线外5处",
    "96号至104号沿街，墙面、电箱张贴小广告3处；“门前三包”责任牌破损，店主表示“马上就换”",
)
DEADLINES = ("11月20日10时前", "立行立改", "11月23日前", "11月20日10时前", "立行立改", "11月25日前")


def problem(number: int, photos: int = 1) -> NoticeProblem:
    k = (number - 1) % len(TEXTS)
    pictures = tuple(picture(number * 10 + one) for one in range(photos))
    return NoticeProblem(number, TEXTS[k], DEADLINES[k], "", pictures)


def notice(problems: int = 6, photos: int = 1) -> Notice:
    names = ("解放路", "文昌路", "学府街")
    places = ("人民路—建设路", "学府街—东门", "文昌路—体育场")
    sites: list[NoticeSite] = []
    for k in range(3):
        mine = tuple(problem(n, photos) for n in range(1, problems + 1) if (n - 1) * 3 // max(problems, 1) == k)
        if mine:
            sites.append(NoticeSite(names[k], places[k], mine))
    return Notice(
        issuer=ISSUER,
        kind="整改通知书",
        number="云创建办督〔2026〕37号",
        unit="东湖区城市管理局",
        title="关于2026年第四季度模拟测评发现问题的整改通知书",
        opening=(
            (
                "根据《云川市2026年第四季度模拟测评实施方案》，市创建办于11月16日至18日组织3个测评组，对东湖区24个点位进行了"
                "实地测评，共检查360项，发现问题181个。其中涉及你单位职责的问题14个，主要是店外经营、流动摊贩和共享单车停放；"
                "上一轮销号后反弹的2个。"
            ),
            "请按照“谁主管谁负责、谁丢分谁负责”的要求，对照以下问题逐条整改，按期反馈。",
        ),
        sites=tuple(sites),
        closing=(
            (
                "请你单位逐条明确责任领导、责任人和完成时限。能够当场整改的，立行立改；不能按期完成的，应在时限届满前书面申请延期，"
                "并说明理由。问题反弹的，应一并说明原因和防止再次反弹的措施。"
            ),
        ),
        reply_by="11月23日17时前",
        date=dt.date(2026, 11, 19),
        draft=False,
    )


def draft(problems: int = 6, photos: int = 1) -> Notice:
    return replace(notice(problems, photos), number="", draft=True)


def sheet_row(n: int, items: int) -> SheetRow:
    state = ("conforming", "deducted", "exempt", "na", "conforming")[n % 5]
    lost = Decimal("1.50") if state == "deducted" else Decimal(0)
    return SheetRow(
        number=n,
        section=("环境卫生", "市容秩序", "设施管理")[n * 3 // (items + 1)],
        code=f"ZG{n:02d}",
        title=("路面整洁", "店外经营", "设施完好", "公益广告", "门前三包")[n % 5],
        requirement="路面见本色，无积存垃圾、无明显污渍，果皮箱外观干净、不满溢；沿街200米内烟头不超过3个。",
        points=Decimal(4),
        rule="每处扣0.5分，扣完为止",
        occurrences=3 if lost else 0,
        lost=lost,
        earned=None if state == "na" else Decimal(4) - lost,
        state=state,  # type: ignore[arg-type]
        problems="118号老王副食店门前，店外经营、商品摆出门口1处；120号门前积存垃圾2处" if lost else "",
        photo_numbers="图1、图2" if lost else "",
        unit="城市管理局" if lost else "",
        note="",
    )


def sheet(items: int = 24, *, draft: bool = False, undercover: bool = False) -> ScoreSheet:
    rows = [sheet_row(n, items) for n in range(1, items + 1)]
    possible = sum((row.points for row in rows if row.earned is not None), Decimal(0))
    earned = sum((row.earned for row in rows if row.earned is not None), Decimal(0))
    team = ("", "", "") if undercover else ("第二组", "王敏", "李强、赵静")
    return ScoreSheet(
        "云川市",
        "2026年第四季度模拟测评",
        "ZG-012",
        "解放路（人民路—建设路）",
        "主干道",
        "2026年11月18日",
        "晴",
        *team,
        times="09:10—10:05",
        rows=tuple(rows),
        possible=possible,
        earned=earned,
        rate=earned * 100 / possible,
        unanswered=2 if draft else 0,
        draft=draft,
        profile="按处扣分（2026版）",
    )
