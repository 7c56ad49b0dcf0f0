"""Papers of an exchange as a city has them."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from chuangjian_desktop.domain.exchange_papers import (
    ConflictLine,
    ConflictValue,
    Count,
    KindCount,
    MergeReport,
    PackageFile,
    PackageLine,
    Received,
    ScoreChange,
    Slip,
    Status,
    Totals,
)

OFFICE = "云川市创建工作领导小组办公室"
ROUND = "2026年第四季度模拟测评"
FINGERPRINT = "04213-99120-33871-50926-00417-68235"
LACKS = (
    "ZG-014 解放路（人民路—建设路）：第7项“果皮箱外观干净”未作答",
    "ZG-014 解放路（人民路—建设路）：第12项“盲道畅通”扣0.50分，缺照片1张",
    "NM-003 东门农贸市场：测评未结束，已答21项，共28项",
)


def name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def file(number: int = 1, parts: int = 1) -> PackageFile:
    part = f"_{number}" if parts > 1 else ""
    label = f"2026年第四季度_第二组_1118{part}.cjpkg"
    return PackageFile(label, 38_214_771 + number, name(label), name(f"package {number}"))


def counts(lack: int = 0) -> tuple[Count, ...]:
    return (
        Count("answer", "逐项结果", "项", 1166 - lack, 1166),
        Count("photo", "照片", "张", 412, 412),
        Count("finding", "问题", "条", 181),
        Count("site", "点位", "个", 24 - min(lack, 2), 24, "未完成"),
    )


def slip(lacks: int = 0, parts: int = 1) -> Slip:
    missing = tuple(LACKS[number % len(LACKS)] for number in range(lacks))
    files = tuple(file(number, parts) for number in range(1, parts + 1))
    when = "2026年11月18日 17时42分"
    sender = ("第二组（T2）", "王敏", "笔记本-03（7f3a）")
    return Slip(OFFICE, *sender, ROUND, when, "全部内容", files, counts(lacks), missing, FINGERPRINT)


def package(number: int, status: Status = "taken") -> PackageLine:
    if status == "refused":
        reason = "M02 文件已损坏（读到一半中断），未导入。原文件已保留，请让该队重新导出。"
        return PackageLine(f"第{number}组_1118.cjpkg", "", "", "", status, reason, ())
    new = 0 if status == "already" else 400 + number
    kinds = (
        KindCount("逐项结果", new, 3, 120),
        KindCount("问题", new // 5, 1, 12),
        KindCount("照片", new // 3, 0, 40),
    )
    return PackageLine(
        f"2026年第四季度_第{number}组_1118.cjpkg",
        f"第{number}组",
        "王敏，笔记本-03（7f3a）",
        "2026-11-18 17:42",
        status,
        "",
        kinds,
        conflicts=number % 3,
        clones=int(number % 11 == 4),
        duplicates=number % 5,
        photos_missing=int(number % 7 == 2),
        unverified=number % 9 == 3,
        notes=("两台电脑使用了同一设备编号，疑似整机复制（M12）",) if number % 11 == 4 else (),
    )


def conflict(number: int) -> ConflictLine:
    values = [
        ConflictValue("门前垃圾满溢3处", "李强（第二组）", "2026-11-18 09:31", "笔记本-03（7f3a）", True),
        ConflictValue(
            "门前垃圾满溢2处，旁边另有污渍", "赵静（第三组）", "2026-11-18 10:02", "笔记本-07（c21e）", False
        ),
    ]
    record = f"第{number}号问题：门前垃圾满溢（第7项 果皮箱外观干净）"
    return ConflictLine(f"ZG-{number:03d} 解放路（人民路—建设路）", record, "文字", tuple(values))


def score(number: int, level: str = "责任单位") -> ScoreChange:
    before = None if number == 3 else Decimal(9000 - 37 * number) / 100
    after = Decimal(9000 - 41 * number + 20 * (number % 3)) / 100
    return ScoreChange(level, f"东湖区第{number}街道办事处", before, after, None if number == 3 else number, number + 1)


def received(number: int) -> Received:
    notes = ("照片缺1张：ZG-014 第12项，请补交。", "冲突2处，待创建办核定。") if number % 2 else ()
    return Received(f"第{number}组", "王敏", (file(number),), counts(number % 2), notes, f"回执_第{number}组.cjpkg")


def report(packages: int = 4, conflicts: int = 3, teams: int = 2) -> MergeReport:
    lines = [
        package(number, "refused" if number % 13 == 3 else "already" if number % 8 == 2 else "taken")
        for number in range(1, packages + 1)
    ]
    scores = [score(number, "区划") for number in range(1, 5)] + [score(number) for number in range(1, 13)]
    return MergeReport(
        OFFICE,
        ROUND,
        "2026年11月19日 8时30分",
        "孙莉",
        name("digest"),
        tuple(lines),
        Totals(conflicts, 1, 7, 5),
        tuple(conflict(number) for number in range(1, conflicts + 1)),
        tuple(scores),
        tuple(received(number) for number in range(1, teams + 1)),
    )
