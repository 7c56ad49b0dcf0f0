"""Offline simulated measurement for city-creation campaigns (创建测评)."""

__version__ = "1.0.0"
