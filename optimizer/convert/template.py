"""A case with every table and column that there can be, so that nothing need be looked up to fill it in."""

from dataclasses import replace

from models.schema import TABLES, Table
from optimizer.convert.written import WrittenCase, WrittenTable

_NOTE = "note"


def in_full(case: WrittenCase) -> WrittenCase:
    """The same case; tables that it has not are there without rows, columns that it has not are blank."""
    absent = WrittenTable((), ())
    return replace(case, tables={table.name: _in_full(table, case.tables.get(table.name, absent)) for table in TABLES})


def _in_full(table: Table, written: WrittenTable) -> WrittenTable:
    own = [name for name in written.header if name not in table.by_name] or [_NOTE]
    header = [*table.by_name, *own]
    places = {name: place for place, name in enumerate(written.header)}
    taken = [places.get(name, -1) for name in header]
    return WrittenTable(header, [[row[place] if place >= 0 else "" for place in taken] for row in written.rows])
