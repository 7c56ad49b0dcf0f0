"""合并报告, read back: every file, every conflict with all its values, scores, and 收讫 to cut off."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.exchange_papers import MergeReport, ScoreChange, Totals
from chuangjian_desktop.outputs.pdf.fonts import FontSet
from chuangjian_desktop.outputs.pdf.merge_report import BOTTOM, TOP, write_merge_report
from chuangjian_desktop.outputs.pdf.pen import A4, MM
from tests.helpers.exchange_papers import conflict, file, package, received, report
from tests.helpers.pdf_reading import pages, plain

FONTS = FontSet()
PACKAGES = "序号来源与文件结果种类新增修改相同冲突"
CONFLICTS = "序号点位记录与字段各方取值"


def printed(mine: MergeReport, folder: Path) -> list[str]:
    path = folder / "合并报告.pdf"
    write_merge_report(mine, path, fonts=FONTS)
    return [plain("".join(char.text for char in page)) for page in pages(path)]


def test_every_file_stands_with_its_outcome(tmp_path: Path) -> None:
    mine = report(14, 3, 2)
    whole = "".join(printed(mine, tmp_path))
    assert "共14个：收入11，先前已收入2，拒收1" in whole
    assert "M02文件已损坏（读到一半中断），未导入。原文件已保留，请让该队重新导出。" in whole
    for line in mine.packages:
        assert whole.count(line.file) == 1
    assert "已收入未核实签名" in whole
    assert "说明：两台电脑使用了同一设备编号，疑似整机复制（M12）" in whole
    assert "逐项结果4,490391,560" in whole
    assert "待核定冲突3处，疑似克隆电脑1台，疑似重复问题7对，缺少照片5张。" in whole
    assert "四、区划得分率与名次变化" in whole
    assert "五、责任单位得分率与名次变化" in whole


def test_forty_packages_and_hundreds_of_conflicts(tmp_path: Path) -> None:
    mine = report(40, 700, 40)
    start = time.process_time()
    read = printed(mine, tmp_path)
    assert time.process_time() - start < 20
    body = [page for page in read if "收讫" not in page]
    assert [f"第{number}页，共{len(body)}页" in page for number, page in enumerate(body, 1)] == [True] * len(body)
    assert len(read) - len(body) == 20
    whole = "".join(read)
    for number in range(1, 701):
        assert sum(f"{number}ZG-{number:03d}" in page and CONFLICTS in page for page in body) >= 1
        assert whole.count(f"第{number}号问题：") == 1
    assert sum(PACKAGES in page for page in body) == sum("cjpkg" in page for page in body)
    assert whole.count("●门前垃圾满溢3处") == whole.count("○门前垃圾满溢2处，旁边另有污渍") == 700
    assert "李强（第二组），2026-11-1809:31，笔记本-03（7f3a）" in whole


@pytest.mark.parametrize("conflicts", range(0, 24, 3))
def test_no_heading_stands_alone(tmp_path: Path, conflicts: int) -> None:
    """Whatever the number of rows: no page ends with a heading, nothing leaves the page."""
    path = tmp_path / "合并报告.pdf"
    write_merge_report(report(3, conflicts, 0), path, fonts=FONTS)
    for page in pages(path):
        rows = [char for char in page if char.y > BOTTOM - 5 * MM]
        assert all(BOTTOM - 1 <= char.y <= TOP for char in rows)
        lowest = min(char.y for char in rows)
        assert max(char.size for char in rows if char.y == lowest) < 12


def test_a_value_longer_than_a_page_goes_on(tmp_path: Path) -> None:
    line = conflict(1)
    long = replace(line, values=(replace(line.values[0], text="鑫" * 9000), replace(line.values[1], text="")))
    whole = "".join(printed(replace(report(), conflicts=(long,)), tmp_path))
    assert whole.count("鑫") == 9000
    assert "○（空）" in whole


def test_an_empty_merge(tmp_path: Path) -> None:
    mine = MergeReport("办", "", "", "", "", (), Totals(0, 0, 0, 0), (), ())
    (page,) = printed(mine, tmp_path)
    assert "三、待核定的冲突无。" in page
    assert "第1页，共1页" in page


@pytest.mark.parametrize(
    ("before", "after", "ranks", "words"),
    [
        ("81.005", "82", (3, 1), "81.01%82.00%+1.00%31↑2"),
        ("82", "81.5", (1, 3), "82.00%81.50%−0.50%13↓2"),
        ("80", "80", (2, 2), "80.00%80.00%—22—"),
        (None, "80", (None, 2), "—80.00%——2—"),
        ("80", None, (2, None), "80.00%——2——"),
    ],
)
def test_changes_of_rates_and_ranks(
    tmp_path: Path, before: str | None, after: str | None, ranks: tuple[int | None, int | None], words: str
) -> None:
    one, other = (None if each is None else Decimal(each) for each in (before, after))
    mine = replace(report(1, 0, 0), scores=(ScoreChange("区划", "东湖区", one, other, *ranks),))
    assert f"东湖区{words}".replace("%31", "31").replace("%13", "13") in "".join(printed(mine, tmp_path))


def test_a_team_gets_its_half_page(tmp_path: Path) -> None:
    mine = report(3, 0, 3)
    path = tmp_path / "合并报告.pdf"
    write_merge_report(mine, path, fonts=FONTS)
    read = pages(path)[-2:]
    upper = [plain("".join(c.text for c in page if c.y > A4[1] / 2)) for page in read]
    lower = [plain("".join(c.text for c in page if c.y < A4[1] / 2)) for page in read]
    assert ["第1组" in upper[0], "第2组" in lower[0], "第3组" in upper[1], lower[1]] == [True, True, True, ""]
    assert "签名与校验值核对无误" in upper[0]
    assert "现已收到：逐项结果1,165/1,166项，照片412/412张，问题181条，点位23/24个。" in upper[0]
    assert "1.照片缺1张：ZG-014第12项，请补交。2.冲突2处，待创建办核定。" in upper[0]
    assert "电子回执：回执_第1组.cjpkg" in upper[0]


def test_a_half_page_holds_whatever_comes(tmp_path: Path) -> None:
    huge = "长" * 3000
    one = replace(
        received(1), team=huge, leader="", files=(replace(file(), name=huge),) * 9, notes=(huge,) * 30, receipt=""
    )
    mine = replace(report(1, 0, 0), received=(replace(one, unverified=True), replace(one, counts=())))
    path = tmp_path / "合并报告.pdf"
    write_merge_report(mine, path, fonts=FONTS)
    page = pages(path)[-1]
    upper = plain("".join(c.text for c in page if c.y > A4[1] / 2))
    assert upper.count("收讫") == 1
    assert upper.endswith("（盖章）年月日")
    assert "签名未经核实" in upper
    assert "另有5个文件" in upper
    assert "条，见合并报告。" in upper
    assert all(18 * MM <= char.x <= A4[0] - 18 * MM for char in page)


@pytest.mark.parametrize(
    ("mine", "place"),
    [
        (replace(report(), made_by="\u05d0"), "经办人"),
        (replace(report(), packages=(replace(package(1), notes=("\u05d0",)),)), "第1个文件"),
        (replace(report(), received=(replace(received(1), notes=("\u05d0",)),)), "收讫“第1组”"),
    ],
)
def test_a_character_without_font_is_told_by_its_place(tmp_path: Path, mine: MergeReport, place: str) -> None:
    with pytest.raises(Refusal) as told:
        write_merge_report(mine, tmp_path / "报告.pdf", fonts=FONTS)
    assert (told.value.code, told.value.details["place"]) == ("M25", place)
