"""What the reader of cells does not tell of an OpenDocument sheet: failed formulas and merged cells."""

import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from optimizer.read.workbook.grid import Region
from optimizer.read.workbook.scan import FARTHEST, Scan

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SUSPICIOUS = re.compile(rb"""value-type="error"|number-(?:columns|rows)-spanned="(?:[2-9]|[0-9]{2,})""")
_REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated="([0-9]{5,})""")


def scan(content: bytes, sheet: str) -> Scan:
    """Search the one text of all sheets for what there is of this one."""
    if not (_SUSPICIOUS.search(content) or _REPEATED.search(content)):
        return Scan()
    errors: dict[tuple[int, int], str] = {}
    merged: list[Region] = []
    for row, column, times, cell in _cells(content, sheet):
        if times > FARTHEST and _is_filled(cell):
            return Scan(farthest="its last row or column, the same cell over and over")
        if cell.get(f"{_CALC}value-type") == "error":
            errors[row, column] = "".join(text for part in cell.iter(f"{_TEXT}p") for text in part.itertext())
        rows, columns = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if rows > 1 or columns > 1:
            merged.append(Region(row, column, row + rows - 1, column + columns - 1))
    return Scan(errors, merged=tuple(merged))


def _is_filled(cell: ElementTree.Element) -> bool:
    return any(name.endswith("}value-type") for name in cell.attrib)


def _cells(content: bytes, sheet: str) -> Iterator[tuple[int, int, int, ElementTree.Element]]:
    """The cells of a sheet: row, column, how many times it stands there, and the cell."""
    for _, table in ElementTree.iterparse(io.BytesIO(content)):
        if table.tag != f"{_TABLE}table":
            continue
        if table.get(f"{_TABLE}name") == sheet:
            yield from _cells_of(table)
        table.clear()


def _cells_of(table: ElementTree.Element) -> Iterator[tuple[int, int, int, ElementTree.Element]]:
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        rows, column = int(line.get(f"{_TABLE}number-rows-repeated", 1)), 0
        for cell in line:
            columns = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            yield row, column, (row + rows) * (column + columns), cell
            column += columns
        row += rows
