"""What an invented case may be about: one word for every optional table and every notable group of columns."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Feature(StrEnum):
    """A capability that an invented case switches on."""

    OVERTIME = "overtime"
    MINIMUM_HOURS = "minimum_hours"
    LEVEL_LINE = "level_line"
    PER_DAY = "per_day"
    """Hours given per working day."""
    JOBS_PER_HOUR = "jobs_per_hour"
    LOTS = "lots"
    SETUPS = "setups"
    MAXIMUM_UNITS = "maximum_units"
    FIRST_LAST_PERIOD = "first_last_period"
    BACKLOG = "backlog"
    OPENING_BACKLOG = "opening_backlog"
    COMMITMENTS = "commitments"
    LEAD_TIMES = "lead_times"
    ROUTE_LIMITS = "route_limits"
    ROUTE_FIXED = "route_fixed"
    EXCHANGE_RATES = "exchange_rates"
    SURCHARGES = "surcharges"
    ADAPTATIONS = "adaptations"
    TARIFFS = "tariffs"
    SERVICES = "services"
    PROGRAMS = "programs"
    YARDS = "yards"
    YARD_SPACE = "yard_space"
    STOCK = "stock"
    STOCK_SPACE = "stock_space"
    CLOSING = "closing"
    TRANSIT = "transit"
    """Units under way at the horizon's end."""
    PIPELINE = "pipeline"
    PARTS = "parts"
    PART_STORABLE = "part_storable"
    MIX = "mix"
    SHIFTS = "shifts"
    SHIFT_PREVIOUS = "shift_previous"
    FROZEN = "frozen"
    BASELINE = "baseline"
    SCENARIOS = "scenarios"
    BLANK_KEYS = "blank_keys"
    """Rows that complete each other cell by cell."""
    GAPS = "gaps"
    """Periods without a row."""
    CONTINUOUS = "continuous"
    """Builds and dispatches need not be whole vehicles."""
    CEU = "ceu"
    NEGATIVE = "negative"
    """Costs and prices below 0 where the data dictionary allows them."""
    ODD_NAMES = "odd_names"
    """Identifiers with blanks, commas, quotes, leading zeros and letters of any script."""


NEEDS: dict[Feature, tuple[Feature, ...]] = {
    Feature.OPENING_BACKLOG: (Feature.BACKLOG, Feature.STOCK),
    Feature.YARD_SPACE: (Feature.YARDS,),
    Feature.STOCK_SPACE: (Feature.STOCK,),
    Feature.CLOSING: (Feature.STOCK,),
    Feature.TRANSIT: (Feature.STOCK, Feature.LEAD_TIMES),
    Feature.PART_STORABLE: (Feature.PARTS,),
    Feature.SHIFT_PREVIOUS: (Feature.SHIFTS,),
}
"""Features that make no sense without others, which then come along."""


def completed(features: Collection[str]) -> frozenset[Feature]:
    """The features and those they need; ``ValueError`` where one is unknown."""
    wanted = {Feature(feature) for feature in features}
    for feature in tuple(wanted):
        wanted.update(NEEDS.get(feature, ()))
    return frozenset(wanted)


@dataclass(frozen=True)
class Size:
    """Least and most of each thing in an invented case."""

    periods: tuple[int, int] = (2, 4)
    plants: tuple[int, int] = (1, 3)
    lines: tuple[int, int] = (1, 2)
    """Of each plant."""
    models: tuple[int, int] = (2, 3)
    markets: tuple[int, int] = (2, 3)


SMALL = Size()
"""So small that an exact program is solved in a fraction of a second."""

TINY = Size(periods=(1, 3), plants=(1, 2), lines=(1, 1), models=(1, 2), markets=(1, 2))
"""Smaller still, with single periods: for what goes wrong at both ends at once."""
