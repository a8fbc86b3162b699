"""Why a case has no plan, found step by step: first by arithmetic, then by an engine; and what would make one exist."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.keys import Mask
from models.tables import Tables
from optimizer.diagnose.apart import limits_of
from optimizer.diagnose.clock import Clock
from optimizer.diagnose.conflict import confirmed, find_conflict, is_possible
from optimizer.diagnose.limits import Limits
from optimizer.diagnose.proofs import Proof, prove
from optimizer.diagnose.repairs import Repair, repairs
from optimizer.diagnose.words import Told, told
from optimizer.explain.sources import Cited
from optimizer.explain.study import Study

MOST_CONFLICTS = 3
"""Conflicts up to which an engine looks for another, without any cell of those before."""

MOST_TOLD = 12
"""Conflicts that are told one by one; a case with more has a fault that they have in common."""

CLASH = "limits that clash"
"""The kind of a conflict that an engine found."""


@dataclass(frozen=True)
class Conflict:
    """Limits that no plan can keep together, in words."""

    kind: str
    text: str
    """The sentence that proves it; empty where an engine found it: then the limits say it."""
    limits: tuple[Told, ...]
    numbers: tuple[int, ...]
    whole: bool = False
    """It takes whole vehicles or switches for them to clash."""
    minimal: bool = True
    """None of them can be left out."""
    also: tuple[Cited, ...] = ()
    """Cells that are no limits, but without which they would not clash."""
    alike: int = 0
    """How many more of the same kind there are, about the same cells in other periods."""

    @property
    def cells(self) -> tuple[Cited, ...]:
        """Every cell that has to do with it, each once."""
        return tuple(dict.fromkeys((*(cell for limit in self.limits for cell in limit.cells), *self.also)))

    @property
    def is_arithmetic(self) -> bool:
        """Whether arithmetic alone proves it."""
        return bool(self.text)


@dataclass(frozen=True)
class Diagnosis:
    """What is known of a case without a plan."""

    tables: Tables
    has_plan: bool | None
    """``None``: time ran out before it was known."""
    conflicts: tuple[Conflict, ...] = ()
    further: int = 0
    """Conflicts beyond those told."""
    repairs: tuple[Repair, ...] = ()
    complete: bool = True
    """Whether all that was looked for was looked at: time did not run out."""
    seconds: float = 0.0


Tell = Callable[[str], None]


def diagnose(tables: Tables, clock: Clock, tell: Tell = lambda _: None, *, relax: bool = False,
             gap: float = 1e-4) -> Diagnosis:  # fmt: skip
    """Why no plan obeys all rules of a case, and the least changes with which one would.

    ``relax``: no whole vehicles or switches; ``gap``: at which a repaired case counts as solved. ``tell`` hears what is
    being done.
    """
    began = time.perf_counter()
    limits = limits_of(tables)
    conflicts = clashes(limits, clock, tell, relax=relax)
    if not conflicts:
        every = np.ones(len(limits), dtype=np.bool_)
        has_plan = is_possible(limits, every, clock, whole=not relax)
        return Diagnosis(tables, has_plan, complete=has_plan is not None, seconds=time.perf_counter() - began)
    study = Study(tables, gap=gap, relax=relax, watch=clock.watch)
    off = tuple(cell for conflict in conflicts for cell in conflict.cells if cell.value == "off")
    clashing = [conflict.numbers for conflict in conflicts]
    found = repairs(limits, clashing, off, study, clock, lambda what: tell(f"trying {what}"))
    ranked = sorted(found, key=lambda repair: -np.inf if repair.objective is None else repair.objective, reverse=True)
    complete = not clock.is_over and all(conflict.minimal for conflict in conflicts)
    told_of = tuple(conflicts[:MOST_TOLD])
    return Diagnosis(tables, False, told_of, len(conflicts) - len(told_of), tuple(ranked), complete,
                     time.perf_counter() - began)  # fmt: skip


def clashes(limits: Limits, clock: Clock, tell: Tell = lambda _: None, *, relax: bool = False) -> list[Conflict]:
    """What arithmetic proves; then, where that is little, what an engine finds among the limits not yet told of."""
    tell("what arithmetic can prove")
    conflicts = [conflict for proof in _grouped(limits, prove(limits))
                 if (conflict := _confirmed(limits, proof, clock, relax=relax)) is not None]  # fmt: skip
    without = [conflict for conflict in conflicts if not conflict.numbers]
    if without:  # the laws alone leave no plan, whatever the limits: nothing else is worth a look
        return [conflict for conflict in without if conflict.is_arithmetic] or without[:1]
    lifted: Mask = np.zeros(len(limits), dtype=np.bool_)
    for conflict in conflicts:
        lifted[limits.sharing(conflict.numbers)] = True
    while len(conflicts) < MOST_CONFLICTS and not clock.is_over:
        tell("limits that clash")
        clash = find_conflict(limits, lifted, clock, relax=relax)
        if clash is None:
            break
        found = tuple(told(limits, clash.limits))
        conflicts.append(Conflict(CLASH, "", found, clash.limits, clash.whole, clash.minimal))
        if not clash.limits:
            break
        lifted[limits.sharing(clash.limits)] = True
    return conflicts


def _confirmed(limits: Limits, proof: Conflict, clock: Clock, *, relax: bool) -> Conflict | None:
    """A proof that an engine agrees with; where it needs fewer limits than arithmetic does, these."""
    found = confirmed(limits, proof.numbers, clock, relax=relax)
    if found is None:
        return proof if clock.is_over else None
    if found.limits == proof.numbers:
        return proof
    return Conflict(CLASH, "", tuple(told(limits, found.limits)), found.limits, found.whole, found.minimal)


def _grouped(limits: Limits, proofs: list[Proof]) -> list[Conflict]:
    """Proofs as conflicts, those about the same cells in other periods as one."""
    groups: dict[tuple[str, frozenset[tuple[str, int, str]]], list[Proof]] = {}
    for proof in proofs:
        cells = (cell for number in proof.limits for cell in limits.cells(number) if cell.table != "periods")
        where = frozenset((cell.table, cell.row, cell.column) for cell in cells)
        groups.setdefault((proof.kind, where), []).append(proof)
    return [
        Conflict(first.kind, first.text, tuple(told(limits, first.limits)), first.limits, also=first.also,
                 alike=len(rest))
        for first, *rest in groups.values()
    ]  # fmt: skip
