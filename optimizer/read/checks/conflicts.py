"""Equally specific rows that fill the same cell of some key, with nothing more specific to settle it."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from models.keys import Codes, Keys, Mask, Positions
from models.schema import Column, Table
from optimizer.faults import MOST_TOLD, Fault
from optimizer.read.draft import Cell, Draft
from optimizer.read.drafts import Drafts

_PAIRS_AT_ONCE = 1 << 21
"""Pairs of rows looked at together, about 100 MB: all the pairs of a large table need not fit in memory."""


def equally_specific_rows(drafts: Drafts, draft: Draft) -> Iterator[Fault]:
    """For one key no two rows with equally many filled key cells fill the same cell, unless a more specific one does.

    Rows that fill different key cells (one the model, one the period) meet in every key that fits both. ``hours`` and
    ``hours_per_day`` are one cell here.
    """
    blankable = [column.name for column in draft.schema.key if column.blank_means_every]
    if len(blankable) < 2 or draft.schema.every_row_counts or len(draft) < 2:
        return
    keys = drafts.keys(draft.schema.name)
    trusted = draft.has_key() & ~draft.is_spoiled(*keys.dimensions)
    marks = np.zeros(len(draft), dtype=np.int64)
    for place, name in enumerate(blankable):
        marks |= (keys[name] >= 0).astype(np.int64) << place
    present = [int(mark) for mark in np.flatnonzero(np.bincount(marks[trusted], minlength=1))]
    for one, other in combinations(present, 2):
        if one.bit_count() != other.bit_count():
            continue
        specific: Mask = np.sum([draft.filled(name) for name in blankable], axis=0) > one.bit_count()
        for slot in _slots(draft.schema):
            usable = trusted & draft.filled(*(column.name for column in slot))
            first, second = (np.flatnonzero(usable & (marks == mark)) for mark in (one, other))
            if len(first) and len(second):
                yield from _conflicts(drafts, draft, keys, slot, first, second, specific)


def _slots(table: Table) -> list[tuple[Column, ...]]:
    """The value columns, those that say the same in two ways together."""
    return [
        (column, *(other for other in table.values if other.instead_of == column.name))
        for column in table.values
        if not column.instead_of
    ]


def _conflicts(drafts: Drafts, draft: Draft, keys: Keys, slot: tuple[Column, ...], first: Positions,
               second: Positions, specific: Mask) -> Iterator[Fault]:  # fmt: skip
    """The conflicts of two groups of rows, one fault for each row with the first other that it meets."""
    names = tuple(column.name for column in slot)
    settling = drafts.completion(draft.schema.name, specific & draft.filled(*names))
    both = [name for name in keys.dimensions if (keys[name][first[:1]] >= 0) & (keys[name][second[:1]] >= 0)]
    reported: set[int] = set()
    others = keys.take(second)
    for some in _portions(keys, first, others, both):
        here, there = keys.take(some).join(others, both)
        one, other = some[here], second[there]
        met = _together(keys, one, other)
        place = np.arange(len(one))
        for name in keys.dimensions:
            if len(met) and met[name][0] < 0:  # a key cell that neither fills: every name of it
                place = np.repeat(place, drafts.sizes[name])
                grown = met.take(np.repeat(np.arange(len(met)), drafts.sizes[name]))
                every: Codes = np.tile(np.arange(drafts.sizes[name], dtype=np.int32), len(met))
                met = Keys(keys.dimensions, {**grown.codes, name: every}, keys.sizes)
        unsettled = np.flatnonzero((settling.at(met) < 0) & ~settling.doubtful(met))
        for full in unsettled[np.unique(place[unsettled], return_index=True)[1]]:
            rows = sorted((int(one[place[full]]), int(other[place[full]])))
            if rows[1] in reported:
                continue
            reported.add(rows[1])
            if len(reported) > MOST_TOLD:
                draft.untold += 1
            else:
                yield _fault(drafts, draft, names, rows, met.take(np.array([full])))


def _portions(keys: Keys, first: Positions, others: Keys, on: list[str]) -> list[Positions]:
    """The first rows in portions, each of which meets not too many of the others."""
    mine, theirs = keys.take(first).ravel(on), np.sort(others.ravel(on))
    meetings = np.searchsorted(theirs, mine, "right") - np.searchsorted(theirs, mine, "left")
    portion = np.cumsum(meetings) // _PAIRS_AT_ONCE
    return [first[portion == place] for place in np.unique(portion[meetings > 0])]


def _together(keys: Keys, one: Positions, other: Positions) -> Keys:
    """The key that two rows have together."""
    codes = {name: np.maximum(keys[name][one], keys[name][other]) for name in keys.dimensions}
    return Keys(keys.dimensions, codes, keys.sizes)


def _fault(drafts: Drafts, draft: Draft, slot: tuple[str, ...], rows: list[int], met: Keys) -> Fault:
    earlier, later = rows
    column = next((name for name in slot if draft.is_filled(later, name)), slot[0])
    cells: list[Cell] = [(draft, row, name) for row in (later, earlier) for name in (*slot, *met.dimensions)]
    message = (f"{column} is filled here and in {draft.origin.place(earlier, column)}, an equally specific row, "
               f"both for {drafts.describe(met, 0)}; say which counts in a more specific row")  # fmt: skip
    return draft.fault(later, column, message, cells)
