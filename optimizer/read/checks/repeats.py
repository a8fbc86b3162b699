"""Rows that say the same thing twice, or two different things about one."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from models.keys import Keys
from optimizer.faults import Fault
from optimizer.read.draft import Cell, Draft, Words
from optimizer.read.drafts import Drafts
from optimizer.read.numbers import shown


def repeated_keys(drafts: Drafts, draft: Draft) -> Iterator[Fault]:
    """No two rows have the same key (blank cells being part of it); both are cited."""
    names = [column.name for column in draft.schema.key]
    if not names or len(draft) < 2:
        return
    keys = drafts.keys(draft.schema.name)
    sizes = {name: size + 1 for name, size in drafts.sizes.items()}
    shifted = Keys(keys.dimensions, {name: keys[name] + 1 for name in names}, sizes)
    raveled = shifted.ravel()
    trusted = draft.has_key() & ~draft.is_spoiled(*names) & ~draft.ragged
    rows = np.flatnonzero(trusted)
    if not pd.Series(raveled[rows]).duplicated().any():
        return
    _, first, group = np.unique(raveled[rows], return_index=True, return_inverse=True)
    first_of_all = np.arange(len(draft))
    first_of_all[rows] = rows[first[group]]
    for row in draft.first(first_of_all != np.arange(len(draft))):
        earlier = int(first_of_all[row])
        cells: list[Cell] = [(draft, place, name) for place in (row, earlier) for name in names]
        line = draft.origin.place(earlier)
        message = (
            f"the key ({drafts.describe(keys, row) or 'all blank'}) is already in {line}; keep one of the two rows"
        )
        yield draft.fault(row, names[0], message, cells)


def disagreeing_rows(drafts: Drafts, draft: Draft) -> Iterator[Fault]:
    """A column that is the same in all rows of one thing is so, where it is filled."""
    for column in draft.schema.columns:
        if not column.same_in_all_rows or len(draft) < 2:
            continue
        owner = [key.name for key in draft.schema.key if key.required] or [column.same_in_all_rows]
        rows = np.flatnonzero(draft.is_known(column.name))
        if not len(rows):
            continue
        keys = Keys(tuple(owner), {name: draft.codes[name][rows] for name in owner}, drafts.sizes)
        kept = draft.values[column.name]
        values = (kept.codes if isinstance(kept, Words) else kept)[rows]
        _, first, group = np.unique(keys.ravel(), return_index=True, return_inverse=True)
        for place in np.flatnonzero(values != values[first[group]]):
            row, earlier = int(rows[place]), int(rows[first[group[place]]])
            here, there = (kept.names[kept.codes[at]] if isinstance(kept, Words) else float(kept[at])
                           for at in (row, earlier))  # fmt: skip
            line = draft.origin.place(earlier, column.name)
            message = (f"{column.name} is {_shown(here)}, but {_shown(there)} in {line}; it must be the same in all "
                       f"rows of {drafts.describe(keys, int(place))}")  # fmt: skip
            yield draft.fault(row, column.name, message, [(draft, earlier, column.name)], str(here))


def several_previous_patterns(drafts: Drafts) -> Iterator[Fault]:
    """At most one pattern of a line was in force before the horizon."""
    shifts = drafts["shifts"]
    rows = np.flatnonzero(shifts.says("previous", "yes") & shifts.has_key())
    first: dict[tuple[int, int], int] = {}
    reported: set[tuple[int, int, int]] = set()
    for row in map(int, rows):
        plant, line, pattern = (int(shifts.codes[name][row]) for name in ("plant", "line", "pattern"))
        earlier = first.setdefault((plant, line), row)
        if shifts.codes["pattern"][earlier] == pattern or (plant, line, pattern) in reported:
            continue
        reported.add((plant, line, pattern))
        other = drafts.lists["pattern"][shifts.codes["pattern"][earlier]]
        there = shifts.origin.place(earlier, "previous")
        message = (f'previous is "yes", but pattern {other} of this line has it too ({there}); '
                   "only one pattern was in force before the horizon")  # fmt: skip
        yield shifts.fault(row, "previous", message, [(shifts, earlier, "previous")], "yes")


def _shown(value: object) -> str:
    return shown(value) if isinstance(value, float) else f'"{value}"'
