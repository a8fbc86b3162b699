"""Columns that count switches, so that a search can decide first how many and only then which.

Set-ups and departures that could replace each other leave the relaxation far from any plan: it takes a third of each.
Deciding one of them moves the others and gains nothing; deciding that a line has seven set-ups in the year, not six
and a half, does. So the program gets whole columns that equal such sums (branching on general disjunctions: Owen &
Mehrotra, *Computational Optimization and Applications* 20, 2001). An engine's presolve would substitute them away at
once, were they not bounded by more than the sum itself: by what plans need that earn no less than the one in hand.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines.answer import remaining
from optimizer.engines.base import Options, Watch
from optimizer.engines.scaling import scaled
from optimizer.engines.warm import Warm
from optimizer.engines.whole import Solve, worth

COUNTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("run", ()),
    ("run", ("line",)),
    ("run", ("model",)),
    ("run", ("line", "model")),
    ("use", ()),
    ("use", ("route",)),
    ("sail", ()),
)
"""Which switches are counted, over all that agree in these keys."""

LARGEST = 5000
"""Nonzeros of the rules up to which it is done: on larger ones two linear programs a count cost more than they gain."""

SLACK = 1e-6
"""Share of the plan's worth by which a plan may fall short of it: what is left out for certain is worse than that."""

CLOSE = 1e-5
"""How far from a whole number the end of a range may be and still count as that number."""

Numbers = NDArray[np.float64]
Columns = NDArray[np.int64]


def searched_by_counts(solve: Solve, program: Program, options: Options, watch: Watch, plan: Solution) -> Solution:
    """Search the rules of ``program`` for plans no worse than ``plan``, with columns that count; never raises.

    ``program`` may have rows that only tighten: ranges of counts are worked out with them, the search goes without. Its
    bound holds for all plans; ``plan`` itself comes back where there is none better.
    """
    began, groups = time.perf_counter(), list(_groups(program))
    rules = replace(program.rules_only, start=None)
    if groups:
        rules = _with_counts(rules, groups, *_ranges(program, groups, worth(plan), watch))
    found = solve(rules, replace(options, time_limit=remaining(options, began)), watch)
    best = worth(plan)
    if found.status is Status.INFEASIBLE:  # of plans that earn no less there are none but the one in hand
        return replace(plan, status=Status.OPTIMAL, bound=best, seconds=found.seconds, message=found.message)
    values = None if found.values is None else found.values[: len(program.cost)]
    return replace(found, values=values, bound=None if found.bound is None else max(found.bound, best))


def _groups(program: Program) -> Iterator[Columns]:
    """The columns of each sum, two at least, no sum twice."""
    known = set()
    free = program.upper > program.lower
    for name, shared in COUNTS:
        for block in program.decisions:
            if block.name != name or not len(block.keys):
                continue
            group = block.keys.distinct(*shared).find(block.keys) if shared else np.zeros(len(block.keys), dtype=int)
            for number in range(group.max() + 1):
                columns = block.start + np.flatnonzero(group == number)
                columns = columns[free[columns]]
                if len(columns) > 1 and columns.tobytes() not in known:
                    known.add(columns.tobytes())
                    yield columns


def _ranges(program: Program, groups: list[Columns], least: float, watch: Watch) -> tuple[Numbers, Numbers]:
    """Between which whole numbers each sum lies in any plan worth ``least``, as far as the relaxation can tell."""
    lower = np.array([program.lower[columns].sum() for columns in groups])
    upper = np.array([program.upper[columns].sum() for columns in groups])
    easier, scaling = scaled(program.relaxed())
    relaxation = Warm(easier, costs_move=True)
    if relaxation.solve().status is not Status.OPTIMAL:
        return lower, upper
    worth_it = (least - SLACK * abs(least)) * scaling.cost
    relaxation.add_rows(sp.csr_array(easier.cost[None, :]), np.array([worth_it]), np.array([np.inf]))
    relaxation.set_cost(np.arange(len(easier.cost)), np.zeros(len(easier.cost)))
    for number, columns in enumerate(groups):
        if watch.stop.is_set():
            break
        for sign in (1.0, -1.0):
            relaxation.set_cost(columns, np.full(len(columns), sign))
            said = relaxation.solve()
            if said.objective is not None and sign > 0:
                upper[number] = min(upper[number], np.floor(said.objective + CLOSE))
            elif said.objective is not None:
                lower[number] = max(lower[number], np.ceil(-said.objective - CLOSE))
        relaxation.set_cost(columns, np.zeros(len(columns)))
    return lower, np.maximum(lower, upper)


def _with_counts(rules: Program, groups: list[Columns], lower: Numbers, upper: Numbers) -> Program:
    """The program with a whole column behind its own for each group, between those limits, and the row that says so."""
    count, width = len(groups), len(rules.cost)
    sums = sp.csr_array(
        (np.ones(sum(map(len, groups))), np.concatenate(groups), np.cumsum([0, *map(len, groups)])),
        shape=(count, width),
    )
    nothing = np.zeros(count)
    return replace(
        rules,
        cost=np.concatenate([rules.cost, nothing]),
        lower=np.concatenate([rules.lower, lower]),
        upper=np.concatenate([rules.upper, upper]),
        integer=np.concatenate([rules.integer, np.ones(count, dtype=np.bool_)]),
        row_lower=np.concatenate([rules.row_lower, nothing]),
        row_upper=np.concatenate([rules.row_upper, nothing]),
        matrix=sp.csr_array(_below(rules.matrix, sums)),
        box=None,
    )


def _below(matrix: sp.csr_array, sums: sp.csr_array) -> sp.csr_array:
    """The matrix with rows ``sums`` below it, each less a column of its own."""
    beside = sp.csr_array((matrix.shape[0], sums.shape[0]))
    own = -sp.eye_array(sums.shape[0])
    return sp.csr_array(sp.vstack([sp.hstack([matrix, beside]), sp.hstack([sums, own])]))
