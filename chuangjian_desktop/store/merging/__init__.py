"""Taking in what others wrote, as a set union of changes and blobs, and taking it back."""
