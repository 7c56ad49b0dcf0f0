"""What the repository holds: nothing that belongs to one machine, and one lock file without addresses."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Written in pieces, so that this file does not hold what it looks for.
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.$}/])/wo" + r"rk/",
            r"(?<![\w.$}/])/ho" + r"me/\w",
            r"(?<![\w.$}/])/Us" + r"ers/\w",
            r"[A-Z]:\\\\?Us" + r"ers\\",
            r"(?<![\w.$}/])/ro" + r"ot/",
            r"(?<![\w.$}/])/tm" + r"p/\w",
        )
    )
)
INDEX = re.compile(
    "|".join(
        ("py" + r"pi\.(?:org|python)", "pythonho" + r"sted\.org", "--(?:extra-)?index" + "-url", "--find" + "-links")
    )
)
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".lock",
    ".in",
    ".sh",
    ".cmd",
    ".yaml",
    ".yml",
    ".json",
    ".sql",
    ".qss",
    ".spec",
    ".iss",
    "",
}


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git or the repository's history is missing: the tracked files are unknown")
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


def lines_that_match(pattern: re.Pattern[str]) -> list[str]:
    found: list[str] = []
    for path in tracked():
        if path.suffix in TEXT:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            found += [
                f"{path.relative_to(ROOT)}:{n} {line.strip()[:100]}"
                for n, line in enumerate(lines, 1)
                if pattern.search(line)
            ]
    return found


def test_no_tracked_file_names_a_place_of_one_machine() -> None:
    assert not lines_that_match(MACHINE)


def test_no_tracked_file_names_a_package_index() -> None:
    assert not lines_that_match(INDEX)


def test_the_lock_has_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in lock
    assert "://" not in lock
    requirements = re.findall(r"^[A-Za-z0-9][^\n]*==", lock, re.MULTILINE)
    assert requirements
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[A-Za-z0-9])", lock.strip()) if "==" in block)


def test_the_lock_holds_everything_that_is_asked_for() -> None:
    def names(text: str) -> set[str]:
        return {
            re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([A-Za-z0-9][\w.-]*)", text, re.MULTILINE)
        }

    asked = names((ROOT / "requirements.in").read_text(encoding="utf-8"))
    assert not asked - names((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def test_every_locked_package_has_its_licence_listed() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").lower()
    names = [name.lower() for name in re.findall(r"^([A-Za-z0-9][\w.-]*)==", lock, re.MULTILINE)]
    assert not [name for name in names if f"| {name} |" not in listed]


def test_no_file_is_larger_than_a_repository_should_hold() -> None:
    assert not [path.name for path in tracked() if path.stat().st_size > 20_000_000]


def test_shell_scripts_parse() -> None:
    for path in [*sorted((ROOT / "packaging").glob("*.sh")), ROOT / ".ci" / "run"]:
        done = subprocess.run(["bash", "-n", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
