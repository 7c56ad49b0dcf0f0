"""Rounds: begun, compared, scored by a profile that can be tried out first, drawn by quotas."""
