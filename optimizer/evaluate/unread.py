"""Cells that a planner changed though nothing reads them: they follow from the decisions, and are worked out anew."""

from collections.abc import Iterable, Iterator

from models.schema import Kind
from optimizer.evaluate.written import Written, keys_of


def unread(before: Iterable[Written], after: Iterable[Written]) -> Iterator[str]:
    """A note for each column of a file that is not read and yet says something else than in the plan it came from."""
    earlier = {written.table: written for written in before}
    for written in after:
        if written.table in earlier:
            yield from _of_table(earlier[written.table], written)


def _of_table(before: Written, after: Written) -> Iterator[str]:
    for column in after.text.schema.columns:
        name = column.name
        if column.kind is not Kind.TEXT or name not in after.text.columns or name not in before.text.columns:
            continue
        was, now = _cells(before, name), _cells(after, name)
        changed = [row for key, (row, cell) in now.items() if key in was and was[key][1] != cell]
        if changed:
            place = after.origin.place(min(changed), name)
            yield f"{place}: {name} was changed, and is not read: it follows from the decisions"


def _cells(written: Written, column: str) -> dict[tuple[str, ...], tuple[int, str]]:
    """Row and cell by key."""
    keys = [written.text.columns[name] for name in keys_of(written.table) if name in written.text.columns]
    cells = written.text.columns[column]
    return {tuple(key[row] for key in keys): (row, cells[row]) for row in range(len(written.text))}
