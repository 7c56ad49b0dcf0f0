"""Words by which the program names its own things inside a message; what people typed stays as typed."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    # entities
    "area": ("区划", "area"),
    "answer": ("逐项结果", "answer"),
    "checklist": ("测评表", "checklist"),
    "finding": ("问题", "finding"),
    "item": ("测评项", "item"),
    "notice": ("通知书", "notice"),
    "person": ("人员", "person"),
    "photo": ("照片", "photo"),
    "problem": ("问题类别", "problem type"),
    "profile": ("计分方案", "scoring profile"),
    "round": ("轮次", "round"),
    "site": ("点位", "site"),
    "site_type": ("点位类别", "site type"),
    "standard": ("标准", "standard"),
    "team": ("测评组", "team"),
    "unit": ("责任单位", "unit"),
    "visit": ("点位测评", "visit"),
    "workspace": ("工作文件", "workspace"),
    "record": ("记录", "record"),
    "backup": ("备份", "backup"),
    "merge": ("合并", "merge"),
    # roles
    "office": ("创建办", "office"),
    # fields
    "count": ("处数", "count"),
    "deadline": ("整改期限", "deadline"),
    "note": ("备注", "note"),
    "number": ("编号", "number"),
    "place": ("具体位置", "place"),
    "points": ("分值", "points"),
    "reason": ("理由", "reason"),
    "rule": ("评分规则", "rule"),
    "state": ("测评结果", "state"),
    "text": ("文字", "text"),
    "title": ("标题", "title"),
    "name": ("名称", "name"),
    "code": ("代码", "code"),
    "kind": ("种类", "kind"),
    "date": ("日期", "date"),
    "by": ("记录人", "by"),
    "entity": ("记录种类", "kind of record"),
    "form": ("文书形式", "form"),
    "line": ("输入行", "line"),
    "out": ("输出文件", "file to write"),
    "photos": ("照片", "photos"),
    "severity": ("严重程度", "severity"),
    "start": ("起始号", "first number"),
    # reasons
    "Is a directory": ("是一个文件夹", "it is a folder"),
    "No such file or directory": ("找不到文件或文件夹", "no such file or folder"),
    "Permission denied": ("没有权限", "permission denied"),
    "directory": ("是一个文件夹", "it is a folder"),
    "exists": ("已经存在", "it exists already"),
    "header": ("文件头不符", "its header is another's"),
    "empty": ("是一个空文件", "it is empty"),
    "zip": ("压缩结构不完整或被改动", "its zip structure is cut short or altered"),
    "manifest": ("清单不符", "its manifest is not as it must be"),
    "manifest.sig": ("清单的签名不符", "its manifest's signature"),
    "data.db": ("数据部分与签名时不同", "its data differs from what was signed"),
    "blob": ("照片与清单不符", "its photos differ from its manifest"),
    "change": ("记录与清单不符", "its records differ from its manifest"),
    "frame": ("内容无法读取", "its content cannot be read"),
    "time": ("读取超时", "reading took too long"),
    "output": ("内容过多", "it holds too much"),
    "memory": ("需要的内存过多", "it needs too much memory"),
    "not canonical": ("记录写法不符", "a record is not in canonical form"),
    "numbering belongs to another installation": (
        "编号由另一份工作文件管理；如确由本机接管，请加 --renew",
        "another copy of the file numbers; to take over, add --renew",
    ),
    "same file": ("与工作文件是同一个文件", "it is the workspace itself"),
    "another workspace": ("该文件是另一份工作文件", "it is another workspace"),
    "same workbook": ("与要导入的工作簿是同一个文件", "it is the workbook to import"),
    "nothing to take back": ("没有可撤回的合并", "there is no merge to take back"),
    "no package": ("不是交换文件", "it is no package"),
    "no task package": ("不是任务包", "it is no task package"),
    "merging": ("正在合并", "a merge is running"),
    "void": ("已经作废", "it is void already"),
    "not found": ("找不到该文件", "no such file"),
    "removed": ("已被删除", "it was removed"),
}


def word(text: str, lang: str) -> str:
    """The name of one of the program's own things ("office.site" too), else the text itself."""
    found = _WORDS.get(text.removeprefix("office."))
    if found is None:
        return text
    return found[1] if lang == "en" else found[0]
