"""Moments as people read them: in the time of this computer, whatever zone they were written in. What is kept, and what
answers as JSON, has its offset and stays as it is."""

from __future__ import annotations

import datetime as dt


def local(text: str) -> dt.datetime | None:
    """A kept moment (ISO 8601) in this computer's time; one without an offset is taken for that already. None for
    what is none."""
    try:
        return dt.datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):  # the last two where a zone is put to a year that no clock knows
        return None


def local_day(text: str) -> str:
    """Its day: 2026-11-05; empty for what is no moment."""
    found = local(text)
    return f"{found:%Y-%m-%d}" if found else ""


def local_minute(text: str) -> str:
    """Its day and minute: 2026-11-05 10:30; a text that is no moment stays as it is."""
    found = local(text)
    return f"{found:%Y-%m-%d %H:%M}" if found else text
