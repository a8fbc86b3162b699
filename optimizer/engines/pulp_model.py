"""A program as PuLP's own model: the slow door (objects, not arrays), for solvers that have no other."""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pulp
from numpy.typing import NDArray
from pulp import v4_migration

from models.program import Program

v4_migration.set_v4_migration_warnings(False)  # it warns of what PuLP 4 will rename; 3 is pinned


@dataclass(frozen=True)
class PulpModel:
    """PuLP's problem (always a minimisation: as a maximisation it comes back negated from files) and its columns."""

    problem: pulp.LpProblem
    columns: Sequence[pulp.LpVariable]
    rows: int

    def values(self) -> NDArray[np.float64]:
        """The columns' values (shape n); NaN where PuLP has none."""
        return np.array([np.nan if column.varValue is None else column.varValue for column in self.columns], float)

    def duals(self) -> NDArray[np.float64] | None:
        """The rows' duals (shape m) in the sense of the maximisation, or none where the solver gave none."""
        duals = np.zeros(self.rows)
        for name, row in self.problem._constraints.items():
            if row.pi is None:
                return None
            duals[int(name[1:])] -= row.pi  # a row with two sides is two of PuLP's, of which one at most has a price
        return duals


def pulp_model(program: Program) -> PulpModel:
    """Builds PuLP's problem: column j is ``x<j>``, row i is ``u<i>`` for its upper side and ``l<i>`` for its lower."""
    problem = pulp.LpProblem("program", pulp.LpMinimize)
    bounds = zip(_or_none(program.lower), _or_none(program.upper), program.integer.tolist(), strict=True)
    columns = [
        problem.add_variable(f"x{number}", lower, upper, pulp.LpInteger if whole else pulp.LpContinuous)
        for number, (lower, upper, whole) in enumerate(bounds)
    ]
    if program.is_mip and program.start is not None:
        for column, value in zip(columns, program.start.tolist(), strict=True):
            column.setInitialValue(0.0 if np.isnan(value) else value, check=False)
    # every column is named here, so that none is lost: PuLP keeps only columns that it meets in the cost or in a row
    costs = zip(columns, (-program.cost).tolist(), strict=True)
    problem.setObjective(pulp.LpAffineExpression(list(costs)))
    matrix, starts = program.matrix, program.matrix.indptr.tolist()
    numbers, coefficients = matrix.indices.tolist(), matrix.data.tolist()
    sides = zip(_or_none(program.row_lower), _or_none(program.row_upper), strict=True)
    for row, (lower, upper) in enumerate(sides):
        entries = slice(starts[row], starts[row + 1])
        terms = [
            (columns[number], value) for number, value in zip(numbers[entries], coefficients[entries], strict=True)
        ]
        if lower is not None and lower == upper:
            problem.addConstraint(pulp.LpConstraint(terms, pulp.LpConstraintEQ, f"e{row}", lower))
            continue
        if upper is not None:
            problem.addConstraint(pulp.LpConstraint(terms, pulp.LpConstraintLE, f"u{row}", upper))
        if lower is not None:
            problem.addConstraint(pulp.LpConstraint(terms, pulp.LpConstraintGE, f"l{row}", lower))
    return PulpModel(problem, columns, len(program.row_lower))


def _or_none(bounds: NDArray[np.float64]) -> list[float | None]:
    """Bounds with ``None`` for infinite, as PuLP wants them."""
    return [bound if np.isfinite(bound) else None for bound in bounds.tolist()]
