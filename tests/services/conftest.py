"""What several tests of services need."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from chuangjian_desktop.inputs.photos.worker import PhotoWorker


@pytest.fixture(scope="module")
def worker() -> Generator[PhotoWorker]:
    """The process that decodes photos."""
    with PhotoWorker() as made:
        yield made
