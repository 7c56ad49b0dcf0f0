from typing import Any

class Text:
    @property
    def content(self) -> str: ...
    @classmethod
    def from_tree(cls, node: Any) -> Text: ...
