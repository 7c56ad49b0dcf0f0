"""What a record is, and what a value says, in words that people know."""

from __future__ import annotations

from chuangjian_desktop.domain.canonical import Value, encoded, is_list, is_map
from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.fold import ERASED, REMOVED, Record
from chuangjian_desktop.domain.journal import blobs_in, ref_of, refs_in
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.rectification import STATES, is_state
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.store import Reading

_LONGEST = 200
_NAMES = ("name", "title", "number", "code", "kind")
_SAID: dict[str, tuple[str, str]] = {
    # fields that no message names
    REMOVED: ("是否删除", "removal"),
    ERASED: ("是否彻底删除照片", "erasing of a photo"),
    "address": ("地址", "address"),
    "assists": ("协办单位", "assisting units"),
    "blob": ("照片", "picture"),
    "contact": ("联系人", "contact"),
    "ended": ("结束时间", "end"),
    "found_at": ("发现时间", "found at"),
    "latitude": ("纬度", "latitude"),
    "longitude": ("经度", "longitude"),
    "measured": ("实测值", "measured value"),
    "people": ("测评员", "evaluators"),
    "phone": ("电话", "phone"),
    "solved": ("当场整改", "solved at once"),
    "started": ("开始时间", "start"),
    "type": ("类别", "type"),
    "verdict": ("认定", "verdict"),
    "weather": ("天气", "weather"),
    # fields of cases
    "again": ("二次交办次数", "times assigned again"),
    "assigned_at": ("交办时间", "assigned at"),
    "closed_at": ("销号时间", "closed at"),
    "closed_by": ("销号人", "closed by"),
    "closed_how": ("销号方式", "how it was closed"),
    "due_at": ("整改时限", "due"),
    "extension": ("延期", "extension"),
    "false_repair": ("虚假整改", "false rectification"),
    "fives": ("五定", "five fixed fields"),
    "longterm": ("长期挂账", "long-term plan"),
    "objection": ("异议", "objection"),
    "recurs": ("反弹自", "recurs from"),
    "reply": ("反馈", "reply"),
    "stage": ("督促阶段", "escalation"),
    "unlinked": ("取消反弹关联", "unlinked"),
    # fields of standards and checklists
    "answers": ("试算内容", "what a test run says"),
    "base": ("由哪一版改来", "drawn up from"),
    "campaigns": ("对应节点", "nodes served"),
    "certainty": ("依据程度", "certainty"),
    "checklists": ("本轮所用版本", "versions used in the round"),
    "departments": ("主管部门", "departments"),
    "exemption": ("豁免提示", "exemption hint"),
    "expected": ("预期得分", "expected score"),
    "figure": ("数值", "figure"),
    "how_to_check": ("检查办法", "how to check"),
    "na_allowed": ("可不适用", "may be not applicable"),
    "phrases": ("常用语", "quick phrases"),
    "replaces": ("承接条目", "continues"),
    "requirement": ("测评要求", "requirement"),
    "review": ("版本核对", "review"),
    "section": ("部分", "section"),
    "synonyms": ("别名", "other names"),
    "value": ("数值", "value"),
    "version": ("版本", "version"),
    "veto": ("一票否决", "veto"),
    # what fields say
    "conforming": ("符合", "conforming"),
    "deducted": ("扣分", "deducted"),
    "exempt": ("免扣", "exempt"),
    "na": ("不适用", "not applicable"),
    "unanswered": ("未测", "unanswered"),
    "open": ("进行中", "open"),
    "finished": ("已结束", "finished"),
    "joined": ("重复，只计一次", "the same problem"),
    "distinct": ("不是同一问题", "distinct problems"),
    "light": ("轻微", "light"),
    "normal": ("一般", "normal"),
    "grave": ("严重", "grave"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "empty": ("（空）", "(empty)"),
    # what may become of a record, and of a photo
    "remove": ("删除", "remove"),
    "keep": ("保留", "keep"),
    "erase": ("彻底删除", "erase"),
    # laptops
    "shipped": ("随软件提供", "shipped with the program"),
    "this computer": ("本机", "this computer"),
}
_CHOICES = {
    "state": frozenset(("conforming", "deducted", "exempt", "na", "unanswered", "open", "finished")),
    "severity": frozenset(("light", "normal", "grave")),
    "verdict": frozenset(("joined", "distinct")),
}


def said(key: str, lang: str) -> str:
    """A word of this list, else of those that messages use, else the key itself."""
    found = _SAID.get(key)
    return word(key, lang) if found is None else found[1 if lang == "en" else 0]


class Wording:
    """Reads within one view of the file; remembers what it named."""

    def __init__(self, connection: Reading, catalogue: Catalogue, lang: str) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._lang = lang
        self._names: dict[tuple[str, str], str] = {}
        self._sites: dict[str, str] = {}

    def record(self, record: Record) -> str:
        """What a record is: where it belongs, and what it says."""
        fields = record.fields
        if record.entity in ("finding", "answer"):
            parts = [self._visit_site(fields.get("visit")), self._ref(fields.get("item"))]
            return self._joined([*parts, self._finding(record) if record.entity == "finding" else ""])
        if record.entity == "visit":
            return self._joined([self._ref(fields.get("site")), self._ref(fields.get("team"))])
        if record.entity == "photo":
            home = fields.get("finding") or fields.get("visit")
            photo = f"{word('photo', self._lang)} {_text(fields.get('name'))}".strip()
            return self._joined([self._whole(home), photo])
        if record.entity == "case":
            return self._joined([word("case", self._lang), self._whole(fields.get("finding"))])
        if record.entity in ("step", "recheck", "office.task"):
            return self._joined([word(record.entity, self._lang), self._whole(fields.get("case"))])
        if record.entity == "office.duplicate":
            return self._joined([self._ref(fields.get("first")), self._ref(fields.get("second"))])
        return f"{word(record.entity, self._lang)} {self._own_name(record)}".strip()

    def field(self, name: str) -> str:
        """A field's name."""
        return said(ERASED if name.startswith(ERASED) else name, self._lang)

    def value(self, entity: str, field: str, value: Value) -> str:
        """What a value of a field says; long ones are cut."""
        if field == REMOVED or field.startswith(ERASED):
            yes, no = ("remove", "keep") if field == REMOVED else ("erase", "keep")
            return said(yes if value is True else no, self._lang)
        words = self._said(entity, field, value) or said("empty", self._lang)
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

    def name(self, entity: str, record: str) -> str:
        """A record's name, empty for an unknown one."""
        if (entity, record) not in self._names:
            found = rows.load(self._connection, entity, record) if record else None
            self._names[entity, record] = "" if found is None else self._own_name(found)
        return self._names[entity, record]

    def _said(self, entity: str, field: str, value: Value) -> str:
        if isinstance(value, bool):
            return said("yes" if value else "no", self._lang)
        if isinstance(value, int):
            return two_decimals(value) if field in ("points", "measured") else str(value)
        if isinstance(value, str):
            return self._text(entity, field, value)
        if value is None:
            return ""
        if is_list(value):
            return "、".join(self._said(entity, field, each) for each in value)
        if refs := refs_in(value):
            return "、".join(self.name(*pair) or pair[1] for pair in refs)
        if blobs := blobs_in(value):
            return "、".join(f"{word('photo', self._lang)} {name[:12]}" for name, _ in blobs)
        if is_map(value) and len(value) == 1 and (joined := next(iter(value))) in ("min", "max", "union"):
            return self._said(entity, field, value[joined])
        return encoded(value).decode()

    def _text(self, entity: str, field: str, text: str) -> str:
        if entity == "case" and field == "state" and is_state(text):
            return STATES[text][1 if self._lang == "en" else 0]
        if entity == "case" and field == "notice":
            return self.name("notice", text) or text
        if text in _CHOICES.get(field, ()):
            return said(text, self._lang)
        if field == "deadline" and text in DEADLINES:
            deadline = DEADLINES[text]
            return deadline.label_en if self._lang == "en" else deadline.label_zh
        if field == "problem" and entity == "finding" and text in self._catalogue.problems:
            return f"{text} {self._catalogue.problems[text].title}"
        return text

    def _own_name(self, record: Record) -> str:
        fields = record.fields
        if record.entity == "finding":
            return self._finding(record)
        if record.entity in ("visit", "case"):
            return self.record(record)
        if record.entity in ("office.site", "office.item"):
            return f"{_text(fields.get('code'))} {_text(fields.get('name') or fields.get('title'))}".strip()
        if record.entity == "office.area":
            return _text(fields.get("path")) or _text(fields.get("name"))
        return next((found for name in _NAMES if (found := _text(fields.get(name)))), record.id[:8])

    def _finding(self, record: Record) -> str:
        text = _text(record.fields.get("text")) or _text(record.fields.get("note"))
        place = _text(record.fields.get("place"))
        words = text or f"“{self._ref(record.fields.get('item'))}”"
        return f"{words}（{place}）" if place else words

    def _visit_site(self, value: Value) -> str:
        identity = ref_of(value) or ""
        if identity not in self._sites:
            visit = rows.load(self._connection, "visit", identity)
            self._sites[identity] = "" if visit is None else self._ref(visit.fields.get("site"))
        return self._sites[identity]

    def _whole(self, value: Value) -> str:
        """All words of the record that a reference names."""
        pairs = refs_in(value)
        found = rows.load(self._connection, *pairs[0]) if pairs else None
        return "" if found is None else self.record(found)

    def _ref(self, value: Value) -> str:
        pairs = refs_in(value)
        return self.name(*pairs[0]) if pairs else ""

    def _joined(self, parts: list[str]) -> str:
        return " · ".join(part for part in parts if part)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
