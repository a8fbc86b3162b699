"""The planning workbook: a plan as a spreadsheet that stays alive, its decisions the cells a planner may change."""
