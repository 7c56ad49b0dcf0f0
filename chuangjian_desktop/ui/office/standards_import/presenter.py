"""Decides what the import of checklists shows, and takes it in. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.rule_text import rule_lines, rule_words
from chuangjian_desktop.inputs.checklists.headings import NAMES
from chuangjian_desktop.inputs.checklists.reading import PASTED
from chuangjian_desktop.inputs.checklists.values import Line, Placed, ReadLine, Remark, Skipped
from chuangjian_desktop.services.office.standards import importing
from chuangjian_desktop.services.office.standards.import_warnings import warnings_about
from chuangjian_desktop.services.office.standards.importing import Plan, Preview, Wish
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards_import.state import Filter, ImportState, RowDetail
from chuangjian_desktop.ui.text.words import language, t

_MOODS = {"understood": "gain", "doubtful": "lack", "unknown": "loss"}


class ImportPresenter:
    """`show` gets every new state. Nothing is written before `take_in`."""

    def __init__(self, desk: Desk, show: Callable[[ImportState], None]) -> None:
        self._desk = desk
        self._show = show
        self._preview: Preview | None = None
        self._wish = Wish()
        self._table = 0
        self._filter: Filter = "all"
        self._row = ""
        self._told = ("", "info")
        self._undoable = False
        self._changes = 0
        self._warned = False

    @property
    def filter(self) -> Filter:
        """Which rows are shown."""
        return self._filter

    # ---- what a person does ------------------------------------------------------------------------------------------

    def read(self, path: Path) -> Preview:
        """A workbook; runs beside the window."""
        return importing.look(self._desk.workspace, path, Wish(state=self._wish.state))

    def read_pasted(self, text: str) -> Preview:
        """Cells that were copied out of a table; runs beside the window."""
        return importing.look_at_pasted(self._desk.workspace, text, Wish(state=self._wish.state))

    def opened(self, preview: Preview) -> None:
        """Show what was read."""
        self._wish = Wish(state=self._wish.state)
        self._preview, self._table, self._row, self._told = preview, 0, "", ("", "info")
        self._undoable = False
        self._changed(0)
        self._filter = "unknown" if preview.counted("unknown") else "all"
        self.publish()

    def choose_table(self, number: int) -> None:
        """Show another table of the workbook."""
        if self._preview is not None and 0 <= number < len(self._preview.plans):
            self._table, self._row = number, ""
            self.publish()

    def choose_filter(self, key: Filter) -> None:
        """Show all rows, the doubtful ones or those that are not understood."""
        self._filter = key
        self.publish()

    def choose_row(self, key: str) -> None:
        """Show one row whole."""
        if key != self._row:
            self._row = key
            self.publish()

    def choose_target(self, code: str, title: str) -> None:
        """Make the table another type of site, or a new one of that title."""
        plan = self._plan()
        if plan is not None and (code, title) != (plan.target.code, plan.target.title):
            self._again(replace(self._wish, targets={**self._wish.targets, self._table: (code, title)}))

    def choose_state(self, state: importing.State) -> None:
        """Publish at once, or keep as a draft."""
        self._again(replace(self._wish, state=state))

    def change(self, row: str, column: str, text: str) -> None:
        """Another text in a cell."""
        plan, line = self._plan(), self._line(row)
        if self._preview is None or plan is None or line is None:
            return
        key = _key_of(plan, column)
        if line.text(key) != text:
            draft = importing.changed_cell(self._preview.draft, (line.sheet, line.row), key, text)
            self._preview = replace(self._preview, draft=draft)
            self._changed(self._changes + 1)
            self._again(self._wish)

    def drop_row(self, row: str) -> None:
        """Leave a row out."""
        line = self._line(row)
        if self._preview is not None and line is not None:
            draft = importing.without_row(self._preview.draft, (line.sheet, line.row))
            self._preview = replace(self._preview, draft=draft)
            self._changed(self._changes + 1)
            self._again(self._wish)

    def may_leave(self) -> bool:
        """Whether nothing is lost by leaving. What was put right and not taken in is told first; leaving once more
        gives it up."""
        if not self._changes or self._warned:
            return True
        self._warned = True
        self._told = (t("改过 {n} 处，还没有导入。再关一次就不要这些改动。", n=self._changes), "loss")
        self.publish()
        return False

    def _changed(self, count: int) -> None:
        if self._warned:
            self._told = ("", "info")
        self._changes, self._warned = count, False

    def text_of(self, row: str, column: str) -> str:
        """What stands in a cell of the sheet, for changing it."""
        plan, line = self._plan(), self._line(row)
        return line.text(_key_of(plan, column)) if plan is not None and line is not None else ""

    def holds(self, row: str) -> bool:
        """Whether a row is an item, or is meant to be one."""
        return self._line(row) is not None

    def take_in(self) -> int:
        """Write what is shown; answers how many items. Runs beside the window."""
        preview = self._preview
        if preview is None:
            return 0
        importing.take_in(self._desk.workspace, preview)
        return preview.counted("understood") + preview.counted("doubtful")

    def taken(self, count: int) -> None:
        """It is written."""
        self._undoable = True
        self._changed(0)
        held = self._preview is not None and any(plan.held for plan in self._preview.plans)
        drafted = t("有要先核对的地方，先存为草稿，没有启用。") if held else ""
        self._told = (t("已导入 {n} 条。", n=count) + drafted, "lack" if held else "gain")
        self._again(self._wish)

    def take_back(self) -> bool:
        """Take the import back; runs beside the window."""
        return importing.undo(self._desk.workspace)

    def taken_back(self, done: bool) -> None:
        """It is as before."""
        self._undoable = False
        self._told = (t("已撤销，和导入前一样。"), "info") if done else ("", "info")
        self._again(self._wish)

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def _again(self, wish: Wish) -> None:
        """Understand the workbook anew."""
        self._wish = wish
        preview = self._preview
        if preview is None:
            return

        def done(found: Preview) -> None:
            self._preview = found
            self._table = min(self._table, len(found.plans) - 1)
            if self._filter not in ("all", *(each.verdict for each in found.plans[self._table].lines)):
                self._filter = "all"
            self.publish()

        self._desk.runner.run(
            lambda _progress: importing.understand(self._desk.workspace, preview.draft, wish),
            done,
            self._desk.failed,
            lane="work",
        )

    def _plan(self) -> Plan | None:
        return self._preview.plans[self._table] if self._preview is not None else None

    def _line(self, row: str) -> Line | None:
        plan = self._plan()
        read = next((each for each in plan.lines if _row_key(each) == row), None) if plan is not None else None
        return read.line if read is not None else None

    def publish(self) -> None:
        """Show the present state."""
        plan = self._plan()
        if self._preview is None or plan is None:
            self._show(ImportState(sentence=self._told[0], mood=self._told[1]))
            return
        sentence, mood = self._told if self._told[0] else _sentence(plan)
        shown = [line for line in plan.lines if self._filter in ("all", line.verdict)]
        rows = [(line.line.row, _row(line)) for line in shown]
        if self._filter == "all":
            rows += [(each.row, _skipped(each)) for each in plan.table.skipped]
        keys = [row.key for _, row in sorted(rows, key=lambda pair: pair[0])]
        current = self._row if self._row in keys else next(iter(keys), "")
        titles = tuple(f"{each.target.title}（{len(each.lines)}）" for each in self._preview.plans)
        self._show(
            ImportState(
                _sheet(self._preview.draft.grid.file),
                sentence,
                mood,
                self._undoable,
                titles if len(titles) > 1 else (),
                self._table,
                self._types(plan),
                plan.target.code,
                plan.target.title,
                plan.target.new,
                "draft" if plan.held else self._wish.state,
                _counts(plan),
                _columns(),
                tuple(row for _, row in sorted(rows, key=lambda pair: pair[0])),
                _detail(plan, current),
                any(each.version is not None for each in self._preview.plans) and not self._undoable,
            )
        )

    def _types(self, plan: Plan) -> tuple[tuple[str, str], ...]:
        known = {code: version.checklist.title for code, version in self._desk.workspace.catalogue.current.items()}
        own = {} if plan.target.code in known else {plan.target.code: plan.target.title}
        listed = tuple((code, f"{code}  {title}") for code, title in sorted(known.items()))
        return (
            *((code, t("{code}  {title}（新类别）", code=code, title=title)) for code, title in own.items()),
            *listed,
        )


def _key_of(plan: Plan, column: str) -> str:
    """The column of the sheet that a column on the screen stands for: where there is no content, what stands for it."""
    if column != "title":
        return column
    return next((key for key in ("title", "requirement", "rule") if key in plan.table.letters), "title")


def _row_key(line: ReadLine) -> str:
    return f"{line.line.sheet}\n{line.line.row}"


def _sentence(plan: Plan) -> tuple[str, str]:
    """What taking it in would do."""
    if plan.version is None:
        words = t("和现有的测评表完全一样，不用导入。") if plan.same else t("没有可以收下的条目。")
        return words, "info" if plan.same else "loss"
    figures = [t("新增 {n}", n=plan.added), t("变更 {n}", n=plan.changed), t("相同 {n}", n=plan.same)]
    figures += [t("不再有 {n}", n=len(plan.dropped))] if plan.dropped else []
    figures += [t("没看懂而保留原条 {n}", n=len(plan.kept))] if plan.kept else []
    english = language() == "en"
    colon = ": " if english else "："
    notes = [f"{_place(each)}{colon}{_said(each.remark)[0]}" for each in plan.notes]
    notes += [en[:1].upper() + en[1:] if english else zh for zh, en in warnings_about(plan)]
    version = plan.version.checklist.version
    head = t("{points} 分，成为版本 {version}：", points=plan.points, version=version)
    mood = "lack" if notes or _counts(plan)[1] or _counts(plan)[2] else "gain"
    comma, stop = (", ", ". ") if english else ("，", "。")
    return head + comma.join(figures) + "".join(f"{stop}{note}" for note in notes), mood


def _counts(plan: Plan) -> tuple[int, int, int]:
    verdicts = [line.verdict for line in plan.lines]
    return len(verdicts), verdicts.count("doubtful"), verdicts.count("unknown")


def _columns() -> tuple[Column, ...]:
    return (
        Column("row", t("行"), 50, right=True),
        Column("verdict", t("判断"), 116 if language() == "en" else 76),
        Column("code", t("编号"), 58),
        Column("section", t("项目"), 72, most=110),
        Column("title", t("内容")),
        Column("points", t("分值"), 54, right=True),
        Column("rule", t("评分规则"), 150, most=200),
        Column("why", t("说明")),
    )


def _row(read: ReadLine) -> Row:
    item, line = read.item, read.line
    words = {"understood": t("看懂"), "doubtful": t("存疑"), "unknown": t("没看懂")}[read.verdict]
    why = ("; " if language() == "en" else "；").join(_said(each)[0] for each in read.remarks)
    ink = {"doubtful": "lack", "unknown": "loss"}.get(read.verdict, "text_2")
    if item is None:
        title = line.text("title") or line.text("requirement")
        texts = (line.text("code"), line.text("section"), title, line.text("points"), line.text("rule"))
    else:
        rule = rule_words(item.rule, language(), item.points)
        texts = (item.code, item.section, item.title, short(item.points), rule)
    cells = [Cell(text, "text_3" if place == 0 else "text_1") for place, text in enumerate(texts)]
    head = (Cell(str(line.row), "text_3"), Cell(words, kind="tag", mood=_MOODS[read.verdict]))
    return Row(_row_key(read), (*head, *cells, Cell(why, ink)))


def _skipped(each: Skipped) -> Row:
    words = each.en if language() == "en" else each.zh
    cells = (Cell(str(each.row), "text_3"), Cell(t("略过"), kind="tag"), *(Cell() for _ in range(5)))
    return Row(f"{each.sheet}\n{each.row}", (*cells, Cell(words, "text_3")), quiet=True)


def _detail(plan: Plan, key: str) -> RowDetail | None:
    read = next((each for each in plan.lines if _row_key(each) == key), None)
    if read is None:
        return None
    place = t("{sheet} 第 {row} 行", sheet=_sheet(read.line.sheet), row=read.line.row)
    item = read.item
    said = [] if item is None else [(t("读作"), rule_lines(item.rule, language(), item.points))]
    texts = [(_name(name), text) for name, text in read.line.cells.items() if text and name != "data"]
    return RowDetail(place, tuple(_said(each) for each in read.remarks), (*said, *texts))


def _name(column: str) -> str:
    """What a column of the sheet is called."""
    zh, en = NAMES[column]
    return en[:1].upper() + en[1:] if language() == "en" else zh


def _said(remark: Remark) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    return (remark.en, remark.hint_en) if language() == "en" else (remark.zh, remark.hint_zh)


def _place(each: Placed) -> str:
    return f"{_sheet(each.sheet)}!{each.column}{each.row}"


def _sheet(name: str) -> str:
    """A sheet's name, which is the office's own; what was pasted has none."""
    return t("剪贴板") if name == PASTED else name
