"""The oracle's own reading of a case: raw rows of text, completed cell by cell, one full key at a time.

Shares nothing with the tool: keys and blanks are written out again here from the data dictionary. Slow and obvious.
"""

import csv
import math
import tomllib
from pathlib import Path

KEYS = {
    "periods": ("period",),
    "plants": ("plant",),
    "models": ("model",),
    "markets": ("market",),
    "capacity": ("plant", "line", "period"),
    "builds": ("plant", "line", "model", "period"),
    "demand": ("market", "model", "period"),
    "routes": ("route",),
    "freight": ("route", "model", "period"),
    "exchange_rates": ("currency", "period"),
    "surcharges": ("route", "market", "model", "period"),
    "adaptations": ("model", "market", "plant", "period"),
    "tariffs": ("market", "model", "plant", "period"),
    "services": ("service", "period"),
    "programs": ("model", "market"),
    "yards": ("plant", "model", "market"),
    "stock": ("market", "model"),
    "pipeline": ("market", "model", "period"),
    "parts": ("part", "period"),
    "part_usage": ("part", "model", "plant", "market"),
    "mix": ("plant", "line", "family", "model", "period"),
    "shifts": ("plant", "line", "pattern", "period"),
    "frozen": ("plant", "line", "model", "market", "period"),
    "baseline": ("plant", "line", "model", "market", "period"),
    "scenarios": (),
}


class AmbiguousCellError(Exception):
    """Two equally specific rows fill the same cell: the case is faulty, not the tool."""


class Raw:
    """What the files say, asked for one full key at a time."""

    def __init__(self, settings, tables):
        self.settings = settings
        self.tables = {
            name: [{column: cell.strip() for column, cell in row.items()} for row in rows]
            for name, rows in tables.items()
        }
        self._index = {}

    @classmethod
    def folder(cls, folder):
        """The case in a folder of CSV files."""
        folder = Path(folder)
        settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
        tables = {}
        for path in folder.glob("*.csv"):
            with path.open(newline="", encoding="utf-8-sig") as file:
                tables[path.stem] = list(csv.DictReader(file))
        return cls(settings, tables)

    def rows(self, table):
        """All rows of a table; none where it is absent."""
        return self.tables.get(table, [])

    def matching(self, table, *key):
        """Rows that match a full key: each key cell is blank ("blank means every") or equal."""
        names = KEYS[table]
        if table not in self._index:  # the first key cell is filled nearly everywhere: look there first
            index = {}
            for row in self.rows(table):
                index.setdefault(row.get(names[0], ""), []).append(row)
            self._index[table] = index
        near = self._index[table].get(key[0], []) + (self._index[table].get("", []) if key[0] else [])
        return [
            row for row in near if all(row.get(name, "") in ("", value) for name, value in zip(names, key, strict=True))
        ]

    def filled(self, table, columns, *key):
        """The column and text that count for a full key, of one column or of several alternative ones; ``None``.

        "for one full key, each column takes its value from the matching row with the most filled key cells that has
        that cell filled"; "Of two alternative columns the one in the more specific row counts".
        """
        found = [
            (sum(row.get(name, "") != "" for name in KEYS[table]), column, row[column])
            for row in self.matching(table, *key)
            for column in columns
            if row.get(column, "") != ""
        ]
        if not found:
            return None
        most = max(specific for specific, _, _ in found)
        best = [(column, text) for specific, column, text in found if specific == most]
        if len(best) > 1:
            raise AmbiguousCellError(f"{table} {key}: {best}")
        return best[0]

    def number(self, table, column, default, *key):
        """A number for a full key; the default where no matching row fills it."""
        found = self.filled(table, (column,), *key)
        return default if found is None else amount(found[1])

    def word(self, table, column, default, *key):
        """A word for a full key; the default where no matching row fills it."""
        found = self.filled(table, (column,), *key)
        return default if found is None else found[1]


def amount(text):
    """A number, or the word ``none`` for no limit."""
    return math.inf if text == "none" else float(text)
