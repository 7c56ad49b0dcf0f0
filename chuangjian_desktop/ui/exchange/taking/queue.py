"""Files that wait until others were examined. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chuangjian_desktop.ui.text.words import t


class Queue:
    """Each file once, in the order in which they came; true while there are any."""

    def __init__(self) -> None:
        self._paths: dict[Path, None] = {}

    def __bool__(self) -> bool:
        return bool(self._paths)

    def put(self, paths: Iterable[Path]) -> None:
        """Further files wait."""
        self._paths |= dict.fromkeys(paths)

    def taken(self) -> tuple[Path, ...]:
        """All that waited; it waits no longer."""
        paths, self._paths = tuple(self._paths), {}
        return paths

    def dropped(self) -> str:
        """Let go of what waited, with a word about it; none when nothing did."""
        paths = self.taken()
        return t("还有 {n} 个文件没有查看，需要时请再拖进来", n=len(paths)) if paths else ""
