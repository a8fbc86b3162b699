"""Where the figures of a row come from: the lines of the case's files that they were read from."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from models.case import Case
from models.keys import MISSING, Keys, Positions
from optimizer.report.workbook.grids import Grid

MOST: Final = 4
"""Places named for one row and table; the rest are counted."""

NOWHERE: Final = "default"
"""Source of figures that no cell gives."""

_PLACE: Final = re.compile(r"(?P<file>.*?)(?P<line>\d+)")


def sources(grid: Grid, *columns: str, keys: Keys | None = None) -> list[str]:
    """For each row of a grid where its figures come from. ``columns``: ``table.column``, of all of them together.

    ``keys``: the full keys to look the tables up at where those of the grid do not do; each carries the grid's.
    """
    full = grid.full if keys is None else keys
    row_of = grid.keys.find(full)
    texts: list[list[str]] = [[] for _ in range(len(grid))]
    by_table: dict[str, list[str]] = {}
    for word in columns:
        table, column = word.split(".")
        by_table.setdefault(table, []).append(column)
    for table, names in by_table.items():
        for row, text in _of_table(grid.case, table, names, full, row_of):
            texts[row].append(text)
    return ["; ".join(parts) or NOWHERE for parts in texts]


def _of_table(case: Case, table: str, columns: Sequence[str], full: Keys,
              row_of: Positions) -> Iterable[tuple[int, str]]:  # fmt: skip
    """Row of the grid and the places in one table, for rows that have any."""
    origin = case.tables.origins.get(table)
    if origin is None or not case.tables.has(table):
        return
    rows = case.rows(table)
    completed = rows.at(full)
    if table == "surcharges":  # every matching row counts
        found = [(row_of, match, "cost") for match in completed.matches]
    else:
        found = [(row_of, completed.source(column), column) for column in columns]
    cites: dict[int, dict[str, None]] = {}
    for of_grid, source, column in found:
        used = np.unique(np.stack([of_grid, source])[:, (source != MISSING) & (of_grid >= 0)], axis=1)
        for row, place in used.T:
            cites.setdefault(int(row), {})[origin.cite(int(place), column)] = None
    for row, places in sorted(cites.items()):
        yield row, shortened(list(places))


def shortened(places: list[str]) -> str:
    """``demand.csv:2–25, 40``: lines of one file that follow each other are drawn together."""
    drawn: list[tuple[str, int, int]] = []
    others: list[str] = []
    for place in dict.fromkeys(places):
        match = _PLACE.fullmatch(place)
        if match is None:
            others.append(place)
        else:
            drawn.append((match["file"], int(match["line"]), int(match["line"])))
    spans: list[tuple[str, int, int]] = []
    for file, first, last in sorted(drawn):
        if spans and spans[-1][0] == file and spans[-1][2] == first - 1:
            spans[-1] = (file, spans[-1][1], last)
        else:
            spans.append((file, first, last))
    words, before = [], ""
    for file, first, last in spans:
        lines = f"{first}" if first == last else f"{first}–{last}"
        words.append(lines if file == before else f"{file}{lines}")
        before = file
    words += others
    left = len(words) - MOST
    return ", ".join(words[:MOST]) + (f" and {left} more" if left > 0 else "")


def listed_sources(case: Case, table: str, column: str) -> list[str]:
    """For each row of a master table where its column was read; ``default`` where it is blank."""
    frame, origin = case.tables[table], case.tables.origins.get(table)
    blank = frame[column].isna().to_numpy()
    return [NOWHERE if is_blank or origin is None else origin.cite(row, column) for row, is_blank in enumerate(blank)]
