class XDRPositiveSize2D:
    width: int
    height: int
    def __init__(self, cx: int, cy: int) -> None: ...
