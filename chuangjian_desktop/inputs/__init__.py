"""Foreign files in: workbooks and pictures become plain values. The bytes are hostile and are read in a child process."""
