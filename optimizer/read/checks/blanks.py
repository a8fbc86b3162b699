"""Cells that must be filled in every row, and cells of which only one may be."""

from collections.abc import Iterator

from optimizer.faults import Fault
from optimizer.read.draft import Draft


def cells_that_must_be_filled(draft: Draft) -> Iterator[Fault]:
    """A key cell is filled in every row; so is every bold cell of a table whose rows do not complete each other."""
    completing = any(column.blank_means_every for column in draft.schema.key) and not draft.schema.every_row_counts
    for column in draft.schema.columns:
        if not column.required or (completing and not column.key):
            continue
        for row in draft.first(~draft.filled(column.name)):
            what = "is part of the key and must be filled in every row" if column.key else "must be filled"
            yield draft.fault(row, column.name, f"{column.name} is blank; it {what} ({column.meaning})")


def one_of_two(draft: Draft) -> Iterator[Fault]:
    """Of two columns that say the same in two ways one is filled; of a mix's family and model exactly one."""
    for column in draft.schema.columns:
        if not column.instead_of:
            continue
        first, second = column.instead_of, column.name
        for row in draft.first(draft.filled(first) & draft.filled(second)):
            message = f"{first} and {second} are both filled; they say the same in two ways: fill one of them"
            yield draft.fault(row, second, message, [(draft, row, first)])
    if draft.schema.one_filled_of:
        first, second = draft.schema.one_filled_of
        for row in draft.first(draft.filled(first) & draft.filled(second)):
            message = f"{first} and {second} are both filled; a row is a rule for one of them"
            yield draft.fault(row, second, message, [(draft, row, first)])
        for row in draft.first(~draft.filled(first, second)):
            yield draft.fault(row, first, f"{first} and {second} are both blank; fill one of them")
    if draft.schema.name == "mix":
        for row in draft.first(~draft.filled("minimum_share", "maximum_share")):
            message = "minimum_share and maximum_share are both blank; fill at least one of them"
            yield draft.fault(row, "minimum_share", message)
