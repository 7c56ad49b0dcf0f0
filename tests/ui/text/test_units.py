"""Units and names of figures in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chuangjian_desktop.domain.assessment import Figure
from chuangjian_desktop.ui.office.standards.words import amount, figure_words
from chuangjian_desktop.ui.text.units import with_unit
from chuangjian_desktop.ui.text.words import use_language


@pytest.fixture
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh")


def test_chinese_keeps_units_as_standards_write_them() -> None:
    assert [amount(8_500, "分"), amount(180, "米"), with_unit("11", "m²")] == ["85 分", "1.8 米", "11m²"]


@pytest.mark.usefixtures("english")
def test_english_has_units_of_its_own() -> None:
    shown = [amount(8_500, "分"), amount(100, "处"), amount(300, "处"), amount(180, "米"), amount(6_000, "%")]
    assert shown == ["85 points", "1 place", "3 places", "1.8 m", "60%"]
    assert [with_unit("365", "天"), with_unit("11", "m²"), with_unit("3", "盏")] == ["365 days", "11m²", "3盏"]


@pytest.mark.usefixtures("english")
def test_english_says_which_number_of_a_part_it_is() -> None:
    first = Figure("cycle.1", "第1年 · 占比", 2_000, "%", "low", "")
    weight = Figure("component.材料.weight", "材料申报 · 权重", 3_000, "%", "low", "")
    assert [figure_words(first), figure_words(weight)] == ["Year 1 · Share", "材料申报 · Weight"]
