from __future__ import annotations

import errno

import pytest

from chuangjian_desktop.system.faults import code_of, is_held


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "M06"),
        (errno.EDQUOT, "M06"),
        (errno.EFBIG, "M06"),
        (errno.EROFS, "M16"),
        (errno.EACCES, "M16"),
        (errno.EIO, "M07"),
    ],
)
def test_what_the_system_says_has_a_code_of_the_contract(number: int, code: str) -> None:
    assert code_of(OSError(number, "said")) == code


def test_a_file_that_windows_shares_out_is_held_and_not_forbidden() -> None:
    fault = OSError(errno.EACCES, "sharing violation")
    fault.winerror = 32  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    assert is_held(fault)
    assert code_of(fault) == "M08"
    assert not is_held(OSError(errno.EACCES, "no permission"))
