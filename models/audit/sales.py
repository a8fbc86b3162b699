"""Sales, judged: demand met, waiting or lost, commitments kept, programs launched or not."""

from collections.abc import Iterator

import numpy as np

from models.audit.facts import PAIR_PERIOD, Facts
from models.audit.findings import Finding, beyond, differing, exceeding
from models.audit.frame import Floats


def demand(facts: Facts) -> Iterator[Finding]:
    """Demand is met, waits or is lost, and the plan's demand is the case's.

        sell + short = demand                                            for all k, v, t where demand is lost
        sell + backlog[t] = demand + backlog[t-1], short[T] = backlog[T]     for all k, v, t where demand waits

    ``backlog[0]`` is the opening backlog. Demand before a program's first period does not count; demand and opening
    backlog of an unlaunched program do not either (``demand * launch``).
    """
    rows = facts.pair_periods
    where = rows[PAIR_PERIOD]
    asked, sold, backlog, short, waits = (rows[name] for name in ("demand", "sold", "backlog", "short", "waits"))
    first, last = rows["period"] == 0, rows["period"] == facts.case.horizon - 1
    yield differing(where, rows["said_demand"], asked, "demand is not the case's")
    before = np.where(first, rows["opening_backlog"], np.append(0.0, backlog[:-1]))
    met = np.where(waits, sold + backlog, sold + short)
    due = np.where(waits, asked + before, asked)
    scale = np.maximum(np.abs(met), np.abs(due))
    yield beyond(where, due - met, scale, "demand that is neither met nor waits nor is lost")
    yield beyond(where, met - due, scale, "more is met, waits or is lost than is asked for")
    nothing: Floats = np.zeros(len(rows))
    yield exceeding(where, np.where(waits, 0.0, backlog), nothing, "backlog where demand does not wait")
    lost = np.where(last, backlog, 0.0)
    yield beyond(where, np.where(waits, np.abs(short - lost), 0.0), scale, "short is not what waits at the end")


def commitments(facts: Facts) -> Iterator[Finding]:
    """What was promised is delivered in its period.

    sell >= commitment        for all k, v, t; a commitment counts where demand does
    """
    rows = facts.pair_periods
    promised = rows["commitment"]
    yield exceeding(rows[PAIR_PERIOD], promised, rows["sold"], "units sold short of the commitment")
    yield differing(rows[PAIR_PERIOD], rows["said_commitment"], promised, "commitment is not the case's")


def programs(facts: Facts) -> Iterator[Finding]:
    """A program is launched or not, sells enough if launched and nothing at all if not.

        minimum_units * launch <= sum_t sell <= maximum_units * launch                      for all programs
        sell = 0 before first_period; status launched: launch = 1; off: launch = 0
        without launch nothing is sold, built or shipped for that market

    Relaxed: a launch may be a fraction; then a program launched in part may build and ship.
    """
    rows, by = facts.programs, ["model", "market"]
    where, launch = rows[by], rows["launched"]
    selling = facts.pair_periods.assign(units=facts.pair_periods["sold"])
    sold = facts.space.total(rows, selling, "units", by)
    yield differing(where, rows["said_units"], sold, "units are not what is sold")
    yield exceeding(where, rows["minimum_units"] * launch, sold, "units sold short of minimum_units")
    limit = np.where(launch > 0, rows["maximum_units"], 0.0)
    limit = np.where(np.isfinite(limit), limit * launch, limit)
    yield exceeding(where, sold, limit, "units sold beyond maximum_units")
    settled = np.where(rows["status"] == "launched", 1.0, np.where(rows["status"] == "off", 0.0, launch))
    yield differing(where, launch, settled, "launched is not what its status settles")
    early = np.where(selling["open_for_sale"], 0.0, selling["units"])
    yield exceeding(selling[PAIR_PERIOD], early, np.zeros(len(early)), "units sold before first_period")
    off = rows.only(launch <= 0)
    nothing = np.zeros(len(off))
    built = facts.space.total(off, facts.allocation, "units", by)
    yield exceeding(off[by], built, nothing, "units built for a program that is not launched")
    shipped = facts.space.total(off, facts.shipments, "units", by)
    yield exceeding(off[by], shipped, nothing, "units shipped for a program that is not launched")
