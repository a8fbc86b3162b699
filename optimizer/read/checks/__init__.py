"""Checking: what the rows of a case must be to one another before anything is planned with them. A list of contents."""

from collections.abc import Iterator

from optimizer.faults import Fault
from optimizer.read.checks import (
    blanks,
    builds,
    capacity,
    completeness,
    conflicts,
    demand,
    every_period,
    limits,
    pairs,
    repeats,
)
from optimizer.read.drafts import Drafts


def check(drafts: Drafts) -> Iterator[Fault]:
    """Every fault, and every caution, of a case whose identifiers are coded."""
    for draft in drafts.tables.values():
        if not len(draft):
            continue
        yield from blanks.cells_that_must_be_filled(draft)
        yield from blanks.one_of_two(draft)
        yield from repeats.repeated_keys(drafts, draft)
        yield from repeats.disagreeing_rows(drafts, draft)
        yield from conflicts.equally_specific_rows(drafts, draft)
    yield from repeats.several_previous_patterns(drafts)
    yield from completeness.cells_never_filled(drafts)
    yield from every_period.parts_without_supply(drafts)
    yield from every_period.currencies_without_rate(drafts)
    yield from capacity.regular_time(drafts)
    yield from capacity.lines_without_time(drafts)
    yield from demand.commitments_above_demand(drafts)
    yield from demand.backlog_in_part(drafts)
    yield from demand.opening_backlog_without_cost(drafts)
    yield from limits.least_above_most(drafts)
    yield from limits.sailings(drafts)
    yield from pairs.unplanned_pairs(drafts)
    yield from pairs.opening_yards_without_market(drafts)
    yield from builds.production_windows(drafts)
    yield from builds.hours_not_above_zero(drafts)
    yield from builds.fractions_of_vehicles(drafts)
    yield from builds.rows_that_cannot_be_built(drafts)
