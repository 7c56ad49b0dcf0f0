"""What may be said about the words of a scoring rule: what was taken for granted, and why a rule is not understood."""

from __future__ import annotations

EXAMPLE = (
    "可写：每处扣0.5分，扣完为止；一处即不得分；要求5处，每少1处扣2分",
    "such as 每处扣0.5分，扣完为止 (0.5 off each), 一处即不得分 (one loses all), 要求5处，每少1处扣2分 (5 required)",
)
NO_MEASURE = (
    "写了A、B、C各级，没有写几处符合或达到多少才是A、是B",
    "grades A, B, C are named, but not how many or how much makes an A or a B",
    "可写：抽查5处：A符合5处，B符合4处，其余C；分级：A＞85，B＞80，其余C；各级各得几分的，写：分档：≥90得10，≥60得6",
    "such as 抽查5处：A符合5处，B符合4处，其余C; points for each level as 分档：≥90得10，≥60得6",
)
DOUBTS: dict[str, tuple[str, str, str, str]] = {
    "veto": (
        "写有一票否决，按本条一票否决处理",
        "it speaks of a veto, taken as one of the item",
        "如否决整个点位，请在“一票否决”栏写“点位”",
        "for the whole site, write 点位 under 一票否决",
    ),
    "veto of site": (
        "写有一票否决，按整个点位一票否决处理",
        "it speaks of a veto, taken as one of the whole site",
        "只否决本条的，请在“一票否决”栏写“条目”",
        "for the item alone, write 条目 under 一票否决",
    ),
    "veto apart": (
        "既有每处扣分，又有一票否决；按每处扣分处理，一票否决没有收下",
        "it takes points off each, and vetoes elsewhere; the veto was not taken",
        "把一票否决的情形另列一行，在“一票否决”栏写“条目”或“点位”",
        "give what vetoes a row of its own, with 条目 or 点位 under 一票否决",
    ),
    "grade": (
        "等级不全，最后一级按“其余”处理",
        "a grade is missing; the last one takes all the rest",
        "写全A、B、C各级的条件",
        "give the condition of every grade",
    ),
    "sample": (
        "没有写一共看几处，按{low}处处理",
        "of how many in all is not said; taken as {low}",
        "写明，例如：抽查5处：A符合5处，B符合4处，其余C",
        "say so, as 抽查5处：A符合5处，B符合4处，其余C",
    ),
    "range": (
        "扣分是区间（{low}至{high}分），按每处{low}分处理",
        "the deduction is a range, {low} to {high}; {low} is taken for each",
        "写一个确定的数",
        "write one number",
    ),
    "at will": (
        "“酌情扣分”没有数，按符合或不符合处理",
        "a deduction at discretion gives no number; taken as conforms or not",
        *EXAMPLE,
    ),
    "required": (
        "没有写要求几处，按缺一处记一处",
        "how many are required is not said; each missing one counts",
        "写明数量，例如：要求5处，每少1处扣2分",
        "say how many: 要求5处，每少1处扣2分",
    ),
    "both": (
        "既有每处扣分，又有不得分；按每处扣分处理",
        "it takes points off each, and loses all elsewhere; the first is taken",
        "把“不得分”的情形另列一行",
        "give what loses all points a row of its own",
    ),
    "all": (
        "既有不得分，又有别的数（{low}）；按一处即不得分处理",
        "it loses all, yet names numbers ({low}); taken as one occurrence loses all",
        "分几档的写：分档：≥3得10，≥2得5；几处以上才不得分的写：每处扣…分",
        "write levels as 分档：≥3得10，≥2得5, and a limit of several as 每处扣…分",
    ),
    "cap": (
        "写有上限，没有看懂是几分，按扣完为止处理",
        "it speaks of a cap, but of how much is not understood; taken without one",
        "写明：每处扣1分，最多扣5分",
        "write 每处扣1分，最多扣5分",
    ),
    "once": (
        "只写了扣{low}分，没有写每处；按每处扣{low}分处理",
        "{low} off, but not for each of what; taken as each",
        "写明：每处扣几分，或一处即不得分",
        "say 每处扣…分, or 一处即不得分",
    ),
    "ratio": (
        "按比例得分，没有写总数，按百分数计",
        "in proportion, but of how many is not said; taken in percent",
        "写明总数，例如：按比例，要求10",
        "say how many: 按比例，要求10",
    ),
    "several": (
        "一格里有几种扣分（{low}分），只取第一种",
        "several deductions in one cell ({low}); the first is taken",
        "拆成几行，每行一种扣分",
        "give each deduction a row of its own",
    ),
    "earned": (
        "还写有得分或加分（{low}分），没有采用",
        "it also gives points ({low}), which were not taken",
        "分几档的写：分档：≥80得10，≥50得6；加减分的另列一行",
        "write levels as 分档：≥80得10，≥50得6, and give a bonus a row of its own",
    ),
    "ledger": (
        "按加减分台账处理，表上的分数（{low}分）在登记时填写",
        "taken as a ledger; the amounts ({low}) are entered when they fall due",
        "登记加减分时照表填写",
        "enter the amount of the sheet with each entry",
    ),
    "sign": (
        "等级后面没有写大于还是不少于，按“≥”处理",
        "a grade does not say above or at least; at least is taken",
        "写明，例如：分级：A＞85，B＞80，其余C",
        "say so, as 分级：A＞85，B＞80，其余C",
    ),
}

FAULTS: dict[str, tuple[str, str, str, str]] = {
    "step": (
        "写了每高（低）多少加减几分，没有看懂达到多少得几分",
        "points change with the measure, but what is reached at which measure is not understood",
        "可写：达到75得满分，每低5扣1分；达到10得6分，每优1加2分，优2及以上加4分",
        "such as 达到75得满分，每低5扣1分, or 达到10得6分，每优1加2分，优2及以上加4分",
    ),
    "target": (
        "达标得{low}分，没有写标准是多少",
        "the standard earns {low}, but how much that is is not said",
        "写明标准，例如：不超过12得6分，每优1加2分，优2及以上加4分",
        "say how much, as 不超过12得6分，每优1加2分，优2及以上加4分",
    ),
    "full": (
        "达到要求得{low}分，与本条分值{high}不同",
        "what is required earns {low}, but the item has {high} points",
        "改成一致，或写：达到75得满分，每低5扣1分",
        "make them the same, or write 达到75得满分，每低5扣1分",
    ),
    "formula": (
        "得分算式里的数（{low}）没有看懂",
        "the numbers of the formula ({low}) are not understood",
        "可写：按比例，要求10",
        "such as 按比例，要求10",
    ),
    "factor": (
        "算式乘的是{low}分，与本条分值{high}不同",
        "the formula multiplies by {low}, but the item has {high} points",
        "改成一致，或写：按比例，要求10",
        "make them the same, or write 按比例，要求10",
    ),
}
"""Why a text that names numbers is not understood."""

HINTS: dict[str, tuple[str, str]] = {
    "抽查": (
        "核对各级要求的处数，不得超过抽查数，由多到少",
        "what the grades require must be within the sample, the most first",
    ),
    "条件": (
        "核对各级要求的项数，不得超过条件数，由多到少",
        "what the grades require must be within the conditions, the most first",
    ),
    "分级": ("核对各级的数，由好到差，等级不重复", "order the grades from best to worst, each named once"),
    "分档": (
        "核对各档的数和得分，由高到低，得分不超过本条分值",
        "order the levels from the highest, with at most the item's points",
    ),
    "达到": ("核对目标、每档和得分，不超过本条分值", "compare target, step and points with those of the item"),
    "不超过": ("核对目标、每档和得分，不超过本条分值", "compare target, step and points with those of the item"),
    "每处": ("核对扣分、上限和本条分值", "compare the deduction and its cap with the item's points"),
}
"""What to look at where a rule was understood but does not fit its item, by what its words begin with."""
