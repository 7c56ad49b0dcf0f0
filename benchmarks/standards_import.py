"""A checklist of 400 items out of an office's workbook: ours beside bare openpyxl reading the same cells.

    python benchmarks/standards_import.py [items] [times]

Ours reads in a guarded child process, understands every row, compares it with the version before and writes the new
version into the journal; the bare side opens the workbook and looks at each cell. Both in turns. Libraries are imported
where they are used: the child repeats what this script imports at its top, which the program does not. Aim: at most 1.5
times openpyxl's time, plus one second for the child. Meant for a machine that does nothing else.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import median, milliseconds, peak_mib, peak_of_all

if TYPE_CHECKING:
    from chuangjian_desktop.services.workspace import Workspace

CHILD_MS = 1000.0
HEAD = ("序号", "项目", "内容", "标准", "分值", "评分细则", "责任单位", "时限")
RULES = (
    "每处扣0.5分，扣完为止",
    "发现一处扣1分",
    "扣1分/处，最多扣3分",
    "未设置不得分",
    "少一处扣1分",
    "A＞85%，B＞80%，否则C",
)
WORDS = "路面人行道绿化带干净整洁，无暴露垃圾、积存渣土和污渍，设施完好，应设置公益广告不少于5处"


def workbook(path: Path, items: int, turn: int) -> None:
    """A sheet as an office has it, a little different each time, so that every import has something to write."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for values in (["地铁站测评细则"], HEAD):
        sheet.append(values)
    for number in range(1, items + 1):
        part, rule = f"{number // 20 + 1}、市容环境", RULES[number % len(RULES)]
        text = f"第{number}项第{turn}版：{WORDS}"
        sheet.append([number, part, f"内容{number}", text, f"{number % 9 + 2}分", rule, "区城市管理局", "3日"])
    book.save(path)


def ours(workspace: Workspace, path: Path) -> None:
    from chuangjian_desktop.services.office.standards import importing

    preview = importing.look(workspace, path)
    (plan,) = preview.plans
    assert preview.counted("unknown") == 0
    assert plan.version is not None
    importing.take_in(workspace, preview)


def looked(workspace: Workspace, path: Path) -> None:
    from chuangjian_desktop.services.office.standards import importing

    importing.look(workspace, path)


def bare(path: Path) -> None:
    """Every cell of the sheet."""
    import openpyxl

    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                _ = cell.value


def main() -> None:
    from chuangjian_desktop.services.installation import Installation
    from chuangjian_desktop.services.workspace import create

    items = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    took: dict[str, list[float]] = {"look": [], "import": [], "bare": []}
    with tempfile.TemporaryDirectory() as name, peak_of_all() as peak:
        folder = Path(name)
        workspace = create(folder / "a.cjdb", "office", "创建办", Installation(folder / "i"))
        path = folder / "a.xlsx"
        for turn in range(times):
            workbook(path, items, turn)
            took["look"].append(milliseconds(lambda: looked(workspace, path)))
            took["bare"].append(milliseconds(lambda: bare(path)))
            took["import"].append(milliseconds(lambda: ours(workspace, path)))
        workspace.close()
    figures = {f"{side}_ms": median(each) for side, each in took.items()}
    aim = 1.5 * figures["bare_ms"] + CHILD_MS
    told = {"measured": "standards import", "items": items, **figures, "aim_ms": round(aim, 1)}
    within = {side: figures[f"{side}_ms"] <= aim for side in ("look", "import")}
    children = peak.bytes // 2**20
    print(
        json.dumps({**told, "within": within, "peak_mib": peak_mib(), "child_peak_mib": children}, ensure_ascii=False)
    )


if __name__ == "__main__":
    main()
