"""Work on a foreign file in a child process that may crash, hang or swell without harm to the program.

The file is copied to a staging folder first, with a cap; what the child hands back are plain bytes in a file beside
it, never objects. In a frozen program the entry must call `multiprocessing.freeze_support()` first.
"""

from __future__ import annotations

import json
import multiprocessing
import shutil
import stat
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.system.limits import COUNTED, limit_this_process, used_by_children

Work = Callable[[Path], bytes]
_RESULT, _REFUSED = "result", "refused"
KEPT = "kept"
_MEGABYTE = 1_000_000
_OUT_OF_TIME = (-24, -9)
"""How a child ends that used up its processor time: by the signal XCPU, or KILL a second later."""
_PATIENCE = 3
"""How many times as long we wait for a child whose processor time is counted: what it waits for is not its doing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: wall time in seconds, memory, size of the foreign file and of the answer in bytes.

    `processor_seconds` ends a busy child sooner, where the system counts them (not on Windows): that hardly depends on
    what else the machine is doing. The wall time is then only for one that hardly gets a turn, and three times as long.
    """

    seconds: float = 60.0
    processor_seconds: int | None = None
    memory: int = 2_000 * _MEGABYTE
    input_bytes: int = 64 * _MEGABYTE
    output_bytes: int = 128 * _MEGABYTE


def run_confined(work: Work, file: Path, limits: Limits | None = None, *, kept: Path | None = None) -> bytes:
    """What `work` (a function of a module) returns for a staged copy of `file`. Files that it puts into the folder
    `KEPT` beside the copy are moved into the folder `kept`.

    A `Refusal` raised by `work` is raised here too; any other end of the child (fault, crash, time, memory, too much
    output) is `Refusal` M20 with `file`, `detail_zh` and `detail_en`. The file itself is only read.
    """
    bounds = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="chuangjian-", ignore_cleanup_errors=True) as folder:
        staged = Path(folder) / f"staged{file.suffix[:16]}"
        _stage(file, staged, bounds.input_bytes)
        _run_child(work, staged, bounds, file.name)
        answer = _answer(staged.parent, bounds, file.name)
        if kept is not None:
            _keep(staged.parent / KEPT, kept)
        return answer


def _keep(source: Path, target: Path) -> None:
    for each in sorted(source.iterdir()) if source.is_dir() else ():
        if stat.S_ISREG(each.lstat().st_mode):
            shutil.move(each, target / each.name)


def refusal(file: str, reason: str, reason_en: str) -> Refusal:
    """M20 with its reason in both languages."""
    return Refusal("M20", file=file, detail_zh=reason, detail_en=reason_en)


def _stage(file: Path, staged: Path, most: int) -> None:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise refusal(file.name, "不是普通文件", "not an ordinary file")
        with file.open("rb") as source, staged.open("wb") as target:
            copied = 0
            while chunk := source.read(_MEGABYTE):
                copied += len(chunk)
                if copied > most:
                    megabytes = most // _MEGABYTE
                    raise refusal(file.name, f"文件超过 {megabytes} MB", f"the file is larger than {megabytes} MB")
                target.write(chunk)
    except FileNotFoundError as error:
        raise refusal(file.name, "文件不存在", "there is no such file") from error
    except PermissionError as error:
        raise refusal(file.name, "没有读取权限", "no permission to read it") from error
    except OSError as error:
        raise refusal(file.name, f"读取失败：{error.strerror}", f"reading failed: {error.strerror}") from error


def _run_child(work: Work, staged: Path, limits: Limits, name: str) -> None:
    most = limits.seconds * (_PATIENCE if limits.processor_seconds is not None and COUNTED else 1)
    used = used_by_children()
    process = multiprocessing.get_context("spawn").Process(target=_child, args=(work, staged, limits), daemon=True)
    process.start()
    process.join(most)
    if process.is_alive():
        _end(process)
        raise refusal(name, *_never_ended(most, used_by_children() - used))
    code = process.exitcode
    process.close()
    if limits.processor_seconds is not None and code in _OUT_OF_TIME:
        raise refusal(name, *_took_too_long(limits.processor_seconds))
    if code != 0:
        raise refusal(
            name, f"读取时出错中止（{code}），文件可能已损坏", f"reading broke off ({code}); it may be damaged"
        )


def _never_ended(most: float, worked: float) -> tuple[str, str]:
    """A child that the processor hardly turned to says nothing about its file."""
    zh, en = _took_too_long(most)
    if COUNTED and worked < most / 2:
        zh += f"：电脑太忙，其间只轮到 {worked:.1f} 秒处理器时间。文件不一定有问题，过一会儿再试"
        en += f": the computer is busy and gave it {worked:.1f} seconds only; the file may be sound, try again later"
    return zh, en


def _took_too_long(seconds: float) -> tuple[str, str]:
    return f"{seconds:g} 秒内未能读完", f"it could not be read within {seconds:g} seconds"


def _end(process: SpawnProcess) -> None:
    process.kill()
    process.join()
    process.close()


def _answer(folder: Path, limits: Limits, name: str) -> bytes:
    refused = folder / _REFUSED
    if refused.exists():
        told = json.loads(refused.read_bytes()[:_MEGABYTE])
        details = {str(key): value if isinstance(value, int) else str(value) for key, value in told["details"].items()}
        raise Refusal(str(told["code"]), **{**details, "file": name})
    result = folder / _RESULT
    if not result.exists() or result.stat().st_size > limits.output_bytes:
        raise refusal(name, "内容过多", "it holds too much")
    return result.read_bytes()


# ---- in the child ----------------------------------------------------------------------------------------------------


def _child(work: Work, staged: Path, limits: Limits) -> None:
    """Runs in the child: every outcome becomes a file in the staging folder."""
    warnings.simplefilter("ignore")
    limit_this_process(limits.memory, limits.processor_seconds or int(limits.seconds) + 1)
    try:
        answer = work(staged)
    except Refusal as told:
        _put(staged.parent / _REFUSED, _told(told))
    except MemoryError:
        _put(
            staged.parent / _REFUSED, _told(refusal("", "内容过多，超出内存限制", "it needs more memory than allowed"))
        )
    except RecursionError:
        _put(staged.parent / _REFUSED, _told(refusal("", "嵌套过深", "it is nested too deeply")))
    except Exception as error:  # noqa: BLE001 - a foreign file may raise anything; the kind is told to who asks for it
        told = refusal("", "文件已损坏，内容读不出来", "the file is damaged, its content cannot be read")
        told.details["kind"] = type(error).__name__
        _put(staged.parent / _REFUSED, _told(told))
    else:
        _put(staged.parent / _RESULT, answer[: limits.output_bytes + 1])


def _told(told: Refusal) -> bytes:
    return json.dumps({"code": told.code, "details": told.details}).encode()


def _put(file: Path, content: bytes) -> None:
    beside = file.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(file)
