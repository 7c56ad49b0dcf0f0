"""Write docs/standards: a page for each shipped standard, saying where every figure comes from and how sure it is.

python packaging/standard_pages.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from chuangjian_desktop.domain.assessment import Certainty, Indicator, Judging, Node, Standard  # noqa: E402
from chuangjian_desktop.domain.figures import figures, is_open  # noqa: E402
from chuangjian_desktop.domain.points import short  # noqa: E402
from chuangjian_desktop.domain.standard import Pack, Parameter  # noqa: E402
from chuangjian_desktop.domain.standard_sheet import (  # noqa: E402
    CERTAINTIES,
    COMPONENT_KINDS,
    JUDGEMENTS,
    SANCTIONS,
    Thing,
    said,
)
from chuangjian_desktop.inputs.packs import load_all  # noqa: E402
from chuangjian_desktop.resources import STANDARDS  # noqa: E402

EVIDENCE = ("依据程度", "来源")


def pages(packs: Sequence[Pack]) -> dict[str, str]:
    """The pages by file name."""
    standards = [standard for pack in packs for standard in pack.standards]
    parameters = [parameter for pack in packs for parameter in pack.parameters]
    made = {f"{standard.code}.md": _joined(_page(standard)) for standard in standards}
    return {"README.md": _joined(_front(standards)), "parameters.md": _joined(_parameters(parameters)), **made}


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _evidence(each: Thing | Parameter) -> tuple[str, str]:
    return said(CERTAINTIES, each.certainty), each.source


def _front(standards: Sequence[Standard]) -> Iterator[str]:
    yield "# 创建标准与依据"
    yield (
        "每个标准一页，写明组成、指标、节点及每个数值的来源和把握。本目录由 `packaging/standard_pages.py` 按测评包"
        "生成，不要手工修改；数值改在 `resources/standards/campaigns` 的表格里。"
    )
    yield _table(
        ("依据程度", "含义", "启用前"),
        (
            ("有据", "见于公开材料，来源已写明", "核对版本即可"),
            ("高", "业内通行说法，把握较大", "核对版本即可"),
            ("中", "凭经验记述，可能与现行文本不同", "由创建办确认或更正"),
            ("低", "说法不一或仅供参考", "由创建办确认或更正"),
        ),
    )
    yield (
        "程序在“标准”中列出待确认的数值，逐个确认或更正一次，记入日志并随工作文件流转。没有数值的指标留空，由创建办按"
        "现行文本填写。各市自定的数量见[城市参数](parameters.md)。"
    )
    yield (
        "只有轮廓的标准标为“待导入”：先导出为工作簿，按本地文件补全节点、组成和指标，把“内容”改为“完整”，再导入；有错时逐条"
        "指出工作表、行号和原因，全部改好才会启用，随时可以换回自带的。换用新版本的标准也是这样。"
    )
    yield _table(
        ("编号", "标准", "版本", "判定", "节点", "数值", "待确认", "内容"),
        (
            (
                standard.code,
                f"[{standard.title}]({standard.code}.md)",
                standard.edition,
                said(JUDGEMENTS, standard.judging.judgement),
                str(len(standard.nodes)),
                str(len(figures(standard))),
                str(sum(map(is_open, figures(standard)))),
                "完整" if standard.judging.complete else "待导入",
            )
            for standard in standards
        ),
    )


def _parameters(parameters: Sequence[Parameter]) -> Iterator[str]:
    yield "# 城市参数"
    yield "公益广告等数量各市不同，条目和评分规则引用下列参数，创建办在一处设定。"
    yield _table(
        ("参数", "名称", "随软件提供", "范围", *EVIDENCE),
        (
            (
                each.key,
                each.label,
                short(each.value) + each.unit,
                f"{short(each.least)}–{short(each.most)}{each.unit}",
                *_evidence(each),
            )
            for each in parameters
        ),
    )


def _page(standard: Standard) -> Iterator[str]:
    judging = standard.judging
    yield f"# {standard.title}（{standard.code}）"
    facts = [f"- 版本：{standard.edition}"]
    if standard.date:
        facts.append(f"- 日期：{standard.date}")
    facts.append(f"- 判定：{said(JUDGEMENTS, judging.judgement)}")
    facts.append(f"- 规则：{judging.success}")
    if not judging.complete:
        facts.append("- 内容：只有轮廓，由创建办导入现行文本后补全")
    yield "\n".join(facts)
    yield from _components(judging)
    yield from _conditions(judging)
    yield from _indicators(judging.indicators)
    yield from _table_of_blocks(judging)
    yield from _quotas(judging)
    yield "## 节点"
    yield "\n".join(_tree(standard.nodes, "", 0))


def _components(judging: Judging) -> Iterator[str]:
    if judging.components:
        yield "## 组成"
        yield _table(
            ("部分", "取分方式", "权重", "满分", "合格线", *EVIDENCE),
            (
                (
                    each.title,
                    said(COMPONENT_KINDS, each.kind),
                    f"{short(each.weight)}%" if each.weight else "不加权",
                    short(each.full),
                    "" if each.pass_mark is None else short(each.pass_mark),
                    *_evidence(each),
                )
                for each in judging.components
            ),
        )


def _conditions(judging: Judging) -> Iterator[str]:
    if judging.gates:
        yield "## 前提"
        yield _table(
            ("前提", "最低分", "计入总分", *EVIDENCE),
            (
                (
                    each.title,
                    short(each.at_least),
                    f"{short(each.share)}%",
                    *_evidence(each),
                )
                for each in judging.gates
            ),
        )
    if judging.cycle.shares:
        yield "## 周期"
        shares = "、".join(f"{short(share)}%" for share in judging.cycle.shares)
        yield f"各年占比 {shares}（{said(CERTAINTIES, judging.cycle.certainty)}：{judging.cycle.source}）"
    if judging.negatives:
        yield "## 负面清单与否决"
        yield _table(
            ("情形", "处理", *EVIDENCE),
            (
                (
                    each.title,
                    said(SANCTIONS, each.sanction) + (f"{short(each.points)}分" if each.points else ""),
                    *_evidence(each),
                )
                for each in judging.negatives
            ),
        )


def _indicators(indicators: Sequence[Indicator]) -> Iterator[str]:
    if indicators:
        yield "## 指标"
        yield _table(
            ("编号", "指标", "要求", "算法", *EVIDENCE),
            (
                (
                    each.code,
                    each.title + ("（基本条件）" if each.basic else ""),
                    _wanted(each),
                    f"{each.numerator} ÷ {each.denominator}" if each.denominator else "",
                    *_evidence(each),
                )
                for each in indicators
            ),
        )


def _wanted(each: Indicator) -> str:
    if each.judge == "yes":
        return "达到"
    if each.judge == "points":
        return f"{short(each.points)}分：{each.rule}"
    sign = "≥" if each.judge == "at_least" else "≤"
    target = "待填写" if each.target is None else f"{sign} {short(each.target)}{each.unit}"
    return target + ("，或逐年改善" if each.improving else "")


def _table_of_blocks(judging: Judging) -> Iterator[str]:
    if judging.blocks:
        yield "## 评价表"
        yield _table(
            ("编号", "内容", "分值", "取自节点", "取自点位", *EVIDENCE),
            (
                (
                    each.code,
                    each.title,
                    short(each.points),
                    "、".join(each.nodes),
                    "、".join(each.types),
                    *_evidence(each),
                )
                for each in judging.blocks
            ),
        )


def _quotas(judging: Judging) -> Iterator[str]:
    if judging.quotas:
        titles = {each.code: each.title for each in judging.quotas}
        yield "## 最少抽样数"
        yield _table(
            ("抽样", "其中", *judging.sizes, *EVIDENCE),
            (
                (
                    each.title,
                    titles.get(each.parent, ""),
                    *map(str, each.numbers),
                    *_evidence(each),
                )
                for each in judging.quotas
            ),
        )


def _tree(nodes: Sequence[Node], parent: str, depth: int) -> Iterator[str]:
    """A line for each node; leaves that are equally sure for the same reason share one."""
    here = [node for node in nodes if node.parent == parent]
    parents = {node.parent for node in nodes}
    for (leaf, certainty, source), group in groupby(here, lambda each: _kinship(each, parents)):
        evidence = f"（{said(CERTAINTIES, certainty)}：{source}）"
        if leaf and depth:
            yield f"{'  ' * depth}- {'、'.join(f'{node.title}{_points(node)}' for node in group)}{evidence}"
            continue
        for node in group:
            yield f"{'  ' * depth}- `{node.code}` {node.title}{_points(node)}{evidence}"
            yield from _tree(nodes, node.code, depth + 1)


def _kinship(node: Node, parents: Container[str]) -> tuple[bool, Certainty, str]:
    return node.code not in parents, node.certainty, node.source


def _points(node: Node) -> str:
    return "" if node.points is None else f"（{short(node.points)}分）"


def main(folder: Path) -> None:
    """Write every page, and remove those of standards that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(load_all(STANDARDS))
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(made)} pages in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "standards")
