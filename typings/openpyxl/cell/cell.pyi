from typing import Any

class Cell:
    value: Any
    data_type: str
    row: int
    column: int
    coordinate: str
    number_format: str
    font: Any
    alignment: Any
    border: Any
    fill: Any
    hyperlink: Any
    @property
    def style_id(self) -> int: ...
