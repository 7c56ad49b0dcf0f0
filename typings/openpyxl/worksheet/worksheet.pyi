from collections.abc import Iterable, Iterator
from typing import Any, Literal

from openpyxl.cell.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.worksheet.datavalidation import DataValidation

class Worksheet:
    title: str
    sheet_state: Literal["visible", "hidden", "veryHidden"]
    column_dimensions: Any
    row_dimensions: Any
    merged_cells: Any
    page_setup: Any
    page_margins: Any
    print_options: Any
    sheet_properties: Any
    sheet_view: Any
    oddFooter: Any
    print_title_rows: str | None
    freeze_panes: str | None
    max_row: int
    max_column: int
    values: Iterator[tuple[Any, ...]]
    rows: Iterator[tuple[Cell, ...]]
    _images: list[Image]
    _worksheet_path: str
    _shared_strings: list[str]
    def cell(self, row: int, column: int, value: Any = ...) -> Cell: ...
    def append(self, iterable: Iterable[Any]) -> None: ...
    def add_data_validation(self, data_validation: DataValidation) -> None: ...
    def add_image(self, img: Image, anchor: str | None = ...) -> None: ...
    def merge_cells(self, range_string: str) -> None: ...
    def iter_rows(self, min_row: int = ..., max_row: int = ...) -> Iterator[tuple[Cell, ...]]: ...
    def __getitem__(self, key: str) -> Cell: ...
    def __setitem__(self, key: str, value: Any) -> None: ...
