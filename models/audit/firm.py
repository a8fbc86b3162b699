"""Builds already firm and last cycle's plan, judged: ``frozen`` and ``baseline``."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import BUILD, LINE_PERIOD, Facts
from models.audit.findings import Finding, beyond
from models.audit.frame import Frame


def frozen(facts: Facts) -> Iterator[Finding]:
    """A line and period that stands in ``frozen`` builds exactly its rows there.

    build[l,v,k,t] = units of its row, 0 without one                       for all l, t that stand in frozen, all v, k
    """
    firm, space = facts.case["frozen"], facts.space
    built = facts.allocation.only(space.stands(facts.allocation, firm, LINE_PERIOD))
    apart = space.netted([(1.0, built), (-1.0, firm)], BUILD)
    yield beyond(apart[BUILD], np.abs(apart["units"]), apart["gross"], "not the frozen units")


def buildable_baseline(facts: Facts) -> Frame:
    """Rows of ``baseline`` that can be built; the others cost nothing and their tolerance is void."""
    rows = facts.case["baseline"]
    return rows.only(facts.can_be_built(facts.build_terms(rows)))


def deviations(facts: Facts) -> Frame:
    """``BUILD`` and ``units``: distance from the baseline wherever a line and period stands in it.

    Rows that cannot be built are left out, their (line, period) stands all the same.
    """
    space, rows = facts.space, facts.case["baseline"]
    built = facts.allocation.only(space.stands(facts.allocation, rows, LINE_PERIOD))
    apart = space.netted([(1.0, built), (-1.0, facts.once(buildable_baseline))], BUILD)
    return apart.assign(units=np.abs(apart["units"]))


def baseline(facts: Facts) -> Iterator[Finding]:
    """A build with a tolerance stays near last cycle's.

    |build - units| <= tolerance * units                 for all rows of baseline with a tolerance that can be built
    """
    rows = facts.once(buildable_baseline)
    rows = rows.only(~np.isnan(rows["tolerance"]))
    units = rows["units"]
    built = facts.space.value(rows, facts.allocation, "units", BUILD)
    excess = np.abs(built - units) - rows["tolerance"] * units
    yield beyond(rows[BUILD], excess, np.maximum(built, units), "further from the baseline than its tolerance")
