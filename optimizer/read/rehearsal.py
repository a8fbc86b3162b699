"""Scenarios rehearsed: each applied to a copy of the tables, to see that each of its changes finds its rows."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from optimizer.faults import Fault
from optimizer.read.change import apply
from optimizer.read.scenario import CASE, Change
from optimizer.read.text_table import TextTable


def rehearse(changes: Iterable[Change], texts: Mapping[str, TextTable | None]) -> Iterator[Fault]:
    """Every change that matches no row, or has nothing to start from, each scenario in file order on its own."""
    by_scenario = sorted(changes, key=lambda change: change.scenario)  # stable: file order within each
    for _, of_one in groupby(by_scenario, key=lambda change: change.scenario):
        yield from _rehearse_one([change for change in of_one if change.table != CASE], texts)


def _rehearse_one(changes: list[Change], texts: Mapping[str, TextTable | None]) -> Iterator[Fault]:
    last_asked = {(change.table, key): place for place, change in enumerate(changes) for key, _ in change.where}
    copies: dict[str, TextTable | None] = {}
    for place, change in enumerate(changes):
        if change.table not in copies:
            original = texts[change.table]
            copies[change.table] = None if original is None else original.copy()
        # A number is reckoned only where a later row still looks for it: of the others only their place matters.
        fault = apply(change, copies[change.table], reckon=last_asked.get((change.table, change.column), -1) > place)
        if fault is not None:
            yield fault
