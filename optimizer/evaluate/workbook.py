"""An edited planning workbook: its decision tables as text, and what else it says of itself."""

from dataclasses import dataclass
from pathlib import Path

from models.tables import Tables
from optimizer.evaluate.workbook_table import TableReader, Words
from optimizer.evaluate.written import Written, asked_of
from optimizer.faults import Fault
from optimizer.read.numbers import as_number
from optimizer.read.workbook.container import NoWorkbook
from optimizer.read.workbook.plain import PlainBook
from optimizer.report.workbook.layout import FORMAT, Marker, Sheet
from optimizer.request import BadRequest


@dataclass(frozen=True)
class Says:
    """What a workbook says of itself; ``None`` where it doesn't."""

    inputs: str | None
    """Digest of the inputs of the plan that it was made from."""
    solved: float | None
    """The objective of that plan."""
    objective: float | None
    """What its own formulas make of the edited plan."""


def read_workbook(path: Path, tables: Tables) -> tuple[list[Written], list[Fault]]:
    """The decision tables of a planning workbook, and what is wrong with their form."""
    book = _opened(path)
    found: list[Written] = []
    faults: list[Fault] = []
    sheets: dict[str, Words] = {}
    for table in asked_of(tables):
        name = table.sheet.value
        if not book.has(name):
            message = f'the sheet is missing; it holds the table "{table.title}"'
            faults.append(Fault(name, None, "", "", message, letter=""))
            continue
        if name not in sheets:
            sheets[name] = book.words(name)
        reader = TableReader(table, sheets[name], tables.listed("period"))
        written = reader.read()
        faults += reader.faults
        if written is not None:
            found.append(written)
    return found, faults


def says_of_itself(path: Path) -> Says:
    """What the workbook says it was made from and is worth. Raises ``BadRequest`` where it is no planning workbook."""
    book = _opened(path)
    if not book.has(Sheet.README.value):
        raise BadRequest(f"{path} is no planning workbook: it has no sheet {Sheet.README.value}")
    marks = {row[0]: row[1] for row in book.words(Sheet.README.value) if len(row) > 1}
    if (written := marks.get(Marker.FORMAT.value)) != FORMAT:
        what = f"is of format {written}" if written else "does not say its format"
        raise BadRequest(f"{path} {what}, and {FORMAT} is what can be read: solve again with --format xlsx")
    figures = book.words(Sheet.SUMMARY.value) if book.has(Sheet.SUMMARY.value) else []
    names = [row[0] for row in figures]
    solved = _figure(figures, names.index("Objective")) if "Objective" in names else None
    now = next((at for at, name in enumerate(names) if name.startswith("Objective (")), None)
    return Says(marks.get(Marker.INPUTS.value), solved, None if now is None else _figure(figures, now))


def _figure(rows: Words, at: int) -> float | None:
    return as_number(rows[at][1]) if len(rows[at]) > 1 else None


def _opened(path: Path) -> PlainBook:
    try:
        return PlainBook(path)
    except NoWorkbook as fault:
        raise BadRequest(f"{path} {fault}") from None
    except OSError as fault:
        raise BadRequest(f"{path} can't be read: {(fault.strerror or 'unknown error').lower()}") from fault
