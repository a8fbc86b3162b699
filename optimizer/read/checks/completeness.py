"""Cells that must be filled by some row once the rows have completed each other."""

from collections.abc import Iterator

import numpy as np

from models.keys import Keys, Mask, Positions
from models.schema import Column
from optimizer.faults import MOST_TOLD, Fault
from optimizer.read.draft import Draft
from optimizer.read.drafts import Completion, Drafts
from optimizer.read.production import buildable_pairs, in_production


def cells_never_filled(drafts: Drafts) -> Iterator[Fault]:
    """A bold cell is filled for every key that a row matches, by that row or by another that matches too."""
    for table, draft in drafts.items():
        if draft.schema.every_row_counts or not any(column.blank_means_every for column in draft.schema.key):
            continue
        for column in draft.schema.values:
            if column.required and table != "parts":
                yield from _never_filled(drafts, draft, column)


def _never_filled(drafts: Drafts, draft: Draft, column: Column) -> Iterator[Fault]:
    ways = (column.name, *(other.name for other in draft.schema.values if other.instead_of == column.name))
    own = drafts.keys(draft.schema.name)
    lacking = ~draft.filled(*ways) & draft.has_key() & ~draft.is_spoiled(*own.dimensions)
    if not lacking.any():
        return
    table = draft.schema.name
    alone = np.flatnonzero(_stands_alone(draft, own, lacking, draft.filled(*ways) & draft.has_key()))
    yield from _faults(drafts, draft, ways, own.take(alone), alone)
    rows = drafts.completion(table)
    keys = _keys_in_use(drafts, table, rows)
    source = rows.at(keys)
    missing = (source >= 0) & (rows.at(keys, *ways) < 0) & ~np.isin(source, alone) & ~rows.doubtful(keys, *ways)
    yield from _faults(drafts, draft, ways, keys.take(np.flatnonzero(missing)), source[missing])


def _stands_alone(draft: Draft, keys: Keys, lacking: Mask, filled: Mask) -> Mask:
    """Which of the lacking rows share no key with any row that has the cell filled: nothing ever completes them."""
    always = [column.name for column in draft.schema.key if not column.blank_means_every]
    marks = np.zeros(len(draft), dtype=np.int64)
    for place, name in enumerate(keys.dimensions):
        marks |= (keys[name] >= 0).astype(np.int64) << place
    alone = lacking.copy()
    for mine in np.unique(marks[lacking]):
        rows = np.flatnonzero(lacking & (marks == mine))
        for theirs in np.unique(marks[filled]):
            common = [
                name for place, name in enumerate(keys.dimensions) if (mine & theirs) >> place & 1 or name in always
            ]
            others = keys.take(filled & (marks == theirs))
            alone[rows] &= ~others.distinct(*common).holds(keys.take(rows))
    return alone


def _keys_in_use(drafts: Drafts, table: str, rows: Completion) -> Keys:
    """The full keys at which the table is read."""
    if table == "tariffs":
        return drafts.served.of(drafts.planned).across("period")
    if table == "part_usage":
        return buildable_pairs(drafts).across("part")
    keys = rows.over_periods()
    return keys.take(in_production(drafts, keys)) if table == "builds" else keys


def _faults(drafts: Drafts, draft: Draft, ways: tuple[str, ...], keys: Keys, source: Positions) -> Iterator[Fault]:
    """One fault for each row that should have had the cell filled, naming the first of its keys."""
    rows, first, count = np.unique(source, return_index=True, return_counts=True)
    draft.untold += max(0, len(rows) - MOST_TOLD)
    for row, place, keys_of_row in list(zip(rows, first, count, strict=True))[:MOST_TOLD]:
        more = f" and {keys_of_row - 1} more" if keys_of_row > 1 else ""
        message = (f"{' and '.join(ways)} {'is' if len(ways) == 1 else 'are both'} blank, and no other row fills "
                   f"{'it' if len(ways) == 1 else 'one'} for {drafts.describe(keys, int(place))}{more}")  # fmt: skip
        yield draft.fault(row, ways[0], message, [(draft, int(row), name) for name in ways])
