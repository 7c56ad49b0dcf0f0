class DataValidation:
    def __init__(
        self,
        type: str | None = ...,  # noqa: A002
        formula1: str | None = ...,
        showErrorMessage: bool = ...,  # noqa: N803
        allow_blank: bool = ...,
    ) -> None: ...
    def add(self, cell: str) -> None: ...
