"""A CSV file read as text, with its physical lines: to explain a fault, or to apply a scenario."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.schema import Table
from optimizer.faults import Fault
from optimizer.read.header import Header, read_header
from optimizer.read.text import TextTable, decode, header_record, is_unclosed, records


def read_text(table: Table, file: str, data: bytes) -> tuple[TextTable | None, list[Fault]]:
    """The file's cells, and what is wrong with its form: encoding, quotes, header, number of cells in each row.

    No table where there is no text in the file to make one of; a file without any row has no table and no fault.
    """
    text = decode(file, data)
    if isinstance(text, Fault):
        return None, [text]
    first = header_record(text)
    if first is None:
        return None, []
    if is_unclosed(first[1]):
        return None, [_unclosed(file, first[0])]
    header = read_header(table, file, *first)
    faults = list(header.faults)
    columns: dict[str, list[str]] = {name: [] for name in header.places}
    lines: list[int] = []
    ragged: list[int] = []
    for batch in records(text):
        if is_unclosed(batch.rows[-1]):
            faults.append(_unclosed(file, batch.lines.pop()))
            batch.rows.pop()
        wrong = [place for place, cells in enumerate(batch.rows) if len(cells) != header.width]
        for place in wrong:
            faults.append(_ragged(file, header, batch.lines[place], batch.rows[place]))
            batch.rows[place] = [*batch.rows[place], *[""] * header.width][: header.width]
        ragged += [len(lines) + place for place in wrong]
        lines += batch.lines
        across = list(zip(*batch.rows, strict=True))
        for name, place in header.places.items():
            columns[name] += map(str.strip, across[place] if across else ())
    for cells in columns.values():
        del cells[0]
    is_ragged = np.zeros(len(lines), dtype=np.bool_)
    is_ragged[ragged] = True
    return TextTable(
        table, file, header.line, columns, np.array(lines[1:], np.int64), is_ragged[1:], header.absent
    ), faults


def row_lines(path: Path) -> NDArray[np.int64]:
    """The physical line on which each data row of a readable file begins."""
    text = path.read_bytes().decode("utf-8-sig")
    return np.array([line for batch in records(text) for line in batch.lines][1:], dtype=np.int64)


def _unclosed(file: str, line: int) -> Fault:
    return Fault(file, line, "", '"', "a quote is opened in this row and never closed")


def _ragged(file: str, header: Header, line: int, cells: list[str]) -> Fault:
    count = len(cells)
    if any("\n" in cell for cell in cells):
        why = "; the row runs over several lines: a quote may be left open in it"
    elif count > header.width:
        why = "; a cell with a comma in it must be quoted"
    else:
        why = "; a blank cell keeps its comma"
    message = f"the row has {count} cells where the header has {header.width}{why}"
    return Fault(file, line, "", ",".join(cells), message)
