"""The office's own Word templates, one for each kind of notice. They are kept in the workspace and travel with it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import blob
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.inputs.container import check_word
from chuangjian_desktop.inputs.sandbox import Limits, run_confined
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import notices

_MOST_FILE = 8_000_000
_MOST_BYTES = 60_000_000
_LIMITS = Limits(seconds=60, input_bytes=_MOST_FILE)


def set_template(workspace: Workspace, kind: str, path: Path) -> None:
    """Use a Word file for a kind of notice. It is looked at in a child process first.

    `Refusal` M20 for a file that is no sound .docx, holds macros or fetches anything; M27 naming a mark in double
    braces that is not known, or 正文 when it is missing, or an unknown kind; M22 unless an office.
    """
    workspace.require_office()
    settings = _kind(kind)
    data = run_confined(proved, path, _LIMITS)
    sha256 = hashlib.sha256(data).hexdigest()
    options: dict[str, Value] = {"name": fit("name", path.name), "file": blob(sha256, len(data))}
    with workspace.writing() as writer:
        writer.put_blob(sha256, data)
        writer.put(
            "office.settings",
            named("office.settings", workspace.office, settings),
            {"kind": settings, "options": options},
        )


def clear_template(workspace: Workspace, kind: str) -> None:
    """Use the program's own layout again."""
    workspace.require_office()
    settings = _kind(kind)
    with workspace.writing() as writer:
        identity = named("office.settings", workspace.office, settings)
        writer.put("office.settings", identity, {"kind": settings, "options": {}})


def template_names(workspace: Workspace) -> dict[str, str]:
    """The file names of the templates by kind; kinds without one are left out."""
    with workspace.store.reading() as connection:
        found = {kind: notices.settings(connection, _kind(kind)) for kind in KINDS}
    return {kind: str(options["name"]) for kind, options in found.items() if _sha256(options)}


@contextmanager
def template_file(workspace: Workspace, kind: str) -> Generator[Path | None]:
    """The template of a kind as a file for as long as the block runs, or None where there is none.

    It may have come from another computer, and is looked at once more. Refused like `set_template`; M15 where its
    bytes are missing.
    """
    with workspace.store.reading() as connection:
        options = notices.settings(connection, _kind(kind))
    sha256 = _sha256(options)
    if not sha256:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="chuangjian-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / safe_name(str(options["name"]))
        file.write_bytes(workspace.store.blob(sha256))
        run_confined(proved, file, _LIMITS)
        yield file


def proved(path: Path) -> bytes:
    """Runs in the child: the bytes of a file that is sound and whose marks are known."""
    check_word(path, _MOST_BYTES)
    from chuangjian_desktop.outputs.docx.template import check

    check(path)
    return path.read_bytes()


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise Refusal("M27", field="kind", value=kind)
    return f"template {kind}"


def _sha256(options: dict[str, Any]) -> str:
    kept: object = options.get("file")
    return str(cast("dict[str, object]", kept).get("blob") or "") if isinstance(kept, dict) else ""
