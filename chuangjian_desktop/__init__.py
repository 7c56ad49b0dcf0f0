"""Offline simulated measurement for city-creation campaigns (创建测评)."""

__version__ = "1.0.0"

import os

# openpyxl would take lxml where it is installed, and trust it with XML that defusedxml refuses.
os.environ["OPENPYXL_LXML"] = "False"
