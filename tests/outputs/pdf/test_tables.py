"""The form and the 评分表, read back; and the preview."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.documents import NoticeSite
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.outputs.pdf.fonts import FontSet
from chuangjian_desktop.outputs.pdf.form import write_form
from chuangjian_desktop.outputs.pdf.preview import page_count, render_page
from chuangjian_desktop.outputs.pdf.sheet import write_score_sheet
from tests.helpers.notices import draft, notice, problem, sheet
from tests.helpers.pdf_reading import all_text, plain, texts

FONTS = FontSet()


@pytest.mark.parametrize("problems", [0, 1, 2, 3, 4, 5, 8, 20])
def test_form_repeats_its_head_and_closes_once(tmp_path: Path, problems: int) -> None:
    path = tmp_path / "单.pdf"
    write_form(notice(problems), path, fonts=FONTS)
    read = texts(path)
    assert all("序号问题照片整改时限" in page for page in read if "图" in page)
    assert [("签收人" in page) for page in read] == [False] * (len(read) - 1) + [True]
    assert [("接下页" in page) for page in read] == [True] * (len(read) - 1) + [False]
    whole = "".join(read)
    assert "云创建办督〔2026〕37号" in whole
    for number in range(1, problems + 1):
        mine = problem(number)
        caption = re.compile(rf"图{number * 10}(?!\d{{0,1}}0)")
        assert sum(bool(caption.search(page)) and mine.deadline in page for page in read) == 1
    if problems:
        assert "序号问题照片整改时限" in read[-1]


def test_form_of_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "单.pdf"
    write_form(draft(2), path, fonts=FONTS)
    whole = all_text(path)
    assert "整改通知单（草稿）" in whole
    assert "〔2026〕" not in whole
    assert "送达" not in whole


@pytest.mark.parametrize("text", ["<b>x</b></para>", "崀𬱖甪😀=1+1", "长" * 20_000, "多行\n文字"])
def test_form_keeps_every_character(tmp_path: Path, text: str) -> None:
    mine = replace(problem(1, photos=5), text=text)
    path = tmp_path / "单.pdf"
    write_form(replace(notice(1), sites=(NoticeSite("解放路", "", (mine,)),)), path, fonts=FONTS)
    whole = all_text(path)
    for mark in set(plain(text)):
        assert whole.count(mark) >= text.count(mark)
    assert all(f"图{10 + k}" in whole for k in range(5))


def test_long_opening_and_closing_go_over_pages(tmp_path: Path) -> None:
    path = tmp_path / "单.pdf"
    write_form(replace(notice(2), opening=("说明" * 2000,), closing=("要求" * 2000,)), path, fonts=FONTS)
    whole = all_text(path)
    assert (whole.count("说明") >= 2000, whole.count("要求") >= 2000) == (True, True)


@pytest.mark.parametrize("items", [1, 8, 9, 10, 24, 60])
def test_score_sheet(tmp_path: Path, items: int) -> None:
    path = tmp_path / "评分表.pdf"
    mine = sheet(items)
    write_score_sheet(mine, path, fonts=FONTS)
    read = texts(path)
    assert all("序号测评项目测评内容测评标准分值" in page for page in read)
    assert [("应得分" in page) for page in read] == [False] * (len(read) - 1) + [True]
    assert f"第1页，共{len(read)}页" in read[0]
    whole = "".join(read)
    assert f"应得分{mine.possible:.2f}实得分{mine.earned:.2f}" in whole
    assert whole.count("−1.50") == sum(1 for row in mine.rows if row.lost)
    assert "组长签字" in whole


def test_score_sheet_undercover_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "评分表.pdf"
    write_score_sheet(sheet(5, draft=True, undercover=True), path, fonts=FONTS)
    whole = all_text(path)
    assert "实地测评评分表（草稿）" in whole
    for word in ("测评组", "组长", "测评员", "签字"):
        assert word not in whole


def test_preview_shows_the_printed_page(tmp_path: Path) -> None:
    path = tmp_path / "单.pdf"
    write_form(notice(3), path, fonts=FONTS)
    assert page_count(path.read_bytes()) == len(texts(path))
    width, height, data = render_page(path, 0, 0.5)
    assert (width, height, len(data)) == (298, 421, width * height * 3)
    assert len(set(data)) > 20
    with pytest.raises(Refusal):
        render_page(path, 99, 1.0)
    with pytest.raises(Refusal):
        page_count(b"no pdf")
