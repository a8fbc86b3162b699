"""The first sheet of a case's workbook: what it is, how it is filled in, and where everything stands."""

from xlsxwriter.worksheet import Worksheet

from models.schema import BY_NAME, TABLES
from optimizer.convert.styles import Styles
from optimizer.convert.written import WrittenCase

_HOW = (
    "Each sheet is one table, each row one fact. Blue cells are yours to fill in; point at a heading to see its "
    "meaning, its unit and what a blank cell stands for.",
    "Columns whose names begin with note, source or _ are for your own remarks. So are sheets with such names, and "
    "this one. They are not read.",
    "A period may be typed by its name or as the date it begins on. Names are text: 01 is not 1.",
    "Figures may stand with one column for each period: leave out the column period and name columns like the periods; "
    "with two things side by side, write price 2026-01 and so on.",
    "optimizer check FILE.xlsx lists everything that is wrong, with its sheet and cell. optimizer solve FILE.xlsx "
    "makes the plan. optimizer convert FILE.xlsx FOLDER makes CSV files of it.",
)
_HEADING_ROW = len(_HOW) + 3


def write_readme(sheet: Worksheet, case: WrittenCase, styles: Styles) -> None:
    """Write it: the title, how to fill in the workbook, and every sheet with a link to it."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 100)
    sheet.write_string(0, 0, case.title or "Planning case", styles.title)
    for row, line in enumerate(_HOW, 1):
        sheet.merge_range(row, 0, row, 2, line, styles.plain)
        sheet.set_row(row, 32)
    for place, heading in enumerate(("sheet", "needed", "what it says")):
        sheet.write_string(_HEADING_ROW, place, heading, styles.header)
    listed = [("case", True, "The settings of the case: currency, title, whole vehicles or not.")]
    listed += [(table.name, table.required, table.meaning) for table in TABLES if table.name in case.tables]
    for row, (name, is_required, meaning) in enumerate(listed, _HEADING_ROW + 1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        rows = len(case.tables[name].rows) if name in BY_NAME else 1
        sheet.write_string(row, 1, "always" if is_required else "if used" if rows else "not used", styles.plain)
        sheet.write_string(row, 2, meaning.replace("`", ""), styles.plain)
