"""What Settings shows."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.services.casework.options import CaseOptions
from chuangjian_desktop.services.office.settings import DocumentSettings
from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class SettingsState:
    """Everything visible. `told` is what the last act on the file came to."""

    loaded: bool = False
    facts: str = ""
    person: str = ""
    theme: str = "system"
    language: str = "zh"
    backup_on_close: bool = True
    budget_gb: int = 20
    unit_columns: tuple[Column, ...] = ()
    units: tuple[Row, ...] = ()
    team_columns: tuple[Column, ...] = ()
    teams: tuple[Row, ...] = ()
    backup_columns: tuple[Column, ...] = ()
    backups: tuple[Row, ...] = ()
    documents: DocumentSettings | None = None
    versions: tuple[tuple[str, str], ...] = ()
    told: str = ""
    mood: str = "gain"


@dataclass(frozen=True, slots=True)
class CasesState:
    """What the page about cases shows. `known` says how the chosen year is counted, and which years are shipped."""

    options: CaseOptions
    hours: str
    year: int
    known: str
    columns: tuple[Column, ...]
    days: tuple[Row, ...]
