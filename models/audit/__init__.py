"""The audit: a second, independent reading of every rule, on the written plan against the raw case.

It shares nothing with the formulation but the tables themselves (``models.tables``, ``models.plan``). Decisions that
no table shows are implied: a model runs where units are built, a route is used where units are dispatched, a pattern
changes where it differs from the one before, a unit is under way at the end where it arrives past the horizon.

Under ``relaxed`` (no integrality of vehicles or switches) the tables do not show switches that are fractions. Then
these are **not** checked: the minimum lots of lines and routes; that exactly one pattern is in force and is kept long
enough; whole vehicles and sailings, and launches of 0 or 1; the items ``setup``, ``shift``, ``shift_change``, ``route``
and ``sailing`` (taken from the plan). These are weakened: worked hours lie between the builds' own and those with all
set-ups; regular hours of a line with patterns lie between its shortest and its longest pattern's; demand, commitments,
opening backlog and the limits of a program count times its ``launched``, and units are forbidden only where that is 0.
"""

import numpy as np

from models.audit.contribution import contribution, recompute
from models.audit.facts import Facts, lay_side_by_side
from models.audit.findings import breaches
from models.audit.reading import read_case
from models.audit.rules import RULES
from models.audit.tolerances import SHOWN
from models.audit.verdict import Breach, Verdict
from models.plan import Plan
from models.tables import Tables

__all__ = ["Breach", "Verdict", "audit"]


def audit(tables: Tables, plan: Plan, *, relaxed: bool = False, shown: int = SHOWN) -> Verdict:
    """Judge a written plan by every rule, and recompute what it is worth.

    ``tables`` has passed the check; ``plan`` may be anything: whatever is malformed in it is a breach of ``tables``,
    ``relaxed`` says that the plan was made without integrality (see above for what is then skipped). ``shown``: how
    many breaches of each rule are listed; the rest are counted.
    """
    with np.errstate(all="ignore"):  # what comes out endless or as no number is a breach
        return _judged(lay_side_by_side(read_case(tables), plan, relaxed=relaxed), shown)


def _judged(facts: Facts, most: int) -> Verdict:
    amounts = recompute(facts)
    shown: list[Breach] = []
    counts: dict[str, int] = {}
    judged = [(rule.__name__, rule(facts)) for rule in RULES]
    for name, findings in [*judged, ("contribution", contribution(facts, amounts))]:
        some, count = breaches(name, findings, facts.space, most)
        shown += some
        if count:
            counts[name] = count
    return Verdict(tuple(shown), counts, amounts.totals, amounts.objective, amounts.skipped)
