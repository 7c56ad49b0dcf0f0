from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chuangjian_desktop.system.medium import FAT_LARGEST, file_system, free_space, largest_file


def mounts(folder: Path, *lines: str) -> Path:
    path = folder / "mounts"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells by itself")
@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["/dev/sda / ext4 rw", "/dev/sdb {} vfat rw"], "vfat"),
        (["/dev/sdb {} vfat rw", "/dev/sda / ext4 rw"], "vfat"),
        (["/dev/sda / ext4 rw", "/dev/sdb {}/other vfat rw"], "ext4"),
        (["/dev/sda / ext4 rw", "/dev/sdb {} vfat rw", "/dev/sdc {} exfat rw"], "exfat"),
        (["nonsense", ""], ""),
    ],
)
def test_the_nearest_mount_above_a_folder_tells_its_kind(tmp_path: Path, lines: list[str], kind: str) -> None:
    folder = tmp_path / "U 盘"
    (folder / "other").mkdir(parents=True)
    named = [line.format(str(folder).replace(" ", r"\040")) for line in lines]
    assert file_system(folder, mounts(tmp_path, *named)) == kind


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells by itself")
def test_a_system_that_cannot_tell_sets_no_limit(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "missing") == ""


def test_a_usual_disk_has_space_and_no_limit(tmp_path: Path) -> None:
    assert free_space(tmp_path) > 0
    assert largest_file(tmp_path) in (None, FAT_LARGEST)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_on_this_process_counts(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from chuangjian_desktop.system.medium import largest_file;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000)); print(largest_file(Path(sys.argv[1])))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "5000000"
