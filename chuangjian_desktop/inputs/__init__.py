"""Foreign files in: workbooks, pictures and packs become plain values; hostile bytes are read in a child process."""
