"""Replies of units: workbooks, photos and packages as they arrive, matched to their cases, entered once."""
