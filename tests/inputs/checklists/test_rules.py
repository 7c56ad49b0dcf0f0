"""Scoring rules in offices' own words: what they are taken to say, what is doubtful, what is not understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.inputs.checklists.rules import has_rule, read_rule

CLEAR = {
    "每处扣0.5分,扣完为止": "每处扣0.5分，扣完为止",
    "发现一处扣1分": "每处扣1分，扣完为止",
    "扣1分/处": "每处扣1分，扣完为止",
    "-0.5分/处": "每处扣0.5分，扣完为止",
    "1处/0.5分": "每处扣0.5分，扣完为止",
    "有一处扣半分": "每处扣0.5分，扣完为止",
    "发现1处不符合扣０．５分，最多扣３分。": "每处扣0.5分，最多扣3分",
    "每发现一起扣0.5分，扣满2分为止": "每处扣0.5分，最多扣2分",
    "每次扣0.5分，累计不超过5分": "每处扣0.5分，最多扣5分",
    "每发现一处乱堆放扣1分，扣完为止": "每处扣1分，扣完为止",
    "不符合要求的每处扣1分": "每处扣1分，扣完为止",
    "一项不符合扣1分": "每处扣1分，扣完为止",
    "发现吸烟1人次扣1分": "每处扣1分，扣完为止",
    "不得分": "一处即不得分",
    "未设置的不得分": "一处即不得分",
    "发现即扣完本项分": "一处即不得分",
    "抽查5条道路，5条均符合为A，4条符合为B，其余为C": "抽查5处：A符合5处，B符合4处，其余C",
    "A：＞85%；B：＞80%；C：其余": "分级：A＞85，B＞80，其余C",
    "A>85%，B>80%，否则C": "分级：A＞85，B＞80，其余C",
    "＜60分贝为A，＜65分贝为B，其余为C": "分级：A＜60，B＜65，其余C",
    "①有制度；②有人员；③有台账。符合3项为A，符合2项为B，其余为C": (
        "条件：①有制度；②有人员；③有台账。A符合3项，B符合2项，其余C"
    ),
    "达到90%得满分，每低1个百分点扣0.5分": "达到90得满分，每低1扣0.5分",
    "≥80%得10分，≥50%得6分": "分档：≥80得10，≥50得6",
    "80%以上得10分，60%以上得6分": "分档：≥80得10，≥60得6",
    "从总分中扣3分": "百分制外每次扣3分",
    "是否符合": "符合或不符合",
    "加减分项": "加减分",
    "3处以上得10分，2处得5分，1处得2分，没有不得分": "分档：≥3得10，≥2得5，≥1得2",
    "1处得2分，2处得5分，3处及以上得10分": "分档：≥3得10，≥2得5，≥1得2",
    "无违规得10分，1处得5分，2处得2分，3处以上不得分": "分档：≤0得10，≤1得5，≤2得2",
    "每处扣1分，封顶6分": "每处扣1分，最多扣6分",
    "每处扣1分，5分封顶": "每处扣1分，最多扣5分",
    "每处扣２分，扣完6分为止": "每处扣2分，最多扣6分",
    "每处扣5分，最多扣5": "每处扣5分，最多扣5分",
    "5项全部符合为A，符合4项为B，其余为C": "抽查5处：A符合5处，B符合4处，其余C",
    "每平方米扣0.5分": "每处扣0.5分，扣完为止",
    "A：亮灯率＞98%；B：亮灯率＞90%；C：其他": "分级：A＞98，B＞90，其余C",
    "A级：满意率达到90%；B级：满意率达到80%；C级：其他情况": "分级：A≥90，B≥80，其余C",
    "A：覆盖率达95%以上；B：85%以上；C：不足85%": "分级：A≥95，B≥85，其余C",
    "A：98%以上；B：90%以上；C：90%以下": "分级：A≥98，B≥90，其余C",
    "≥50%得2分，≥80%得10分": "分档：≥80得10，≥50得2",
    "5%得1分，10%得2分，≥15%得3分": "分档：≥15得3，≥10得2，≥5得1",
    "5%得3分，10%得2分": "分档：≤5得3，≤10得2",
    "70%-80%得5分，80%-90%得8分，90%以上得10分": "分档：≥90得10，≥80得8，≥70得5",
    "≥75%得10分，每低5个百分点扣1分": "达到75得满分，每低5扣1分",
    "75%以上得10分，每低5个百分点扣1分，扣完为止": "达到75得满分，每低5扣1分",
    "漏损率≤12%得6分，每低1个百分点加2分，低2个及以上加4分，高于标准不得分": (
        "不超过12得6分，每优1加2分，优2及以上加4分，未达到不得分"
    ),
    "得分=实际数量÷10×10": "按比例，要求10",
    "每米扣0.5分": "每处扣0.5分，扣完为止",
    "每发现1例扣1分": "每处扣1分，扣完为止",
}
DOUBTFUL = {
    "少一处扣2分": ("每处扣2分，扣完为止", "没有写要求几处"),
    "乱堆放每处扣1分；小广告每处扣0.5分": ("每处扣1分，扣完为止", "几种扣分（1、0.5分）"),
    "发现1处扣1分，3处以上不得分": ("每处扣1分，扣完为止", "又有不得分"),
    "酌情扣分": ("符合或不符合", "没有数"),
    "酌情扣1-2分": ("每处扣1分，扣完为止", "区间（1至2分）"),
    "不达标扣2分": ("每处扣2分，扣完为止", "没有写每处"),
    "按比例得分": ("按比例，要求100", "没有写总数"),
    "一票否决": ("一处即不得分", "一票否决"),
    "5处以上不得分": ("一处即不得分", "又有别的数（5）"),
    "达到95%，否则不得分": ("一处即不得分", "又有别的数（95%）"),
    "3处以上得10分，没有不得分": ("一处即不得分", "又有别的数（3、10）"),
    "1处得5分，2处得8分，3处得2分，没有不得分": ("一处即不得分", "又有别的数"),
    "每处扣1分，封顶": ("每处扣1分，扣完为止", "没有看懂是几分"),
    "按满意率×分值计分": ("按比例，要求100", "没有写总数"),
    "按满意率计分": ("按比例，要求100", "没有写总数"),
    "符合5项为A，符合4项为B，其余为C": ("抽查5处：A符合5处，B符合4处，其余C", "没有写一共看几处"),
    "A：亮灯率98%；B：亮灯率90%；C：其他": ("分级：A≥98，B≥90，其余C", "没有写大于还是不少于"),
    "获市级表彰加5分，区级加3分": ("加减分", "表上的分数（5、3分）在登记时填写"),
    "市级表彰加5分，通报批评扣2分": ("加减分", "表上的分数（5、-2分）"),
    "每处扣1分，有亮点加1分": ("每处扣1分，扣完为止", "还写有得分或加分（1分）"),
    "得分=实际数量/应有数量×10": ("按比例，要求100", "没有写总数"),
    "抽查5处：A符合5处，B符合4处": ("抽查5处：A符合5处，B符合4处，其余C", "等级不全"),
}


@pytest.mark.parametrize(("text", "meant"), CLEAR.items())
def test_what_offices_write_is_understood(text: str, meant: str) -> None:
    reading = read_rule(text, 1000)
    assert (reading.rule, reading.doubts) == (parse_rule(meant, 1000), ())
    assert has_rule(text)


@pytest.mark.parametrize(("text", "meant"), DOUBTFUL.items())
def test_what_is_doubtful_is_taken_and_told(text: str, meant: tuple[str, str]) -> None:
    reading = read_rule(text, 1000)
    assert reading.rule == parse_rule(meant[0], 1000)
    (doubt,) = reading.doubts
    assert meant[1] in doubt.zh
    assert not doubt.fatal
    assert doubt.en
    assert doubt.hint_zh
    assert doubt.hint_en


@pytest.mark.parametrize(
    ("text", "points", "reason"),
    [
        ("嗯", 500, "看不懂"),
        ("", 500, "没有评分规则"),
        ("每处扣10分", 500, "不超过上限"),
        ("每处扣1分，最多扣8分", 500, "上限不超过本条分值5"),
        ("详见附件", 500, "看不懂"),
        ("A级10分，B级6分，C级0分", 1000, "没有写几处符合或达到多少"),
        ("≥75%得5分，每低5个百分点扣1分", 1000, "得5分，与本条分值10不同"),
        ("每低5个百分点扣1分", 500, "没有看懂达到多少得几分"),
        ("每增加1%加0.5分", 500, "没有看懂达到多少得几分"),
        ("达到标准得6分，每低1个百分点加2分，低2个及以上加4分，高于标准不得分", 1000, "没有写标准是多少"),
        ("达标6分，每低1个百分点加2分", 1000, "没有写标准是多少"),
        ("得分=实际数量÷10×20", 1000, "乘的是20分，与本条分值10不同"),
        ("得分=(实际-5)÷10×10", 1000, "算式里的数（5）没有看懂"),
        ("≥50%得5分，≥80%得2分", 1000, "须由高到低分档"),
        ("A 设置齐全；B 部分设置；C 未设置", 1000, "没有写几处符合或达到多少"),
    ],
)
def test_what_is_not_understood_says_why(text: str, points: int, reason: str) -> None:
    reading = read_rule(text, points)
    assert reading.rule is None
    (why,) = reading.doubts
    assert reason in why.zh
    assert why.fatal
    assert why.hint_zh


@given(st.integers(2, 99), st.sampled_from("处个项次人%"), st.sampled_from(("以上", "以内", "")))
@settings(max_examples=40, deadline=None)
def test_losing_all_beside_another_number_is_never_certain(number: int, unit: str, more: str) -> None:
    for text in (
        f"{number}{unit}{more}不得分",
        f"有{number}{unit}{more}得3分，没有不得分",
        f"不足{number}{unit}的不得分",
    ):
        reading = read_rule(text, 1000)
        assert reading.rule is None or reading.rule.kind != "all_or_nothing" or reading.doubts


def test_the_requirement_says_how_many_are_asked_for() -> None:
    reading = read_rule("少一处扣2分", 1000, "公益广告不少于5处")
    assert (reading.rule, reading.doubts) == (parse_rule("要求5处，每少1处扣2分", 1000), ())
    graded = read_rule("符合3项A，2项B，否则C", 300, "①有制度；②有人员；③有台账")
    assert graded.rule == parse_rule("条件：①有制度；②有人员；③有台账。A符合3项，B符合2项，其余C", 300)


def test_the_requirement_says_what_the_standard_is() -> None:
    words = "达到标准得6分，每低1个百分点加2分，低2个及以上加4分，高于标准不得分"
    reading = read_rule(words, 1000, "公共供水管网漏损率不高于10%")
    meant = "不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分"
    assert (reading.rule, reading.doubts) == (parse_rule(meant, 1000), ())
    linear = read_rule("每低5个百分点扣1分", 500, "重复利用率≥75%")
    assert (linear.rule, linear.doubts) == (parse_rule("达到75得满分，每低5扣1分", 500), ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("抽查5处：A符合7处，B符合4处，其余C", "抽查数"),
        ("条件：①有台账；②有专人。A符合3项，B符合2项，其余C", "条件数"),
        ("分档：≥50得2，≥80得1", "各档"),
        ("每处扣20分", "上限"),
    ],
)
def test_the_hint_speaks_of_what_is_wrong(text: str, hint: str) -> None:
    (why,) = read_rule(text, 1000).doubts
    assert hint in why.hint_zh


def test_a_long_hostile_text_takes_no_time() -> None:
    for piece in (
        "每处",
        "扣1分，",
        "A：",
        "①",
        "9",
        " ",
        "不少于",
        "每发现一处",
        "A：率",
        "5%得1分",
        "每低1%加2分",
        "÷1×1",
    ):
        read_rule(piece * (5000 // len(piece)), 1000, piece * (5000 // len(piece)))
