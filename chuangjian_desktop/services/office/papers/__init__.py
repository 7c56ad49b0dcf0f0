"""Papers of the rectification loop: what each kind says, the workbook it is answered in, printing, the office's own
templates, and the papers of single cases up to the weekly list."""
