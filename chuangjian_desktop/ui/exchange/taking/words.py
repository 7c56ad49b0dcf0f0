"""How a file that is to be taken in is put into words: its card, its details, its refusal. No Qt."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.domain.messages import headline, sentence
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.exchange.merging import MergeReport, PackageView, ScoreChange
from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.exchange.taking.state import Ask, Detail, FileCard, Sheet, Told, Work
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.refusals import refusal_text
from chuangjian_desktop.ui.text.words import language, t

Tag = tuple[str, str, str]


def total(view: PackageView, which: str = "new") -> int:
    """How many records of all kinds are new, or changed."""
    return sum((view.new if which == "new" else view.changed).values())


def ask_of(view: PackageView) -> Ask:
    """Which decision of a person would let a refused file in."""
    code = "" if view.refusal is None else view.refusal.code
    if code == "M19":
        return "signer" if view.fingerprint else "unsigned"
    return "office" if code == "M22" else ""


def from_whom(view: PackageView) -> str:
    """Who packed it."""
    parts = [view.sender, view.person if view.person != view.sender else ""]
    return " · ".join(part for part in parts if part) or t("来处不明")


def tag_of(view: PackageView, *, taken: bool) -> Tag:
    """The fate of a file: words, mood, icon."""
    if view.status == "refused":
        waits = ask_of(view)
        if waits and not taken:
            return (
                {"signer": t("签名者未登记"), "unsigned": t("没有签名"), "office": t("越权内容")}[waits],
                "lack",
                "lock",
            )
        code = "" if view.refusal is None else view.refusal.code
        return t("未并入 {code}", code=code), "loss", "close"
    if view.status == "already":
        return t("没有新内容"), "plain", "tick"
    if taken:
        return t("已并入"), "gain", "tick"
    if view.conflicts:
        return t("{n} 处冲突", n=len(view.conflicts)), "lack", "warning"
    return t("可并入"), "info", "merge"


def card_of(view: PackageView, *, ticked: bool, taken: bool) -> FileCard:
    """The card of a file in the list."""
    text, mood, icon = tag_of(view, taken=taken)
    if view.status == "refused" and view.refusal is not None:
        second = said_of(view) if ask_of(view) else headline(view.refusal.code, language())
    else:
        second = words.counts(view.new, 3) or (t("回执") if view.purpose == "receipt" else t("没有新内容"))
    lines = (from_whom(view), second)
    marks = marks_of(view)
    shown = " · ".join((text, *marks))
    spoken = "，".join((view.file, *lines, shown))
    return FileCard(
        view.number, view.file, lines, shown, mood, icon, ticked, view.status != "refused" and not taken, spoken
    )


def said_of(view: PackageView) -> str:
    """What a file says of itself before anybody looked into it."""
    told = words.counts(claimed(view), 2)
    return t("自称：{what}", what=told) if told else purpose_of(view)


def claimed(view: PackageView) -> dict[str, int]:
    """Records by kind, as the envelope counts them."""
    return {kind: n for kind, n in view.counts.items() if kind not in {"change", "blob"}}


def purpose_of(view: PackageView) -> str:
    """What it is for; a bare workspace has no purpose."""
    return words.purpose(view.purpose) if view.purpose else t("整份工作文件")


def marks_of(view: PackageView) -> tuple[str, ...]:
    """What it stays marked with."""
    known = {"unsigned": t("未验证"), "office": t("代办内容")}
    return tuple(known[mark] for mark in view.marks)


def detail_of(view: PackageView, report: MergeReport | None, names: dict[int, str]) -> Detail:
    """All about a file; `report` is of all files that are chosen."""
    told = [*_refused(view, names), *_notes(view)]
    part, of = view.part
    line = [
        from_whom(view),
        words.when(view.made_at),
        purpose_of(view) if view.sender else "",
        t("第 {n} 个，共 {m} 个", n=part, m=of) if of > 1 else "",
        words.size(view.size) if view.size else "",
    ]
    sheets = (_kinds(view), _conflicts(view), _scores(report), _origin(view))
    return Detail(view.file, " · ".join(each for each in line if each), tuple(told), _figures(view), sheets)


def advice(refusal: Refusal, names: dict[int, str]) -> str:
    """The sentence of a refusal with what to do."""
    details = dict(refusal.details)
    wanted = str(details.get("package", ""))
    if refusal.code == "M18" and wanted.isdecimal() and len(wanted) < 6:
        details["package"] = names.get(int(wanted) - 1, wanted)
    details.pop("file", None)
    said = sentence(refusal.code, details, language())
    todo = [text for caption, text in refusal_text(refusal).rows if caption == t("怎么办")]
    return " ".join((said, *todo))


def _refused(view: PackageView, names: dict[int, str]) -> list[Told]:
    if view.refusal is None:
        return []
    ask = ask_of(view)
    if not ask:
        return [Told(advice(view.refusal, names), "loss", "warning")]
    words_ = {
        "signer": (t("这台电脑第一次交来文件。先核对指纹，再决定收不收。"), t("核对指纹…")),
        "unsigned": (t("这是一份没有签名的工作文件，不能证明是谁交来的。"), t("怎样收…")),
        "office": (t("文件里有以创建办名义写的内容，而签名者登记的是测评组。"), t("怎样收…")),
    }[ask]
    return [Told(words_[0], "lack", "lock", words_[1], ask)]


def _notes(view: PackageView) -> list[Told]:
    found: list[Told] = []
    if "unsigned" in view.marks:
        found.append(Told(t("未验证的来源，会一直这样标着。"), "lack", "lock"))
    if "office" in view.marks:
        found.append(Told(t("其中以创建办名义写的内容由测评组带来，会一直这样标着。"), "lack", "lock"))
    if view.clones:
        found.append(Told(sentence("M12", {"name": view.sender or view.file}, language()), "lack", "copy"))
    if view.missing:
        text = t("缺 {n} 张照片的文件，这些记录暂不算完整，可以以后补。", n=view.missing)
        found.append(Told(text, "lack", "camera-off"))
    found += [Told(sentence(each.code, each.details, language()), "info", "info") for each in view.notes]
    return found


def _figures(view: PackageView) -> tuple[tuple[str, str, str], ...]:
    """(word, figure, ink)"""
    if view.status == "refused":
        return ()
    found = [
        (t("新增"), f"+{total(view):,}", "text_1"),
        (t("变更"), f"~{total(view, 'changed'):,}", "text_1"),
        (t("相同"), f"{view.same:,}", "text_2"),
        (t("冲突"), str(len(view.conflicts)), "lack" if view.conflicts else "text_2"),
        (t("疑似重复"), str(view.duplicates), "lack" if view.duplicates else "text_2"),
        (t("缺照片"), str(view.missing), "lack" if view.missing else "text_2"),
    ]
    return tuple(found)


def _kinds(view: PackageView) -> Sheet:
    if view.status == "refused":
        return _claims(view)
    columns = (
        Column("kind", t("内容")),
        Column("new", t("新增"), 90, right=True),
        Column("changed", t("变更"), 90, right=True),
    )
    kinds = sorted(view.new.keys() | view.changed.keys(), key=lambda kind: -view.new.get(kind, 0))
    rows = tuple(
        Row(kind, (
            Cell(word(kind, language())),
            _number(view.new.get(kind, 0)),
            _number(view.changed.get(kind, 0)),
        ))
        for kind in kinds
    )  # fmt: skip
    return Sheet("kinds", t("内容"), columns, rows, t("这里都已经有了"))


def _claims(view: PackageView) -> Sheet:
    """A file that waits or is refused shows what it says of itself."""
    columns = (Column("kind", t("文件自称的内容")), Column("count", t("条数"), 90, right=True))
    ranked = sorted(claimed(view).items(), key=lambda pair: -pair[1])
    rows = tuple(Row(kind, (Cell(word(kind, language()), "text_2"), _number(n))) for kind, n in ranked)
    return Sheet("kinds", t("内容"), columns, rows, t("这个文件没有并入，所以没有内容可看。"))


def _number(value: int) -> Cell:
    return Cell(f"{value:,}") if value else Cell("—", "text_3")


def _conflicts(view: PackageView) -> Sheet:
    columns = (Column("kind", t("记录")), Column("field", t("有争议的一项")), Column("id", t("编号"), 120))
    rows = tuple(
        Row(f"{entity}/{record}/{field}", (
            Cell(word(entity, language())),
            Cell(field_words(field)),
            Cell(record[-8:], "text_3", spoken=record),
        ))
        for entity, record, field in view.conflicts
    )  # fmt: skip
    title = t("冲突 {n}", n=len(view.conflicts)) if rows else t("冲突")
    return Sheet("conflicts", title, columns, rows, t("没有冲突"))


def field_words(field: str) -> str:
    """The field of a conflict, removals and erasures too."""
    if field.startswith("$removed"):
        return t("删除")
    if field.startswith("$erased"):
        return t("彻底删除照片")
    return word(field, language())


LEVELS = {"unit": "责任单位", "area": "区划", "visit": "点位"}


def _scores(report: MergeReport | None) -> Sheet:
    columns = (
        Column("level", t("按"), 84),
        Column("name", t("名称")),
        Column("before", t("并入前"), 84, right=True),
        Column("after", t("并入后"), 84, right=True),
        Column("rank", t("名次"), 92, right=True),
    )
    scores = () if report is None else report.scores
    title = t("成绩变化 {n}", n=len(scores)) if scores else t("成绩变化")
    empty = t("正在算成绩…") if report is None else t("选中的文件不改变成绩和名次")
    return Sheet("scores", title, columns, tuple(_score(each) for each in scores), empty)


def _score(each: ScoreChange) -> Row:
    ranks = f"{each.rank_before or '—'} → {each.rank_after or '—'}"
    same = each.rank_before == each.rank_after
    cells = (
        Cell(t(LEVELS[each.level]), "text_2"),
        Cell(each.name),
        Cell(each.rate_before or t("缺测"), "text_2"),
        Cell(each.rate_after or t("缺测"), bold=True),
        Cell(str(each.rank_after or "—") if same else ranks, "text_2" if same else "text_1"),
    )
    return Row(f"{each.level} {each.key}", cells)


def _origin(view: PackageView) -> Sheet:
    known = t("已核对登记") if view.verified else t("没有登记")
    expected = t("、").join(
        t("{word} {n} / {m}", word=word(kind, language()), n=view.counts.get(kind, 0), m=of)
        for kind, of in view.expected.items()
    )
    pairs = (
        (t("文件"), str(view.path)),
        (t("来自"), from_whom(view)),
        (t("身份"), word(view.role, language()) if view.role else ""),
        (t("打包时间"), words.when(view.made_at)),
        (t("用途"), purpose_of(view) if view.sender else ""),
        (t("交回多少"), expected),
        (t("指纹"), view.fingerprint or t("没有签名")),
        (t("签名者"), known),
        (t("须先有"), t("、").join(each[:12] for each in view.builds_on)),
        (t("包号"), view.id[:16]),
        ("SHA-256", view.sha256),
    )
    rows = tuple(Row(key, (Cell(key, "text_2"), Cell(value))) for key, value in pairs if value)
    return Sheet("origin", t("来历"), (Column("what", t("事项"), 110), Column("value", t("值"))), rows)


def result_of(report: MergeReport) -> Told:
    """What a merge brought, in one sentence."""
    taken = [each for each in report.packages if each.status == "taken"]
    refused = sum(each.status == "refused" for each in report.packages)
    parts = [t("已并入 {n} 个文件", n=len(taken))]
    new, changed = (sum(total(each, which) for each in taken) for which in ("new", "changed"))
    if new:
        parts.append(t("新增 {n} 条记录", n=f"{new:,}"))
    if changed:
        parts.append(t("变更 {n} 条", n=f"{changed:,}"))
    if refused:
        parts.append(t("{n} 个没有并入", n=refused))
    text = t("，").join(parts) + t("。") + ("" if not taken else t("还可以整体撤回。"))
    return Told(text, "gain" if taken else "info", "tick" if taken else "info")


def work_of(work: Work, progress: Progress) -> Work:
    """How far the work under way is."""
    label = {"photo": t("照片"), "change": t("记录")}.get(progress.label, progress.label)
    return replace(work, done=min(progress.done, progress.total), total=progress.total, label=label)
