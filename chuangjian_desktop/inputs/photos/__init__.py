"""Photos in: a foreign picture becomes a working copy, a thumbnail and the facts of the original."""
