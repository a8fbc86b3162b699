"""An edited plan folder: its decision tables as text."""

from collections.abc import Callable
from pathlib import Path

from models.tables import Tables
from optimizer.evaluate.written import Written, asked_of, schema
from optimizer.faults import Fault
from optimizer.read.csv_text import read_text
from optimizer.read.origin import RowOrigin

Opener = Callable[[str], bytes]
"""Gives the bytes of a file; raises ``OSError`` where it can't be read."""


def read_folder(place: Path, tables: Tables) -> tuple[list[Written], list[Fault]]:
    """The decision tables of a plan folder as they stand."""
    return read_files(lambda file: (place / file).read_bytes(), tables)


def read_files(open_file: Opener, tables: Tables) -> tuple[list[Written], list[Fault]]:
    """The decision tables of a plan's files, and what is wrong with their form. A file without rows decides nothing."""
    found: list[Written] = []
    faults: list[Fault] = []
    for table in asked_of(tables):
        file = f"{table.plan_table}.csv"
        try:
            data = open_file(file)
        except OSError as error:
            why = (error.strerror or "unknown error").lower()
            faults.append(Fault(file, None, "", "", f"can't be read: {why}; a plan of this case has this table"))
            continue
        text, wrong = read_text(schema(table), file, data)
        faults += wrong
        if text is not None:
            found.append(Written(table, text, RowOrigin(text.page, text.lines)))
        elif not wrong:
            faults.append(Fault(file, None, "", "", "is empty; its header must stay, rows or no rows"))
    return found, faults
