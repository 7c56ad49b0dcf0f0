"""Beginning at a task package: a workspace of the team (or the lower office) that it is addressed to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.package import Manifest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.services.exchange.merging import gathered
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, now, open_workspace
from chuangjian_desktop.store.packages.arrival import peek
from chuangjian_desktop.store.store import Store

_PACKAGE = b"PK"
_TASKS = ("assignment", "correction")


def is_package(path: Path) -> bool:
    """Whether a file begins as a package does, whatever its name; False for what cannot be read, which opening it
    then tells in words."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_PACKAGE)) == _PACKAGE
    except OSError:
        return False


def envelope(package: Path) -> Manifest:
    """What a package says of itself; its signature is proved, its content is not read. `Refusal` M01–M05."""
    manifest = peek(package)
    if manifest is None:
        raise Refusal("M01", file=package.name, detail="no package")
    return manifest


def foremost(packages: Sequence[Path]) -> Path:
    """Of several packages that with which a workspace can begin, a task before a correction; the first where there is
    none. What cannot be read is no beginning: opening it tells why."""
    return min(packages, key=_rank)


def _rank(package: Path) -> int:
    try:
        manifest = peek(package)
    except Refusal:
        return len(_TASKS)
    begins = manifest is not None and manifest.purpose in _TASKS and manifest.addressee.role
    return _TASKS.index(manifest.purpose) if manifest is not None and begins else len(_TASKS)


def create_from(path: Path, package: Path, installation: Installation, progress: Progress | None = None) -> Workspace:
    """A workspace out of a task package; its signer is the office from now on. All of it or no file: it gets its name
    when everything is in.

    `Refusal` M01–M05 for the package, M17 for one that is no task, M26 when the name is taken.
    """
    manifest = envelope(package)
    if manifest.purpose not in _TASKS or not manifest.addressee.role:
        raise Refusal("M17", file=package.name, detail="no task package")
    if path.exists():
        raise Refusal("M26", what=path.name, reason="exists")
    with written_beside(path) as beside:
        Store.create(beside, _facts(manifest, installation), now).close()
        _fill(beside, package, manifest, installation, progress)
    return open_workspace(path, installation)


def _facts(manifest: Manifest, installation: Installation) -> dict[str, str]:
    to = manifest.addressee
    return {
        "role": to.role,
        "name": to.name,
        "team": to.team,
        "office": manifest.office,
        "replica": fresh(),
        "installation": installation.id,
        "created": now().isoformat(timespec="seconds"),
    }


def _fill(path: Path, package: Path, manifest: Manifest, installation: Installation, progress: Progress | None) -> None:
    trust = Choice(trust_office=frozenset({fingerprint(bytes.fromhex(manifest.sender.key))}))
    with closing(open_workspace(path, installation)) as workspace:
        with gathered(workspace, [package], trust, progress, carry=True) as found:
            view = found.take(scores=False).packages[0]
        if view.refusal is not None:
            raise view.refusal
