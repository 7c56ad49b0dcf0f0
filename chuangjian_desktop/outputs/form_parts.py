"""What the table form of a notice says: the one source of its PDF and its Word file."""

from __future__ import annotations

from chuangjian_desktop.domain.documents import Notice, NoticeProblem, NoticeSite
from chuangjian_desktop.domain.papers import FormLine
from chuangjian_desktop.outputs.wording import (
    DRAFT,
    basis,
    contact,
    full_date,
    headings,
    more,
    numbered,
    problem_count,
    sentence,
    site_heading,
)

WHEN = "年\u3000月\u3000日\u3000时"


def title_words(notice: Notice) -> str:
    """整改通知单, 督办单 …, and that it is a draft."""
    name = notice.kind.replace("通知书", "通知单") or "整改通知单"
    return name + (DRAFT if notice.draft else "")


def facts(notice: Notice) -> list[FormLine]:
    """What stands above the problems."""
    lines = [
        FormLine((("责任单位", notice.unit), ("问题数量", f"{problem_count(notice)}个"))),
        FormLine((("事\u3000由", notice.title.replace("\n", "")),)),
    ]
    if notice.opening:
        label = "督办事由" if notice.kind == "督办单" else "说\u3000明"
        lines.append(FormLine(((label, "\n".join(notice.opening)),)))
    return lines


def by_site(notice: Notice) -> bool:
    """Whether sites are headings of the table; else every problem names its own."""
    return notice.kind == "问题清单"


def site_words(number: int, site: NoticeSite) -> str:
    """A site as the heading of its problems."""
    return f"{site_heading(number, site)}\u3000{len(site.problems)}个问题"


def problem_words(site: NoticeSite | None, problem: NoticeProblem) -> str:
    """Its number in the ledger, where (unless a heading says it), what, and the clause it offends."""
    address = f"（{site.address}）" if site and site.address and site.address not in site.name else ""
    where = f"{site.name}{address}：" if site else ""
    listed = f"{problem.listed}\n" if problem.listed else ""
    told = f"\n{words}" if (words := more(problem)) else ""
    return f"{listed}{where}{sentence(problem.text)}{basis(problem)}{told}"


def demands(notice: Notice) -> FormLine | None:
    """What is demanded of the unit besides the deadlines."""
    return FormLine(((headings(notice.kind)[1], "\n".join(notice.closing)),)) if notice.closing else None


def closing(notice: Notice) -> list[FormLine]:
    """What stands under the problems and the demands; never torn apart."""
    issuer = notice.issuer
    answer = "\n".join(
        part for part in (f"书面反馈{issuer.name}", issuer.address, contact(issuer).strip("（）")) if part
    )
    stamp = f"{issuer.name}\n（盖章）\n{full_date(notice.date)}" if not notice.draft else issuer.name
    lines = [FormLine((("反馈期限", notice.reply_by or "—"),)), FormLine((("反馈方式", answer),))]
    if notice.attachments:
        lines.append(FormLine((("附\u3000件", "\n".join(numbered(notice.attachments))),)))
    lines.append(FormLine((("签发人", notice.signer), ("发文机关", stamp)), tall=True))
    if not notice.draft:
        lines.append(FormLine((("送达人", ""), ("签收人", "")), tall=True))
        lines.append(FormLine((("送达时间", WHEN), ("签收时间", WHEN))))
    return lines
