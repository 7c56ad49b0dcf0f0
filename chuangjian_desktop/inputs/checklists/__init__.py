"""Checklists as offices have them in their drawers: operating manuals, scoring rules, sheets of secret visits."""
