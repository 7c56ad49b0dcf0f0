from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

class WorkSheetParser:
    merged_cells: Any
    shared_strings: list[str]
    def __init__(
        self,
        src: IO[bytes],
        shared_strings: list[str],
        data_only: bool = ...,
        epoch: datetime = ...,
        date_formats: set[int] = ...,
        timedelta_formats: set[int] = ...,
        rich_text: bool = ...,
    ) -> None: ...
    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]: ...
    def parse_cell(self, element: Any) -> dict[str, Any]: ...
