"""Every identifier in its own list: the lists made, all tables coded by them, unknown names explained."""

from collections.abc import Iterator, Mapping

import numpy as np

from models.keys import MISSING, Codes
from models.schema import Column, Kind
from optimizer.faults import Fault
from optimizer.read.draft import Draft
from optimizer.read.drafts import Drafts
from optimizer.read.nearest import dropped_zero, hint

_HOMES = {
    "period": ("periods", "period"),
    "plant": ("plants", "plant"),
    "model": ("models", "model"),
    "market": ("markets", "market"),
    "route": ("routes", "route"),
    "service": ("services", "service"),
    "part": ("parts", "part"),
    "pattern": ("shifts", "pattern"),
    "currency": ("exchange_rates", "currency"),
    "family": ("models", "family"),
    "scenario": ("scenarios", "scenario"),
}
"""The table and column that lists each identifier; a line is listed by ``capacity`` and ``shifts``, with its plant."""


_COMPARISONS = 1_000_000
"""Pairs of names compared for one column at most, about ten seconds: a column of nothing but unknown names (a wrong
file) is told without the nearest match for each beyond that."""


def code_identifiers(drafts: Drafts) -> list[Fault]:
    """Make the lists, code all tables by them (frames and codes), and explain every name that is in no list."""
    for identifier, (table, listing) in _HOMES.items():
        drafts.lists[identifier] = _names(drafts[table], listing)
        if not drafts[table].readable or drafts[table].is_spoiled(listing).any():  # who knows what should stand there
            drafts.lists[identifier] = _names_used(drafts, identifier)
    drafts.lists["line"] = _names_used(drafts, "line")
    places = {listing: {name: code for code, name in enumerate(names)} for listing, names in drafts.lists.items()}
    faults: list[Fault] = []
    for draft in drafts.tables.values():
        for column in draft.schema.columns:
            if column.kind is Kind.IDENTIFIER:
                faults += _code(drafts, draft, column, places[column.refers_to])
    for table in ("builds", "mix", "frozen", "baseline"):
        faults += _unknown_lines(drafts, drafts[table])
    return faults


def _names(draft: Draft, column: str) -> list[str]:
    """The distinct names of a column, in file order."""
    return draft.words(column).names


def _names_used(drafts: Drafts, identifier: str) -> list[str]:
    """The distinct names of an identifier in all tables that use it."""
    return list(dict.fromkeys(
        name for draft in drafts.tables.values() for column in draft.schema.columns
        if column.kind is Kind.IDENTIFIER and column.refers_to == identifier for name in _names(draft, column.name)
    ))  # fmt: skip


def _code(drafts: Drafts, draft: Draft, column: Column, places: Mapping[str, int]) -> Iterator[Fault]:
    """Code one column; a name that is not listed is spoiled and explained."""
    local, own = draft.words(column.name)
    listed = drafts.lists[column.refers_to]
    mapping: Codes = np.array([places.get(name, MISSING) for name in own] + [MISSING], dtype=np.int32)
    codes = mapping[local]
    draft.codes[column.name] = codes
    if MISSING not in mapping[:-1]:
        return
    unknown = (codes == MISSING) & (local >= 0)
    draft.spoil(column.name, unknown)
    home = _HOMES[column.refers_to][0]
    hints: dict[str, str] = {}
    for row in draft.first(unknown & ~draft.ragged):
        name = own[local[row]]
        if name not in hints:
            few = len(hints) * len(listed) < _COMPARISONS
            hints[name] = (dropped_zero(name, listed) or hint(name, listed)) if few else ""
        what = f"no {column.refers_to} of {home}" if column.refers_to == "family" else f"not in {home}"
        empty = "" if listed else f" (which has no {column.refers_to})"
        message = f'{column.name} is "{name}", {what}{empty}{hints[name]}'
        yield draft.fault(row, column.name, message, found=name)


def _unknown_lines(drafts: Drafts, draft: Draft) -> Iterator[Fault]:
    """A line must stand in ``capacity`` or ``shifts``, for that plant."""
    if not drafts["capacity"].readable or not drafts["shifts"].readable or not len(draft):
        return
    lines = drafts.lines
    keys = drafts.keys(draft.schema.name)
    unknown = (keys["plant"] != MISSING) & (keys["line"] != MISSING) & ~lines.holds(keys)
    for row in draft.first(unknown):
        plant, name = drafts.lists["plant"][keys["plant"][row]], drafts.lists["line"][keys["line"][row]]
        of_plant = [drafts.lists["line"][code] for code in lines["line"][lines["plant"] == keys["plant"][row]]]
        has = "" if of_plant else f"; {plant} has no line there"
        message = (
            f'line is "{name}", which is no line of plant {plant} in capacity or shifts{has}{hint(name, of_plant)}'
        )
        yield draft.fault(row, "line", message, found=name)
    if unknown.any():
        draft.spoil("line", unknown)
