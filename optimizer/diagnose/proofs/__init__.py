"""What arithmetic alone can prove of a case without a plan, before any engine runs: a table of contents."""

from collections.abc import Callable, Iterator

from optimizer.diagnose.limits import Limits
from optimizer.diagnose.proofs import firm_work, lines, mix, stores, supply, travel, work
from optimizer.diagnose.proofs.proof import Desk, Proof

PROOFS: tuple[Callable[[Desk], Iterator[Proof]], ...] = (
    supply.never_there,
    stores.overflow, stores.space, stores.limits_of_one_stock,
    firm_work.clashes, firm_work.off_programs, firm_work.line_time, firm_work.unit_limits, firm_work.idle,
    firm_work.parts,
    lines.patterns, lines.least_hours, lines.level_hours,
    mix.shares,
    work.line_time, work.parts,
    travel.sailings, travel.transit, travel.routes,
)  # fmt: skip
"""Every argument that is tried, in the order in which a planner would."""

__all__ = ["PROOFS", "Proof", "prove"]


def prove(limits: Limits) -> list[Proof]:
    """All that arithmetic proves, each set of limits once."""
    desk = Desk(limits)
    found: dict[tuple[int, ...], Proof] = {}
    for argument in PROOFS:
        for proof in argument(desk):
            found.setdefault(proof.limits, proof)
    return list(found.values())
