"""Which cells of the input tables the right-hand side of each limit comes from.

A limit is told by its rule, the name of what stands on its right-hand side (both as in ``models.draft``: ``Rule.name``,
``Rule.limit``; ``Bound.name``, ``Bound.limit``) and its keys. What is no limit of a planner's (a law of nature, like a
balance without opening units) has no cells.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.case import Case
from models.case.sales import LaunchStatus
from models.keys import MISSING, Keys, Mask, Positions

Finder = Callable[[Case, Keys], "Iterator[Source]"]


@dataclass(frozen=True, eq=False)
class Source:
    """Cells of one column: the limit at key ``positions[i]`` takes its value from row ``rows[i]`` of the table.

    A key may stand there several times (every shift pattern of a line), or never (a default).
    """

    table: str
    column: str
    positions: Positions
    rows: Positions

    def where(self, mask: Mask) -> "Source":
        """The part at keys where the mask (one per key) is true."""
        kept = mask[self.positions]
        return Source(self.table, self.column, self.positions[kept], self.rows[kept])


@dataclass(frozen=True)
class Cited:
    """One input cell, with where it stands and what stands there (``inf`` for the word ``none``)."""

    table: str
    row: int
    column: str
    value: float | str
    citation: str


def sources(case: Case, rule: str, limit: str, keys: Keys) -> tuple[Source, ...]:
    """The cells that the limit's right-hand side comes from, column by column; none where no cell gives it."""
    finders = FINDERS.get((rule, limit), ())
    return tuple(source for finder in finders for source in finder(case, keys) if len(source.rows))


def cited(case: Case, rule: str, limit: str, keys: Keys, position: int = 0) -> list[Cited]:
    """The cells of the limit at one of its keys, each with its citation."""
    one = keys.take(np.array([position]))
    return [cite(case, source.table, int(row), source.column)
            for source in sources(case, rule, limit, one) for row in source.rows]  # fmt: skip


def cite(case: Case, table: str, row: int, column: str) -> Cited:
    """One cell with its citation."""
    tables = case.tables
    value = tables[table][column].iloc[row]
    place = tables.origins[table].cite(row, column) if table in tables.origins else f"{table}, row {row + 1}"
    return Cited(table, row, column, value if isinstance(value, str) else float(value), place)


def places(cells: Sequence[Cited]) -> str:
    """Where cells stand, each place once; working days, which only turn hours a day into hours, are left out."""
    return ", ".join(dict.fromkeys(cell.citation for cell in cells if cell.table != "periods"))


def _cell(table: str, column: str) -> Finder:
    """The cell that completes the column at each key."""

    def find(case: Case, keys: Keys) -> Iterator[Source]:
        if len(rows := case.rows(table)):
            yield _filled(table, column, rows.at(keys).source(column))

    return find


def _filled(table: str, column: str, rows: Positions) -> Source:
    positions = np.flatnonzero(rows != MISSING)
    return Source(table, column, positions, rows[positions])


def _at_first(finder: Finder) -> Finder:
    """Only in the first period."""
    return lambda case, keys: (source.where(keys["period"] == 0) for source in finder(case, keys))


def _either(table: str, column: str, alternative: str) -> Finder:
    """The one of two columns that stands in the more specific row; with working days where it is per day."""

    def find(case: Case, keys: Keys) -> Iterator[Source]:
        if not len(rows := case.rows(table)):
            return
        read = rows.at(keys)
        plain, daily = read.source(column), read.source(alternative)
        is_daily = read.rank(daily) < read.rank(plain)
        yield _filled(table, column, np.where(is_daily, MISSING, plain))
        yield _filled(table, alternative, np.where(is_daily, daily, MISSING))
        days = keys["period"].astype(np.int64)
        has_days = np.isfinite(np.asarray(case.tables["periods"]["working_days"], dtype=np.float64))[days]
        yield _filled("periods", "working_days", np.where(is_daily & has_days, days, MISSING))

    return find


def _patterns(case: Case, keys: Keys) -> Iterator[Source]:
    """Regular time of each shift pattern that the line could run."""
    patterns = case.patterns.keys
    position, pattern = keys.join(patterns, ("line", "period"))
    for source in _either("shifts", "hours", "hours_per_day")(case, patterns.take(pattern)):
        yield Source(source.table, source.column, position[source.positions], source.rows)


def _launched(case: Case, keys: Keys) -> Iterator[Source]:
    """The status of a program settled to be launched, without which nothing would be asked."""
    for source in _cell("programs", "status")(case, keys):
        launched = case.rows("programs").values["status"][source.rows] == LaunchStatus.LAUNCHED
        yield Source(source.table, source.column, source.positions[launched], source.rows[launched])


def _frozen(case: Case, keys: Keys) -> Iterator[Source]:
    """The row of a firm build; for a build that is not among them, all rows of the line and period."""
    rows = case.rows("frozen")
    if not len(rows):
        return
    own = rows.keys.find(keys)
    yield _filled("frozen", "units", own)
    position, row = keys.join(rows.keys, ("line", "period"))
    others = own[position] == MISSING
    yield Source("frozen", "units", position[others], row[others])


def _sailing(case: Case, keys: Keys) -> Iterator[Source]:
    """Capacity, and most sailings where all that are allowed may run at no cost; else they are a limit of their own.

    Where one of the two is 0 there is no room, whatever the other is.
    """
    free = case.services.at(keys, "sailing_cost") == 0
    capacity, sailings = case.services.at(keys, "capacity"), case.services.at(keys, "sailings")
    for source in _cell("services", "capacity")(case, keys):
        yield source.where(~free | (sailings > 0) | (capacity == 0))
    for source in _cell("services", "sailings")(case, keys):
        yield source.where(free & ((capacity > 0) | (sailings == 0)))


def _mix(column: str) -> Finder:
    """The row of ``mix`` itself, which is a rule of its own."""
    return lambda _, keys: iter([Source("mix", column, np.arange(len(keys)), keys["mix"].astype(np.int64))])


def _part_opening(case: Case, keys: Keys) -> Iterator[Source]:
    """Parts at the start: the same in all rows of a part, so the first that says so."""
    rows = case.rows("parts")
    filled = np.flatnonzero(~np.isnan(rows.values["opening"]))
    first = np.full(case.sizes["part"], MISSING, dtype=np.int64)
    first[rows.keys["part"][filled][::-1]] = filled[::-1]
    yield _filled("parts", "opening", first[keys["part"]])


FINDERS: dict[tuple[str, str], tuple[Finder, ...]] = {
    ("line_time", "hours"): (_either("capacity", "hours", "hours_per_day"), _patterns),
    ("line_time", "minimum_hours"): (_cell("capacity", "minimum_hours"),),
    ("overtime", "overtime_hours"): (_either("capacity", "overtime_hours", "overtime_hours_per_day"),),
    ("level_line", "maximum_change"): (
        _cell("capacity", "maximum_change"),
        _at_first(_cell("capacity", "previous_hours")),
    ),
    ("lots", "maximum_units"): (_cell("builds", "maximum_units"),),
    ("lots", "minimum_lot"): (_cell("builds", "minimum_lot"),),
    ("plant_balance", "opening"): (_at_first(_cell("yards", "opening")),),
    ("market_balance", "units"): (_cell("pipeline", "units"), _at_first(_cell("stock", "opening"))),
    ("yard_limit", "maximum"): (_cell("yards", "maximum"),),
    ("yard_space", "yard_capacity"): (_cell("plants", "yard_capacity"),),
    ("stock_limits", "minimum"): (_cell("stock", "minimum"),),
    ("stock_limits", "maximum"): (_cell("stock", "maximum"),),
    ("stock_space", "stock_capacity"): (_cell("markets", "stock_capacity"),),
    ("closing", "closing"): (_cell("stock", "closing"),),
    ("closing", "closing_transit"): (_cell("stock", "closing_transit"),),
    ("closing", "closing_maximum"): (_cell("stock", "closing_maximum"),),
    ("demand", "demand"): (_cell("demand", "demand"), _at_first(_cell("stock", "opening_backlog"))),
    ("commitments", "commitment"): (_cell("demand", "commitment"), _launched),
    ("programs", "minimum_units"): (_cell("programs", "minimum_units"), _launched),
    ("programs", "maximum_units"): (_cell("programs", "maximum_units"),),
    ("programs", "status"): (_cell("programs", "status"),),
    ("programs", "launched"): (_cell("programs", "status"),),
    ("routes", "maximum_units"): (_cell("routes", "maximum_units"),),
    ("routes", "minimum_lot"): (_cell("routes", "minimum_lot"),),
    ("services", "capacity"): (_sailing,),
    ("services", "sailings"): (_cell("services", "sailings"),),
    ("services", "minimum_sailings"): (_cell("services", "minimum_sailings"),),
    ("parts", "supply"): (_cell("parts", "supply"), _at_first(_part_opening)),
    ("mix", "minimum_share"): (_mix("minimum_share"),),
    ("mix", "maximum_share"): (_mix("maximum_share"),),
    ("shifts", "minimum_periods"): (_cell("shifts", "minimum_periods"),),
    ("frozen", "units"): (_frozen,),
    ("baseline", "tolerance"): (_cell("baseline", "units"), _cell("baseline", "tolerance")),
    ("baseline", "above"): (_cell("baseline", "units"),),
    ("baseline", "below"): (_cell("baseline", "units"),),
}
"""Per rule and limit, the columns that its right-hand side is made of."""
