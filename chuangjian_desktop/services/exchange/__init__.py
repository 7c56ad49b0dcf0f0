"""What travels between laptops: packages out and in, receipts, conflicts and duplicates. Everybody's business, so it
belongs neither to evaluators nor to clerks alone."""
