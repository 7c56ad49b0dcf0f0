from __future__ import annotations

import sys
from collections.abc import Generator

import pytest

from tests.reliability.exchange.calling import Programs
from tests.reliability.exchange.trials import Stage


@pytest.fixture(autouse=True)
def quick(light_children: None) -> None:
    """Every test here starts children."""


@pytest.fixture(scope="session")
def programs() -> Generator[Programs]:
    if sys.platform != "linux":
        pytest.skip("calls are forked, killed and traced as Linux does it")
    with Programs() as made:
        yield made


@pytest.fixture(scope="session")
def stage(programs: Programs, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"), programs)
