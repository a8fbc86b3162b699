"""A case copied from a folder into a workbook, or back, with all that its owner keeps in it."""
