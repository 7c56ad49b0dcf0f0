"""Packages in and out. Nothing here decides whom to trust or what to merge; no import reaches SQLAlchemy."""
