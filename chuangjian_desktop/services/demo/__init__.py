"""The demo city: a whole round of 云川市, so that nobody meets an empty window."""

from chuangjian_desktop.services.demo.make import DemoFiles, make_demo

__all__ = ["DemoFiles", "make_demo"]
