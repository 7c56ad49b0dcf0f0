from __future__ import annotations

import sys
from collections.abc import Generator

import pytest

from tests.reliability.exchange.calling import Programs
from tests.reliability.exchange.trials import Stage


@pytest.fixture(autouse=True)
def light_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child begins by loading the main module anew, as the program's own children do; here that would be pytest."""
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.delattr(main, "__file__", raising=False)


@pytest.fixture(scope="session")
def programs() -> Generator[Programs]:
    if sys.platform != "linux":
        pytest.skip("calls are forked, killed and traced as Linux does it")
    with Programs() as made:
        yield made


@pytest.fixture(scope="session")
def stage(programs: Programs, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"), programs)
