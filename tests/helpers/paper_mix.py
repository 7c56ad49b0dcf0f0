"""Notices as offices have them at their worst: none to forty problems, long texts, many photos, long and rare names."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from chuangjian_desktop.domain.documents import Issuer, Notice, NoticeProblem, NoticeSite, Picture
from tests.helpers.notices import ISSUER, jpeg

KINDS = ("整改通知书", "交办单", "督办单", "问题清单")
FORMS = ("letter", "table")
LONG = "云川市创建全国文明城市国家卫生城市国家园林城市工作领导小组办公室"
UNITS = (
    "东湖区城市管理局",
    "云川市东湖区人民路街道办事处甪直社区居民委员会（埗头新村物业服务中心联合党支部）",
    "塱埗镇人民政府",
)
SITES = (
    "解放路",
    "崀山埗硚农贸市场",
    "云川市东湖区人民路街道甪直社区综合文化服务中心（原老年活动中心）及周边背街小巷",
    "A-12号地块",
)
ADDRESSES = ("", "人民路1号", "云川市东湖区人民路街道办事处辖区内自建设路至文昌路之间长约三百二十米的路段北侧")
SENTENCES = (
    "沿街店外经营，商品摆出门口3处；",
    "“门前三包”责任牌破损（附图），店主表示“马上就换”。",
    "非机动车停放在线外5处，",
    "崀山路与硚口路交叉口西北角，𬱖𫖮𠮷龘鎮，",
    "118号至120号之间，",
    "ABC Shopping Center 门前，",
    "https://example.org/a/long/path?x=1&y=2 ",
    "暴露垃圾约2.5㎡，",
)
LIMITS = ("11月23日前", "2027年1月5日17时30分前", "立行立改", "", "长期整改", "原定11月20日10时前，逾期3天，请立即整改")
REMARK = "督办事由：逾期3天，整改不到位，已交办2次（首次交办：云创建办督〔2026〕37号）"
FIVES = (("定领导", "张建国"), ("定部门", "云川市东湖区城市管理局综合执法大队"))
SHAPES = ((400, 300), (300, 400), (800, 150), (150, 800))


def mixed(seed: int, count: int, most: int = 40, kind: str = "") -> list[tuple[Notice, str]]:
    """So many notices of a kind, or else of every one, in both forms, of up to `most` problems each."""
    made = ((random.Random(f"{seed}-{kind}-{number}"), number) for number in range(count))
    return [
        (_notice(chance, number, kind or KINDS[number // 2 % 4], most), FORMS[number % 2]) for chance, number in made
    ]


def _notice(chance: random.Random, number: int, kind: str, most: int) -> Notice:
    unit, draft = chance.choice(UNITS), chance.random() < 0.15
    problems = chance.choice([size for size in (0, 1, 1, 2, 3, 5, 8, 13, 21, 30, 40) if size <= most])
    prefix = chance.choice(("云创建办督", "云川市创建全国文明城市工作领导小组办公室督"))
    books = tuple(f"问题整改回复表（回复-{unit}-{k}.xlsx）" for k in range(chance.choice((0, 1, 1, 2, 3))))
    title = chance.choice((f"关于2026年第四季度模拟测评\n发现问题的{kind}", f"关于{LONG[:24]}实地考察模拟测评的{kind}"))
    return Notice(
        _issuer(chance),
        kind,
        "" if draft else f"{prefix}〔2026〕{number + 1}号",
        unit,
        title,
        tuple(_text(chance, chance.choice((30, 80, 200, 600))) for _ in range(chance.choice((1, 1, 2, 3)))),
        tuple(_sites(chance, problems)),
        tuple(_text(chance, chance.choice((30, 80, 200))) for _ in range(chance.choice((0, 1, 2, 4)))),
        chance.choice(("11月23日17时前", "2027年1月5日前")),
        dt.date(2026, 11, chance.randint(1, 30)),
        draft,
        chance.random() < 0.9,
        chance.choice(("", "周正", "欧阳娜娜")),
        books,
        "" if draft else chance.choice(("7F3A-K2QX", "WWQM-WG3W")),
    )


def _issuer(chance: random.Random) -> Issuer:
    return replace(
        ISSUER,
        name=chance.choice((ISSUER.name, "云川市创建办", LONG)),
        red_head=chance.choice((ISSUER.name, "云川市创建办", f"{LONG}文件")),
        contact=chance.choice(("", "孙莉", "欧阳晴，司马文渊，诸葛长青（值班室轮流接听）")),
        copies_to=chance.choice(("", "东湖区人民政府。", "市委办公室，" * 14 + "市直各有关单位")),
        printed_by=chance.choice((ISSUER.printed_by, f"{LONG}综合协调组")),
    )


def _sites(chance: random.Random, problems: int) -> Iterator[NoticeSite]:
    numbers, pictures = iter(range(1, 1000)), iter(range(1, 10_000))
    left, place = problems, 0
    while left:
        here = chance.randint(1, min(left, 8))
        left, place = left - here, place + 1
        told = tuple(_problem(chance, place, next(numbers), pictures) for _ in range(here))
        yield NoticeSite(f"{chance.choice(SITES)}{place}", chance.choice(ADDRESSES), told)


def _problem(chance: random.Random, site: int, number: int, pictures: Iterator[int]) -> NoticeProblem:
    length = chance.choice((8, 20, 30, 60, 120) if chance.random() < 0.8 else (300, 900, 2500))
    shots = [(chance.randint(0, 20), *chance.choice(SHAPES)) for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 4, 6)))]
    return NoticeProblem(
        number,
        _text(chance, length),
        chance.choice(LIMITS),
        chance.choice(("", "ZG07 门前三包责任落实、无乱堆乱放乱张贴")),
        tuple(Picture(f"图{next(pictures)}", partial(jpeg, *shot)) for shot in shots),
        f"ZG-{site:03d}-{number:02d}",
        FIVES if chance.random() < 0.2 else (),
        chance.choice(("", REMARK)),
    )


def _text(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(SENTENCES)
    return text[:length]
