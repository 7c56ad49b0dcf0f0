"""The generated schema in `db/` is what the program has."""

from __future__ import annotations

from chuangjian_desktop.resources import HOME
from chuangjian_desktop.store.describe import projection_sql


def test_projection_sql_is_what_the_program_makes() -> None:
    assert (HOME / "db" / "projection.sql").read_text(encoding="utf-8") == projection_sql()
