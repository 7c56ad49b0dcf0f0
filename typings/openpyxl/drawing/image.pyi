from pathlib import Path
from typing import IO, Any

class Image:
    width: int
    height: int
    anchor: Any
    def __init__(self, img: str | Path | IO[bytes]) -> None: ...
    def _data(self) -> bytes: ...
