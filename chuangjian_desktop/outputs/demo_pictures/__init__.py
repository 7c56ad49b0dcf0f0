"""Photos of the demo city, drawn by the program."""

from chuangjian_desktop.outputs.demo_pictures.drawing import KINDS, LABEL, draw, kind_for

__all__ = ["KINDS", "LABEL", "draw", "kind_for"]
