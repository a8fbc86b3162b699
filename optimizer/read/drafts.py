"""All tables of a case at work, and what follows from several of them together."""

from collections.abc import ItemsView, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.complete import Rows
from models.keys import Keys, Mask, Positions
from models.tables import Settings
from optimizer.read.draft import Draft

Numbers = NDArray[np.float64]


@dataclass
class Drafts:
    """The tables of a case between reading and checking."""

    tables: Mapping[str, Draft]
    settings: Settings | None
    """``None``: not known, for a fault in them."""
    lists: dict[str, list[str]] = field(default_factory=dict)
    """All names of each identifier, in listed order."""

    def __getitem__(self, table: str) -> Draft:
        return self.tables[table]

    def items(self) -> ItemsView[str, Draft]:
        """Tables with their names."""
        return self.tables.items()

    @property
    def periods(self) -> int:
        """How many periods the horizon has."""
        return len(self.lists["period"])

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many names each identifier has."""
        return {name: len(names) for name, names in self.lists.items()}

    def keys(self, table: str) -> Keys:
        """The keys of all rows of a table, by the names of its key columns; spoiled cells are ``MISSING``."""
        draft = self[table]
        names = tuple(column.name for column in draft.schema.key)
        return Keys(names, {name: draft.codes[name] for name in names}, self.sizes)

    def completion(self, table: str, keep: Mask | None = None) -> "Completion":
        """The table, or those of its rows, made ready to be read at full keys."""
        draft = self[table]
        kept = draft.has_key() if keep is None else draft.has_key() & keep
        return Completion(self, table, np.flatnonzero(kept))

    def describe(self, keys: Keys, place: int) -> str:
        """One key in words: ``market Japan, model Camry, period 2026-03``."""
        return ", ".join(
            f"{name} {self.lists[name][keys[name][place]]}" for name in keys.dimensions if keys[name][place] >= 0
        )

    def period_names(self, codes: Iterable[int]) -> str:
        """Some periods in words, the first three by name."""
        names = [self.lists["period"][code] for code in codes]
        return ", ".join(names[:3]) + (f" and {len(names) - 3} more periods" if len(names) > 3 else "")

    @cached_property
    def planned(self) -> Keys:
        """The planned pairs: market, model."""
        draft = self["demand"]
        return self.keys("demand").take(draft.has_key()).distinct("market", "model")

    @cached_property
    def lines(self) -> Keys:
        """The lines: plant and line of every row of ``capacity`` or ``shifts``."""
        rows = [self.keys(table).take(self[table].has_key()) for table in ("capacity", "shifts")]
        codes = {name: np.concatenate([keys[name] for keys in rows]) for name in ("plant", "line")}
        return Keys(("plant", "line"), codes, self.sizes).distinct("plant", "line")

    @cached_property
    def served(self) -> "Served":
        """Which models travel from which plant to which market."""
        return Served(self)


class Completion:
    """Some rows of a table, completing each other cell by cell at full keys.

    A row with an unknown name in a ``?`` column is none of them: nobody knows what it matches.
    """

    def __init__(self, drafts: Drafts, table: str, rows: Positions) -> None:
        self.draft = drafts[table]
        self._all = drafts.keys(table).take(rows)
        unknown = self.draft.is_spoiled(*(column.name for column in self.draft.schema.key))[rows]
        self.rows = rows[~unknown]
        self._unknown = rows[unknown]
        self._keys, self._unknown_keys = self._all.take(~unknown), self._all.take(unknown)
        self._read: dict[tuple[str, ...], Rows] = {}

    def at(self, wanted: Keys, *columns: str) -> Positions:
        """The row that each full key takes the quantity from that the columns are ways of giving (none: any row that
        matches, the most specific); -1 where there is none.
        """
        if not len(self.rows):
            return np.full(len(wanted), -1, dtype=np.int64)
        if columns not in self._read:
            self._read[columns] = self._filling(self.rows, self._keys, columns)
        source = self._read[columns].at(wanted).source("")
        return np.where(source < 0, -1, self.rows[source])

    def doubtful(self, wanted: Keys, *columns: str) -> Mask:
        """Which full keys may be matched, with any of the columns filled, by a row with an unknown name: one that
        counts as every here. What holds there can't be told.
        """
        if not len(self._unknown):
            return np.zeros(len(wanted), dtype=np.bool_)
        rows = self._filling(self._unknown, self._unknown_keys, columns)
        matched: Mask = rows.at(wanted).source("") >= 0
        return matched

    def _filling(self, rows: Positions, keys: Keys, columns: tuple[str, ...]) -> Rows:
        filled = self.draft.filled(*columns)[rows] if columns else np.ones(len(rows), dtype=np.bool_)
        return Rows(keys, {"": np.where(filled, 0.0, np.nan)})

    def number(self, wanted: Keys, column: str, default: float = np.nan) -> tuple[Numbers, Positions]:
        """A column's number at full keys (NaN: spoiled; ``default``: blank) and the row that each comes from."""
        source = self.at(wanted, column)
        if not len(self.draft):
            return np.full(len(wanted), default), source
        return np.where(source < 0, default, self.draft.numbers(column)[source]), source

    def entities(self) -> Keys:
        """The distinct always-filled parts of the keys."""
        return self._all.distinct(*(column.name for column in self.draft.schema.key if not column.blank_means_every))

    def over_periods(self) -> Keys:
        """Each of those with every period."""
        return self.entities().across("period")


class Served:
    """Plant, market and model such that some route of the plant to the market has a freight row for the model."""

    def __init__(self, drafts: Drafts) -> None:
        routes, freight = drafts["routes"], drafts["freight"]
        plant, market = (np.full(drafts.sizes["route"], -1, dtype=np.int32) for _ in range(2))
        listed = routes.codes["route"] >= 0
        plant[routes.codes["route"][listed]] = routes.codes["plant"][listed]
        market[routes.codes["route"][listed]] = routes.codes["market"][listed]
        rows = np.flatnonzero(freight.has_key())
        codes = {"plant": plant[freight.codes["route"][rows]], "market": market[freight.codes["route"][rows]],
                 "model": freight.codes["model"][rows]}  # fmt: skip
        known = (codes["plant"] >= 0) & (codes["market"] >= 0)
        all_rows = Keys(("plant", "market", "model"), codes, drafts.sizes).take(known)
        self._each = all_rows.take(all_rows["model"] >= 0).distinct("plant", "market", "model")
        self._every = all_rows.take(all_rows["model"] < 0).distinct("plant", "market")

    def holds(self, wanted: Keys) -> Mask:
        """For each key of plant, market and model, whether the model travels there from there."""
        return self._each.holds(wanted) | self._every.holds(wanted)

    def of(self, pairs: Keys) -> Keys:
        """Every plant, market and model served, for pairs of market and model."""
        keys = pairs.across("plant")
        return keys.take(self.holds(keys))
