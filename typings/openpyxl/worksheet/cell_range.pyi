class CellRange:
    min_row: int
    min_col: int
    max_row: int
    max_col: int
    def __init__(
        self,
        range_string: str | None = ...,
        min_col: int | None = ...,
        min_row: int | None = ...,
        max_col: int | None = ...,
        max_row: int | None = ...,
    ) -> None: ...
