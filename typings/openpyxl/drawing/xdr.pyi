class XDRPositiveSize2D:
    width: int
    height: int
    def __init__(self, cx: int, cy: int) -> None: ...

class XDRPoint2D:
    def __init__(self, x: int, y: int) -> None: ...
