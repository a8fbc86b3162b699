"""The files of a case folder, as written."""

import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from models.schema import TABLES
from optimizer.convert.written import WrittenCase, WrittenSetting, WrittenTable, left_behind
from optimizer.faults import Caution, FaultyCase
from optimizer.read.folder import Folder, open_folder
from optimizer.read.source import FolderSource
from optimizer.read.text import records


def read_folder(path: Path) -> tuple[WrittenCase, list[Caution]]:
    """The case in a folder, and what of the folder stays behind.

    Raises ``FaultyCase`` where the form of a file is at fault: what it says is not judged.
    """
    source = FolderSource(path)
    faults = list(source.faults)
    if source.is_readable:
        faults += source.settings()[1]
        faults += chain.from_iterable(source.text(table)[1] for table in TABLES if source.has(table.name))
    faults = [fault for fault in faults if not isinstance(fault, Caution)]
    if faults:
        raise FaultyCase(faults)
    folder: Folder = open_folder(path)
    tables = {table.name: _table(folder.tables[table.name]) for table in TABLES if table.name in folder.tables}
    settings = list(_settings((folder.settings or b"").decode("utf-8-sig")))
    written = WrittenCase(source.name, {name: table for name, table in tables.items() if table.header}, settings)
    others = sorted(entry.name for entry in path.iterdir() if entry.name not in folder.files())
    return written, [left_behind(name) for name in others if not name.startswith((".", "_"))]


def _table(data: bytes) -> WrittenTable:
    rows = [row for batch in records(data.decode("utf-8-sig")) for row in batch.rows]
    header = [name.strip() for name in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    width = len(header)
    return WrittenTable(header, [[_word(cell) for cell in row[:width]] for row in rows[1:]])


def _word(cell: str) -> str:
    return cell.strip().replace("\r\n", "\n")


def _settings(text: str) -> Iterator[WrittenSetting]:
    """The settings in their order, and the remarks: those behind a setting with it, those of their own in between."""
    values = tomllib.loads(text)
    for line in text.splitlines():
        name = line.partition("=")[0].strip().strip("\"'")
        if line.lstrip().startswith("#"):
            yield WrittenSetting("", remark=line.strip().lstrip("#").strip())
        elif name in values:
            yield WrittenSetting(name, values.pop(name), _remark(line))
    yield from (WrittenSetting(name, value) for name, value in values.items())


def _remark(line: str) -> str:
    """What follows a setting on its line, behind a ``#`` that is not within its value."""
    for place, sign in enumerate(line):
        if sign == "#":
            try:
                tomllib.loads(line[:place])
            except tomllib.TOMLDecodeError:
                continue
            return line[place:].lstrip("#").strip()
    return ""
