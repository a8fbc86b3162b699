"""Builds already firm and last cycle's plan, judged: ``frozen`` and ``baseline``."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from models.audit.facts import BUILD, LINE_PERIOD, Facts
from models.audit.findings import Finding, beyond


def frozen(facts: Facts) -> Iterator[Finding]:
    """A line and period that stands in ``frozen`` builds exactly its rows there.

    build[l,v,k,t] = units of its row, 0 without one                       for all l, t that stand in frozen, all v, k
    """
    firm, space = facts.case["frozen"], facts.space
    built = facts.allocation[space.stands(facts.allocation, firm, LINE_PERIOD)]
    apart = space.netted([(1.0, built), (-1.0, firm)], BUILD)
    yield beyond(apart[BUILD], np.abs(apart["units"].to_numpy()), apart["gross"].to_numpy(), "not the frozen units")


def buildable_baseline(facts: Facts) -> pd.DataFrame:
    """Rows of ``baseline`` that can be built; the others cost nothing and their tolerance is void."""
    rows = facts.case["baseline"]
    return rows[facts.can_be_built(facts.build_terms(rows))]


def deviations(facts: Facts) -> pd.DataFrame:
    """``BUILD`` and ``units``: distance from the baseline wherever a line and period stands in it.

    Rows that cannot be built are left out, their (line, period) stands all the same.
    """
    space, rows = facts.space, facts.case["baseline"]
    built = facts.allocation[space.stands(facts.allocation, rows, LINE_PERIOD)]
    apart = space.netted([(1.0, built), (-1.0, buildable_baseline(facts))], BUILD)
    return apart.assign(units=apart["units"].abs())


def baseline(facts: Facts) -> Iterator[Finding]:
    """A build with a tolerance stays near last cycle's.

    |build - units| <= tolerance * units                 for all rows of baseline with a tolerance that can be built
    """
    rows = buildable_baseline(facts)
    rows = rows[rows["tolerance"].notna()]
    units = rows["units"].to_numpy()
    built = facts.space.value(rows, facts.allocation, "units", BUILD)
    excess = np.abs(built - units) - rows["tolerance"].to_numpy() * units
    yield beyond(rows[BUILD], excess, np.maximum(built, units), "further from the baseline than its tolerance")
