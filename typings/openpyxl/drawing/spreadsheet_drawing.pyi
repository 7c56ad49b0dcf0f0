from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D

class AnchorMarker:
    col: int
    row: int
    def __init__(self, col: int = ..., colOff: int = ..., row: int = ..., rowOff: int = ...) -> None: ...

class AbsoluteAnchor:
    def __init__(self, pos: XDRPoint2D = ..., ext: XDRPositiveSize2D = ...) -> None: ...

class OneCellAnchor:
    def __init__(self, _from: AnchorMarker = ..., ext: XDRPositiveSize2D = ...) -> None: ...

class TwoCellAnchor:
    def __init__(self, _from: AnchorMarker = ..., to: AnchorMarker = ...) -> None: ...
