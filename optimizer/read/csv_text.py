"""A CSV file read as text, with its physical lines: to explain a fault, or to apply a scenario."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.schema import Table
from optimizer.faults import Fault
from optimizer.read.header import Header, read_header
from optimizer.read.text import Record, TextTable, decode, is_unclosed, records


def read_text(table: Table, file: str, data: bytes) -> tuple[TextTable | None, list[Fault]]:
    """The file's cells, and what is wrong with its form: encoding, quotes, header, number of cells in each row.

    No table where there is no text in the file to make one of; a file without any row has no table and no fault.
    """
    text = decode(file, data)
    if isinstance(text, Fault):
        return None, [text]
    found = list(records(text))
    if not found:
        return None, []
    faults: list[Fault] = []
    if is_unclosed(found[-1]):
        message = "a quote is opened in this row and never closed"
        faults.append(Fault(file, found[-1].line, "", '"', message))
        found.pop()
        if not found:
            return None, faults
    header = read_header(table, file, found[0].line, found[0].cells)
    faults += header.faults
    rows = found[1:]
    ragged = np.array([len(record.cells) != header.width for record in rows], dtype=np.bool_)
    faults += (_ragged(file, header, rows[row]) for row in np.flatnonzero(ragged))
    return TextTable(
        schema=table,
        file=file,
        header_line=header.line,
        columns={name: _column(rows, place) for name, place in header.places.items()},
        lines=np.array([record.line for record in rows], dtype=np.int64),
        ragged=ragged,
        absent=header.absent,
    ), faults


def row_lines(path: Path) -> NDArray[np.int64]:
    """The physical line on which each data row of a readable file begins."""
    text = path.read_bytes().decode("utf-8-sig")
    return np.array([record.line for record in records(text)][1:], dtype=np.int64)


def _column(rows: list[Record], place: int) -> list[str]:
    return [record.cells[place].strip() if place < len(record.cells) else "" for record in rows]


def _ragged(file: str, header: Header, record: Record) -> Fault:
    count = len(record.cells)
    if any("\n" in cell for cell in record.cells):
        why = "; the row runs over several lines: a quote may be left open in it"
    elif count > header.width:
        why = "; a cell with a comma in it must be quoted"
    else:
        why = "; a blank cell keeps its comma"
    message = f"the row has {count} cells where the header has {header.width}{why}"
    return Fault(file, record.line, "", ",".join(record.cells), message)
