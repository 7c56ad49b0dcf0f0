"""What M01–M30 say, in Chinese and English: the file or thing, the reason, and what is safe.

A template holds optional parts in square brackets: a part shows only when all its {placeholders} have a value. So a
sentence is whole with any details or none, and values are never read as templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.message_words import word

LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Message:
    """One code in one language: a title for windows, and the whole sentence."""

    headline: str
    sentence: str


ZH: dict[str, Message] = {
    "M01": Message(
        "不是本软件的文件",
        "[{file}：]该文件不是本软件的数据文件[（{detail}）]，未打开，也未导入，任何数据都未改变。",
    ),
    "M02": Message(
        "文件已损坏",
        "[{file}：]该文件已损坏[（{detail}）]，未打开，也未导入。原文件已保留；如是交回的文件，请让该队重新导出，否则请用备份恢复。",
    ),
    "M03": Message(
        "文件来自更新的版本",
        "[{file}：]该文件由更新版本[（{n}）]创建，请先升级本软件。未打开，也未导入，文件未改变。",
    ),
    "M04": Message(
        "文件含有不应有的内容",
        "[{file}：]该文件含有不应有的内容[（{detail}）]，可能被篡改，未打开，也未导入；文件原样保留，已有数据未改变。",
    ),
    "M05": Message(
        "签名不符",
        "[{file}：]签名不符[（{detail}）]，文件在导出后被改动。未导入，任何数据都未改变。请让对方重新导出。",
    ),
    "M06": Message(
        "磁盘空间不足",
        "[{file}：]磁盘空间不足[（需要 {needed}）][（剩余 {free}）]，本次未写入。先前的文件完好；请腾出空间后再试。",
    ),
    "M07": Message(
        "写入未完成",
        "[{file}：]写入未完成[（{detail}）]，请勿使用该文件；如在 U 盘上，请重新插入后再试。先前的数据完好。",
    ),
    "M08": Message(
        "正在使用中",
        "[{file}：]该文件正被另一个窗口或程序使用[（{user}）][（{time}）]，请关闭后再试。数据未改变。",
    ),
    "M09": Message(
        "照片无法读取",
        "照片[ {file} ]无法读取[（{detail}）]，未附上；评分和其他照片已保存，原照片未改动。",
    ),
    "M10": Message(
        "电脑时间可能有误",
        "电脑时间可能有误[（{now} 早于上次记录 {last}）]。记录顺序不受影响，请核对系统时间。",
    ),
    "M11": Message("发现冲突", "[{file}：]发现[ {n} 处]冲突，两份都已保留，请逐条确认。"),
    "M12": Message(
        "两台电脑用了同一编号",
        "[{name}：]两台电脑使用了同一设备编号，疑似整机复制。数据已全部保留，请将其中一台重新登记。",
    ),
    "M13": Message(
        "文本过长",
        "[{file}：]文本过长，[“{field}”]在表格中超出 Excel 单元格上限，全文已写入附表，内容没有丢失。",
    ),
    "M14": Message(
        "上次运行意外中断",
        "[{file}：]上次运行意外中断[，已恢复到 {time}][；有 {n} 条未保存草稿可恢复]。已保存的记录完好。",
    ),
    "M15": Message(
        "照片缺失",
        "[{file}：]此照片缺失或与记录不符，该条未计为完整，可稍后补导。其他数据完好。",
    ),
    "M16": Message(
        "只读",
        "[{file}：]存储介质、文件夹或文件为只读，或没有写入权限[（{detail}）]，只能读取；未写入任何内容，原有数据完好。",
    ),
    "M17": Message(
        "轮次或创建办不符",
        "[{file}：]该文件不属于本轮次或本创建办[（{detail}）]，未导入，任何数据都未改变。请核对文件和轮次。",
    ),
    "M18": Message(
        "缺少先前的文件",
        "[{file}：]须先导入先前的交换文件[（{package}）]。本次未导入，任何数据都未改变；补齐后可再次导入。",
    ),
    "M19": Message(
        "签名者未登记",
        "[{file}：]没有签名，或签名者尚未登记。未导入，任何数据都未改变"
        "[；请当面核对指纹（{fingerprint}）后登记][；{advice}]。",
    ),
    "M20": Message(
        "工作簿无法读取",
        "[{file}：]工作簿无法读取[（{detail}）]，一行也没有导入，已有数据和原文件都未改变。"
        "请另存为普通的 .xlsx 文件后再试。",
    ),
    "M21": Message(
        "代码或名称不存在",
        "没有这个代码或名称[：{what}][“{value}”][（{detail}）]。未作任何改变；请核对点位、测评项、责任单位、问题类别或标准。",
    ),
    "M22": Message(
        "当前角色不能办理",
        "[{file}：]当前角色[（{role}）]不能办理此事[：{what}][（{detail}）]。未作任何改变[；{instead}]。",
    ),
    "M23": Message(
        "测评已锁定",
        "点位[ {site} ]的测评已结束并锁定，未作任何改变。如需修改，请先重新打开，重新打开会留下记录。",
    ),
    "M24": Message(
        "存在冲突",
        "[{what}：]该内容[（{field}）]存在冲突，请先裁定再修改。各方的内容都已保留，本次未写入。",
    ),
    "M25": Message(
        "有字无法印出",
        "[{file}：]没有字体能印出其中的字[“{character}”][（位于{place}）]，这一份未生成，其余照常生成，数据未改变。请换字或安装含该字的字体。",
    ),
    "M26": Message(
        "不能进行或撤回",
        "[{file}：][{what}：]不能进行或撤回[，因为{reason}]。未作任何改变，已有数据完好。",
    ),
    "M27": Message(
        "数值或格式不对",
        "[{file}：][{what}：]填写的内容[（{field}）]超出范围或格式不对[：“{value}”][（{detail}）]。未保存，原有内容未改变。",
    ),
    "M28": Message("请核对", "[{file}：][{what}：]内容照原样保留，请核对[：{detail}]。"),
    "M29": Message(
        "未经审核",
        "[{what}：]有[ {n} 件]事项未经审核[：{states}]。交办即为审核通过，记录已保存；不应交办的请作废。",
    ),
    "M30": Message(
        "没有可下达的",
        "[{what}：]没有可下达的内容[：{reason}]。没有取号，也没有写文件，已有数据未改变。",
    ),
}

EN: dict[str, Message] = {
    "M01": Message(
        "Not a file of this program",
        "[{file}: ]This is not a data file of this program[ ({detail})]. Nothing was opened, imported or changed.",
    ),
    "M02": Message(
        "The file is damaged",
        "[{file}: ]The file is damaged[ ({detail})] and was not opened or imported. It was kept as it is; if a team "
        "handed it in, ask the team to export again, else restore a backup.",
    ),
    "M03": Message(
        "Made by a newer version",
        "[{file}: ]Made by a newer version[ ({n})]. Update this program first. The file was not opened or imported, "
        "and not changed.",
    ),
    "M04": Message(
        "The file holds what does not belong",
        "[{file}: ]The file holds things that do not belong[ ({detail})] and may be forged. It was not opened or "
        "imported; it was kept as it is, and your data did not change.",
    ),
    "M05": Message(
        "The signature does not match",
        "[{file}: ]The signature does not match[ ({detail})]: the file was changed after export. Nothing was imported "
        "or changed. Ask the sender to export again.",
    ),
    "M06": Message(
        "Not enough space",
        "[{file}: ]Not enough space on the disk[ (needs {needed})][ ({free} left)]; it was not written. The earlier "
        "file is intact; free some space and try again.",
    ),
    "M07": Message(
        "Writing did not finish",
        "[{file}: ]Writing did not finish[ ({detail})]. Don't use that file; if it is on a stick, plug it in again and "
        "try again. What was there before is intact.",
    ),
    "M08": Message(
        "In use",
        "[{file}: ]The file is in use by another window or program[ ({user})][ ({time})]. Close it and try again. "
        "Nothing changed.",
    ),
    "M09": Message(
        "The photo cannot be read",
        "Photo[ {file}] cannot be read[ ({detail})] and was not attached. The finding and other photos are saved; "
        "the original was not touched.",
    ),
    "M10": Message(
        "The clock looks wrong",
        "The computer's clock looks wrong[ ({now} is before the last record {last})]. The order of records is not "
        "affected; please check the clock.",
    ),
    "M11": Message(
        "Conflicts found",
        "[{file}: ]Conflicts were found[ ({n})]. Both versions were kept; please decide each one.",
    ),
    "M12": Message(
        "Two computers, one id",
        "[{name}: ]Two computers use one device id (copied disk?). All data was kept; register one of them anew.",
    ),
    "M13": Message(
        "The text is too long",
        "[{file}: ]The text[ in {field}] is longer than an Excel cell may hold. The full text is on the extra sheet; "
        "nothing is lost.",
    ),
    "M14": Message(
        "The last run ended unexpectedly",
        "[{file}: ]The last run ended unexpectedly[. Restored to {time}][; {n} unsaved drafts can be recovered]. "
        "What was saved is intact.",
    ),
    "M15": Message(
        "A photo is missing",
        "[{file}: ]This photo is missing or differs from its record. The finding is not counted complete; import the "
        "photo later. All other data is intact.",
    ),
    "M16": Message(
        "Read-only",
        "[{file}: ]The medium, the folder or the file is read-only, or you may not write to it[ ({detail})]. It can "
        "only be read; nothing was written, and what it holds is intact.",
    ),
    "M17": Message(
        "Wrong round or office",
        "[{file}: ]The file belongs to another round or office[ ({detail})]. Nothing was imported or changed. Check "
        "the file and the round.",
    ),
    "M18": Message(
        "An earlier file is needed",
        "[{file}: ]An earlier package must be imported first[ ({package})]. Nothing was imported or changed; import "
        "this one again afterwards.",
    ),
    "M19": Message(
        "Unknown signer",
        "[{file}: ]The file is unsigned, or its signer is not known here. Nothing was imported or changed"
        "[; compare the fingerprint ({fingerprint}) in person, then enrol the signer][; {advice}].",
    ),
    "M20": Message(
        "The workbook cannot be read",
        "[{file}: ]The workbook cannot be read[ ({detail})]. Not one row was imported; your data and the workbook did "
        "not change. Save it as a plain .xlsx file and try again.",
    ),
    "M21": Message(
        "No such code or name",
        "No such code or name[: {what}][ “{value}”][ ({detail})]. Nothing changed; check the code or name of the site, "
        "item, unit, problem or standard.",
    ),
    "M22": Message(
        "Not allowed for this role",
        "[{file}: ]The role of this workspace[ ({role})] does not allow this[: {what}][ ({detail})]. "
        "Nothing changed[; {instead}].",
    ),
    "M23": Message(
        "The visit is locked",
        "The visit[ of site {site}] is finished and locked. Nothing changed. To edit it, reopen it first; reopening "
        "is recorded.",
    ),
    "M24": Message(
        "In conflict",
        "[{what}: ]This field[ ({field})] is in conflict; settle it first. All versions were kept; nothing was "
        "written.",
    ),
    "M25": Message(
        "A character cannot be printed",
        "[{file}: ]No font can print a character of it[: “{character}”][ ({place})]. This one was not made; the others "
        "are, and no data changed. Replace the character or install a font that has it.",
    ),
    "M26": Message(
        "Cannot be done or taken back",
        "[{file}: ][{what}: ]This cannot be done or taken back[, because {reason}]. Nothing changed; your data is "
        "intact.",
    ),
    "M27": Message(
        "Value out of range or of the wrong form",
        "[{file}: ][{what}: ]What was entered[ ({field})] is out of range or of the wrong form[: “{value}”]"
        "[ ({detail})]. It was not saved; what was there before is unchanged.",
    ),
    "M28": Message("Please check", "[{file}: ][{what}: ]Kept as given; please check[: {detail}]."),
    "M29": Message(
        "Not reviewed",
        "[{what}: ]Cases went out[ ({n})] that nobody had reviewed[: {states}]. Going out counts as the review and is "
        "saved; void what should not have gone.",
    ),
    "M30": Message(
        "Nothing to issue",
        "[{what}: ]There is nothing to issue[: {reason}]. No number was used, no file was written, nothing changed.",
    ),
}

_UNKNOWN = {
    "zh": Message("出现未知情况", "出现未知情况[（{detail}）]，未作任何改变。"),
    "en": Message("Something unknown happened", "Something unknown happened[ ({detail})]; nothing changed."),
}
_SAME = {
    "detail": ("reason",),
    "reason": ("detail",),
    "needed": ("needs", "x"),
    "free": ("left", "y"),
    "n": ("count", "version"),
    "site": ("what", "value"),
    "package": ("detail",),
    "fingerprint": ("name", "detail"),
    "character": ("value",),
    "place": ("field",),
    "value": ("name", "code"),
    "what": ("entity",),
}
_UNLESS_SAID = (
    {"instead": "请在有此权限的工作文件（如创建办的）中办理"},
    {"instead": "do it in a workspace that may (such as the office's)"},
)
"""What a refusal advises where it brings no advice of its own."""
_PART = re.compile(r"\[([^\[\]]*)\]")
_NAME = re.compile(r"\{(\w+)\}")
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def sentence(code: str, details: Mapping[str, object] | None = None, lang: str = "zh") -> str:
    """What happened, why, and what is safe. Never raises: parts whose values are missing or empty are left out.

    A detail may come in both languages as `detail_zh` and `detail_en`. Values longer than 300 characters are cut;
    control and direction marks in them show as their code points.
    """
    given = details or {}
    if code == "M27" and given.get("value") == "":
        given = {"detail_zh": "没有填写", "detail_en": "nothing was entered", **given}
    usual = _UNLESS_SAID[lang == "en"]
    return _filled(_message(code, lang).sentence, lambda name: _value(name, given, lang) or usual.get(name, ""))


def _filled(template: str, value: Callable[[str], str]) -> str:
    def fill(part: re.Match[str]) -> str:
        values = {name: value(name) for name in _NAME.findall(part[1])}
        return _NAME.sub(lambda name: values[name[1]], part[1]) if all(values.values()) else ""

    return _PART.sub(fill, template)


def headline(code: str, lang: str = "zh") -> str:
    """A few words for the title of a window or a line of a list."""
    return _message(code, lang).headline


def _message(code: str, lang: str) -> Message:
    return (EN if lang == "en" else ZH).get(code) or _UNKNOWN["en" if lang == "en" else "zh"]


def _value(name: str, details: Mapping[str, object], lang: str) -> str:
    """A detail as it is shown. The program's own words may hold other details in square brackets; typed ones do not."""
    found = _detail(name, details, lang)
    said = word(found, lang)
    own = _filled(said, lambda other: word(_detail(other, details, lang), lang)) if said != found else said
    return _harmless(own)


def _detail(name: str, details: Mapping[str, object], lang: str) -> str:
    keys = (key for same in (name, *_SAME.get(name, ())) for key in (f"{same}_{lang}", same))
    return str(next((details[key] for key in keys if details.get(key) not in (None, "")), ""))


def _harmless(text: str) -> str:
    shown = text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
    return _HARMFUL.sub(lambda mark: f"‹U+{ord(mark[0]):04X}›", shown)
