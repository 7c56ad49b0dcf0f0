"""What the office's documents say about itself, and how it numbers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from chuangjian_desktop.domain.documents import Issuer
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.options import read_options
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import notices

KINDS = ("整改通知书", "交办单", "督办单", "问题清单")


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Head, contact and numbering of documents. `prefixes` are the 机关代字 by kind; a number reads
    代字〔2026〕12号."""

    issuer: str = ""
    red_head: str = ""
    show_red_head: bool = True
    contact: str = ""
    phone: str = ""
    address: str = ""
    copies_to: str = ""
    printed_by: str = ""
    reply_days: int = 5
    prefixes: Mapping[str, str] = field(
        default_factory=lambda: {
            "整改通知书": "创建办整",
            "交办单": "创建办交",
            "督办单": "创建办督",
            "问题清单": "创建办单",
        }
    )


def document_settings(workspace: Workspace) -> DocumentSettings:
    """The settings; what was never set is proposed from the workspace's name."""
    with workspace.store.reading() as connection:
        stored = notices.settings(connection, "documents")
    if "prefixes" in stored:
        stored["prefixes"] = dict(stored["prefixes"])
    found = read_options(DocumentSettings(), stored)
    if found.issuer:
        return found
    name = workspace.name
    return replace(found, issuer=name, red_head=found.red_head or name, printed_by=name)


def save_document_settings(workspace: Workspace, settings: DocumentSettings) -> None:
    """Keep settings in the workspace, so that they travel with it; M27 for a number of days out of range."""
    if not 0 <= settings.reply_days <= 365:
        raise Refusal("M27", field="reply_days", value=settings.reply_days)
    options = asdict(settings)
    for name, value in options.items():
        if isinstance(value, str):
            fit(name, value)
    # Keys of the journal are ASCII; kinds are not.
    options["prefixes"] = [list(pair) for pair in sorted(settings.prefixes.items())]
    with workspace.writing() as writer:
        identity = named("office.settings", workspace.office, "documents")
        writer.put("office.settings", identity, {"kind": "documents", "options": options})


def issuer_of(settings: DocumentSettings) -> Issuer:
    """The part of the settings that documents print."""
    return Issuer(
        settings.issuer,
        settings.red_head or settings.issuer,
        settings.contact,
        settings.phone,
        settings.address,
        settings.copies_to,
        settings.printed_by or settings.issuer,
    )
