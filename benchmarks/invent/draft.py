"""A case being invented: its dice, its lists, and how values over periods become rows that complete each other."""

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.invent.case import Row
from benchmarks.invent.features import Feature, Size

Cell = tuple[str, str] | None
"""A column and its text, or nothing."""


@dataclass(frozen=True)
class Route:
    """A way from a plant to a market, and what travels on it when (numbers of periods)."""

    name: str
    plant: str
    market: str
    lead_time: int
    carries: dict[str, frozenset[int]] = field(default_factory=dict)


@dataclass
class Draft:
    """What has been invented so far. Each step reads what earlier steps laid down and adds rows of its own."""

    dice: random.Random
    size: Size
    features: frozenset[Feature]
    settings: dict[str, str | bool | float] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    periods: list[str] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    plants: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=list)
    markets: list[str] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """Planned pairs of market and model."""
    routes: list[Route] = field(default_factory=list)
    hours: dict[tuple[str, str], float] = field(default_factory=dict)
    """Regular hours of a line in a common period."""
    builds: dict[tuple[str, str, str], frozenset[int]] = field(default_factory=dict)
    """Periods in which a line can build a model."""
    demand: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    tight: set[tuple[str, str]] = field(default_factory=set)
    """Lines that other rules already hold on a short leash: no firm builds there."""

    def has(self, *features: Feature) -> bool:
        """Whether the case is about any of these."""
        return any(feature in self.features for feature in features)

    def maybe(self, chance: float) -> bool:
        """A yes with that chance."""
        return self.dice.random() < chance

    def amount(self, least: float, most: float, step: float = 0.5) -> str:
        """A number between two others, on a grid, as text."""
        return text(least + step * self.dice.randint(0, round((most - least) / step)))

    def some(self, things: Sequence[str], chance: float) -> list[str]:
        """Some of the things, at least one."""
        return [thing for thing in things if self.maybe(chance)] or [self.dice.choice(list(things))]

    def add(self, table: str, /, **cells: str) -> Row:
        """Add a row, blank cells left out."""
        row = {column: cell for column, cell in cells.items() if cell != ""}
        self.tables.setdefault(table, []).append(row)
        return row

    def over_periods(self, value: Callable[[int], Cell], varies: float = 0.4) -> list[Cell]:
        """A cell for every period: one throughout, or one each."""
        if self.maybe(varies):
            return [value(t) for t in range(len(self.periods))]
        return [value(0)] * len(self.periods)

    def some_periods(self, chance: float = 0.4) -> frozenset[int]:
        """The periods that have rows: all, or with ``gaps`` sometimes a part of them."""
        everything = range(len(self.periods))
        if self.has(Feature.GAPS) and self.maybe(chance):
            return frozenset(t for t in everything if self.maybe(0.6)) or frozenset({self.dice.choice(everything)})
        return frozenset(everything)

    def by_period(self, table: str, key: Row, columns: Sequence[list[Cell]], periods: frozenset[int]) -> None:
        """Write cells over periods as rows: one for every period where they agree, or rows that complete each other."""
        everywhere = len(periods) == len(self.periods)
        constant = all(len(set(cells)) == 1 for cells in columns)
        if everywhere and constant and self.maybe(0.8):
            self.add(table, **key, **cells_of(cells[0] for cells in columns))
        elif everywhere and self.has(Feature.BLANK_KEYS):
            self._layers(table, key, columns)
        else:
            for t in sorted(periods):
                self.add(table, **key, period=self.periods[t], **cells_of(cells[t] for cells in columns))

    def _layers(self, table: str, key: Row, columns: Sequence[list[Cell]]) -> None:
        """A row for every period, and rows of single periods for what differs there."""
        base: list[Cell] = [None if None in cells or self.maybe(0.25) else self.dice.choice(cells) for cells in columns]
        rows = []
        for t, period in enumerate(self.periods):
            cells = [
                cells[t] for cells, common in zip(columns, base, strict=True) if cells[t] != common or self.maybe(0.1)
            ]
            if cells_of(cells) or self.maybe(0.1):
                rows.append({**key, "period": period, **cells_of(cells)})
        if cells_of(base) or len(rows) < len(self.periods):
            rows.append({**key, **cells_of(base)})
        self.dice.shuffle(rows)
        for row in rows:
            self.add(table, **row)

    def crossing(self, table: str, key: Row, optional: Mapping[str, Sequence[str]],
                 columns: Mapping[str, Callable[[], str]]) -> None:  # fmt: skip
        """A row for every key and, with ``blank_keys``, more specific ones; where two that are equally specific fill
        the same cell, the row of the full key settles it.
        """
        rows: dict[tuple[str, ...], Row] = {
            tuple("" for _ in optional): {column: value() for column, value in columns.items()}
        }
        for _ in range(self.dice.randint(1, 4) if self.has(Feature.BLANK_KEYS) else 0):
            place = tuple(self.dice.choice(["", *names]) for names in optional.values())
            filled = self.some(list(columns), 0.5)
            rows.setdefault(place, {column: columns[column]() for column in filled})
        for full in itertools.product(*optional.values()):
            for column, value in columns.items():
                specific = [
                    len(full) - place.count("")
                    for place, row in rows.items()
                    if column in row and all(cell in ("", name) for cell, name in zip(place, full, strict=True))
                ]
                if specific.count(max(specific)) > 1:
                    rows.setdefault(full, {})[column] = value()
        for place, row in rows.items():
            self.add(table, **key, **dict(zip(optional, place, strict=True)), **row)


def cells_of(cells: object) -> Row:
    """The cells that are there, as a row."""
    return dict(cell for cell in cells if cell is not None)  # type: ignore[attr-defined]


def text(number: float) -> str:
    """A number as a planner writes it."""
    return f"{number:.6f}".rstrip("0").rstrip(".") or "0"
