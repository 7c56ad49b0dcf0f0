class Override:
    PartName: str

class Manifest:
    def find(self, content_type: str) -> Override | None: ...
