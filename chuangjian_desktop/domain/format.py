"""The version of the file format, of workspaces and packages alike (`db/README.md`).

A later minor version never alters the journal's tables; it may project into tables of its own and know more entities
and fields. A later major version is refused.
"""

from __future__ import annotations

FORMAT_MAJOR, FORMAT_MINOR = 1, 1
FORMAT = f"{FORMAT_MAJOR}.{FORMAT_MINOR}"
