"""The window on a small city's cases, some of them under way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.office.cases import answers, closing
from chuangjian_desktop.services.office.cases.answers import Reply
from chuangjian_desktop.services.workspace import act_as
from tests.helpers import rectifying
from tests.helpers.city import city
from tests.helpers.window import Person, window

CLERK = "周敏"


def begun(folder: Path) -> Path:
    """ZG-001-01 assigned, NM-001-01 answered with a photo, WC-001-01 and -02 checked, WC-001-03 closed."""
    with city(folder) as office:
        act_as(office, CLERK)
        rectifying.assigned(office, "ZG-001-01", deadline="3d")
        (answered,) = rectifying.assigned(office, "NM-001-01", deadline="3d")
        answers.reply(office, answered, Reply(cause="商户多", measure="已清理"), [rectifying.photo(3)])
        checked = rectifying.assigned(office, "WC-001-01", "WC-001-02")
        answers.reply_all(office, checked, Reply(measure="已擦净"))
        closing.check(office, checked)
        rectifying.closed(office, "WC-001-03")
        return office.path


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    path = begun(tmp_path)
    with window(qtbot, tmp_path) as made:
        made.installation.change(person=CLERK)
        made.open(path)
        yield made
