"""Elements of a Word document's XML, where the library has no name of its own for them."""

from __future__ import annotations

from typing import Any

from docx.oxml import parser
from docx.oxml.ns import qn


def element(tag: str, **values: str) -> Any:  # noqa: ANN401 - the library's elements come without types
    """An element such as "w:docGrid" with attributes of the same namespace."""
    library: Any = parser
    made = library.OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made
