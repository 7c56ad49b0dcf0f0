"""The office's standards and checklists: taken in from its own sheets, edited, tried, published and mapped, with the
figures that a city confirms or sets itself."""
