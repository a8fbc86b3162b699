"""What a case is read from: a folder of files, or a workbook of sheets; the same questions to both."""

from pathlib import Path
from typing import Protocol

import numpy as np

from models.schema import BY_NAME, Table
from optimizer.faults import Fault
from optimizer.read.csv_text import SMALL, read_text
from optimizer.read.csv_typed import read_typed
from optimizer.read.draft import Draft
from optimizer.read.folder import SETTINGS_FILE, Folder, open_folder
from optimizer.read.origin import FileOrigin, Page, RowOrigin
from optimizer.read.settings import WrittenSettings, parse_settings
from optimizer.read.text_table import TextTable


class Source(Protocol):
    """A case as found, table by table."""

    name: str
    """Of the case."""

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, or odd, about it before any table is read."""

    @property
    def is_readable(self) -> bool:
        """Whether there is anything to read a case from."""

    def settings(self) -> tuple[WrittenSettings, list[Fault]]:
        """The settings as written, and what is wrong with how they are."""

    def page(self, table: str) -> Page:
        """The file or sheet of a table, whether or not it is there; ``case``: of the settings."""

    def has(self, table: str) -> bool:
        """Whether the file or sheet of a table is there."""

    def text(self, table: Table) -> tuple[TextTable | None, list[Fault]]:
        """A table that is there as text; no table where there is nothing in it to make one of."""

    def typed(self, table: Table) -> Draft | None:
        """A large table that is there and in order, at once; ``None``: it is to be read as text."""

    def sha256(self, scenario: str | None) -> str:
        """Digest of everything that the case says, and the scenario's name."""


class FolderSource:
    """A case folder."""

    def __init__(self, path: Path) -> None:
        self._folder: Folder = open_folder(path)
        self._path = path.resolve()
        self.name = self._path.name
        self.faults = self._folder.faults
        self.is_readable = path.is_dir()

    def settings(self) -> tuple[WrittenSettings, list[Fault]]:
        """What ``case.toml`` says."""
        return parse_settings(self._folder.settings)

    def page(self, table: str) -> Page:
        """``demand.csv``, or ``case.toml``."""
        return Page(f"{table}.csv" if table in BY_NAME else SETTINGS_FILE)

    def has(self, table: str) -> bool:
        """Whether the table's file is there and can be opened."""
        return table in self._folder.tables

    def text(self, table: Table) -> tuple[TextTable | None, list[Fault]]:
        """The cells of the table's file."""
        return read_text(table, f"{table.name}.csv", self._folder.tables[table.name])

    def typed(self, table: Table) -> Draft | None:
        """The typed columns of a large file."""
        data = self._folder.tables[table.name]
        if len(data) <= SMALL:
            return None
        origin = FileOrigin(self.page(table.name), np.empty(0, np.int64), path=self._path / f"{table.name}.csv")
        return read_typed(table, origin, data)

    def sha256(self, scenario: str | None) -> str:
        """Digest of the names and bytes of the case's files."""
        return self._folder.sha256(scenario)


def origin_of(text: TextTable, scenarios: Page) -> RowOrigin:
    """Where the rows of a table that was read as text came from."""
    return RowOrigin(text.page, text.lines, text.changed, scenarios, text.across)
