"""Starts the program: the window, or a command of the command line."""

from __future__ import annotations

import sys

from chuangjian_desktop.app.entry import main

if __name__ == "__main__":
    sys.exit(main())
