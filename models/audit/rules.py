"""The page of contents: every rule of a plan, one function each, named as the rule is named everywhere."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from models.audit import builds, firm, lines, sales, shifts, sites, transport, whole
from models.audit.facts import Facts
from models.audit.findings import Finding


def tables(facts: Facts) -> Iterator[Finding]:
    """The plan's tables are well formed.

    Every table stands that the case asks for, with its columns; keys are known, and none stands twice; numbers are
    numbers, and none but money is negative; every planned pair and period is in ``fulfilment``, every line and period
    in ``utilisation``. A faulty number is then read as 0 and a row with a faulty key is left out of the other rules.
    """
    yield from facts.malformed


RULES: Final[tuple[Callable[[Facts], Iterable[Finding]], ...]] = (
    tables,
    lines.line_time,
    lines.overtime,
    lines.level_line,
    builds.lots,
    builds.build_exists,
    sites.plant_balance,
    sites.yard_limit,
    sites.yard_space,
    sites.market_balance,
    sites.stock_limits,
    sites.stock_space,
    sites.closing,
    sales.demand,
    sales.commitments,
    transport.routes,
    transport.ship_exists,
    transport.services,
    sales.programs,
    builds.parts,
    builds.mix,
    shifts.shifts,
    firm.frozen,
    firm.baseline,
    whole.integrality,
)
"""All rules but ``contribution``, which also gives the amounts."""
