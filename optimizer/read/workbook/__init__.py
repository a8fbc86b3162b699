"""A case in one workbook: its sheets read into the same tables of words as the files of a folder."""
