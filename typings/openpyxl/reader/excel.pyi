from pathlib import Path
from zipfile import ZipFile

from openpyxl.packaging.manifest import Manifest
from openpyxl.workbook import Workbook

class ExcelReader:
    archive: ZipFile
    package: Manifest
    shared_strings: list[str]
    wb: Workbook
    def __init__(
        self,
        fn: str | Path,
        read_only: bool = ...,
        keep_vba: bool = ...,
        data_only: bool = ...,
        keep_links: bool = ...,
        rich_text: bool = ...,
    ) -> None: ...
    def read_strings(self) -> None: ...
    def read_properties(self) -> None: ...
    def read_custom(self) -> None: ...
    def read_theme(self) -> None: ...
    def read(self) -> None: ...
