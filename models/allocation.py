"""The allocation problem: a table of contents. What is decided, what every plan must obey, what it earns."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models import contribution, decisions, readout
from models.case import Case
from models.draft import Draft
from models.plan import Plan
from models.program import Program
from models.rules import balances, lines, lots, mix, parts, sales, shifts, space, stability, transport
from models.solution import Duals
from models.tight import tighten

DECISIONS = (
    decisions.build, decisions.ship, decisions.yard, decisions.stock,
    decisions.sell, decisions.backlog, decisions.short, decisions.overtime,
    decisions.run, decisions.use, decisions.launch, decisions.sail,
    decisions.pattern, decisions.change, decisions.part_stock, decisions.deviation,
)  # fmt: skip
"""What may be decided, in an order in which each finds those it looks at."""

RULES = (
    lines.line_time, lines.overtime, lines.level_line, lots.lots,
    balances.plant_balance, balances.market_balance,
    space.yard_limit, space.yard_space, space.stock_limits, space.stock_space, space.closing,
    sales.demand, sales.commitments, sales.programs,
    transport.routes, transport.services,
    parts.parts, mix.mix, shifts.shifts, stability.frozen, stability.baseline,
)  # fmt: skip
"""What every plan must obey."""

ITEMS = (
    contribution.revenue, contribution.production, contribution.adaptation, contribution.setup,
    contribution.overtime, contribution.shift, contribution.shift_change, contribution.freight,
    contribution.duty, contribution.route, contribution.sailing, contribution.yard_holding,
    contribution.stock_holding, contribution.closing, contribution.launch,
    contribution.shortage, contribution.backlog, contribution.plan_change,
)  # fmt: skip
"""What a plan earns and costs."""


WINDOW = 4
"""Periods that tight windows span: longer ones close little more of the gap and slow the relaxation down."""


@dataclass(frozen=True)
class Allocation:
    """The allocation problem of one case, written down."""

    case: Case
    draft: Draft
    program: Program
    """With the rows that tighten it, if it has switches: what an engine solves."""
    rules_only: Program
    """The same without those rows: what prices are read from, each of them belonging to a rule."""

    def plan(self, values: NDArray[np.float64], duals: Duals | None = None) -> Plan:
        """The plan that the values of the columns stand for (whole where they must be), with its marginal prices."""
        return readout.plan(self.draft, values, duals)


def formulate(case: Case) -> Allocation:
    """The linear or mixed-integer program of a case."""
    draft = Draft(case)
    for function in (*DECISIONS, *RULES, *ITEMS):
        function(draft)
    rows = draft.height
    tighten(draft, WINDOW)
    program = replace(draft.program(), rule_rows=rows)
    return Allocation(case, draft, program, program.rules_only)
