"""What the reader of cells does not tell of an OpenDocument sheet: failed formulas and merged cells."""

import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from optimizer.read.origin import column_letter
from optimizer.read.workbook.container import damaged
from optimizer.read.workbook.grid import Region
from optimizer.read.workbook.scan import FARTHEST, Scan

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SUSPICIOUS = re.compile(rb"""value-type="error"|number-(?:columns|rows)-spanned="(?:[2-9]|[0-9]{2,})""")
_REPEATED = re.compile(
    rb"""<table:table-cell\b(?=[^>]*value-type=)[^>]*number-columns-repeated="[0-9]{4,}"""
    rb"""|<table:table-row\b[^>]*number-rows-repeated="[0-9]{4,}"[^>]*>(?:(?!</table:table-row>).)*?value-type=""",
    re.DOTALL,
)
"""A cell that is filled and stands in thousands of columns or rows: blank ones do in every sheet."""


def scans(content: bytes) -> dict[str, Scan]:
    """What there is of each sheet, in the one text of all; nothing where there is none in any.

    Raises ``NoWorkbook`` where the text is damaged.
    """
    if not (_SUSPICIOUS.search(content) or _REPEATED.search(content)):
        return {}
    found = {}
    try:
        for _, table in ElementTree.iterparse(io.BytesIO(content)):
            if table.tag == f"{_TABLE}table":
                found[table.get(f"{_TABLE}name", "")] = _scan(table)
                table.clear()
    except (ElementTree.ParseError, ValueError) as fault:
        damaged(fault)
    return found


def _scan(table: ElementTree.Element) -> Scan:
    errors: dict[tuple[int, int], str] = {}
    merged: list[Region] = []
    for place, cell in _cells(table):
        if (place.bottom + 1) * (place.right + 1) > FARTHEST and _is_filled(cell):
            return Scan(farthest=f"{column_letter(place.right)}{place.bottom + 1}")
        if cell.get(f"{_CALC}value-type") == "error":
            errors[place.top, place.left] = "".join(said for part in cell.iter(f"{_TEXT}p") for said in part.itertext())
        rows, columns = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if rows > 1 or columns > 1:
            merged.append(Region(place.top, place.left, place.top + rows - 1, place.left + columns - 1))
    return Scan(errors, merged=tuple(merged))


def _is_filled(cell: ElementTree.Element) -> bool:
    return any(name.endswith("}value-type") for name in cell.attrib)


def _cells(table: ElementTree.Element) -> Iterator[tuple[Region, ElementTree.Element]]:
    """The cells of a sheet, each with all the places in which it stands."""
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        rows, column = int(line.get(f"{_TABLE}number-rows-repeated", 1)), 0
        for cell in line:
            columns = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            yield Region(row, column, row + rows - 1, column + columns - 1), cell
            column += columns
        row += rows
