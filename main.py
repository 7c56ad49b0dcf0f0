"""Starts the program: the window, or a command of the command line."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    # A child process comes through here too: it must not load the whole program first.
    multiprocessing.freeze_support()
    from chuangjian_desktop.app.entry import main

    sys.exit(main())
