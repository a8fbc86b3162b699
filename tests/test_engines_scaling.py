"""Programs in awkward units: the answer, prices and bound are those of the same program in handy ones."""

import numpy as np
import pytest
import scipy.sparse as sp

from models.program import Program
from optimizer.engines import Options, solve
from optimizer.engines.scaling import scaled


def mix(money: float, hours: float) -> Program:
    """Two models on a line of 40 hours: 30 and 20 earned per unit, 2 and 1 hours; at most 15 and 12 units."""
    return Program(
        cost=np.array([30.0, 20.0]) * money,
        lower=np.zeros(2),
        upper=np.array([15.0, 12.0]),
        integer=np.zeros(2, dtype=bool),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([40.0]) * hours,
        matrix=sp.csr_array(np.array([[2.0, 1.0]]) * hours),
    )


@pytest.mark.parametrize("engine", ["highs", "clp", "glop"])
@pytest.mark.parametrize("money", [1e-12, 1.0, 1e12])
@pytest.mark.parametrize("hours", [1e-9, 1.0, 1e9])
def test_units_change_nothing(engine, money, hours):
    """12 units of the second take 12 h, the other 28 h build 14 of the first: 660; an hour is worth 15."""
    solution = solve(mix(money, hours), Options(), engine)
    assert solution.values == pytest.approx([14.0, 12.0])
    assert solution.objective == pytest.approx(660 * money)
    assert solution.bound == pytest.approx(660 * money)
    assert solution.duals == pytest.approx([15 * money / hours])
    assert solution.reduced_costs == pytest.approx([0.0, 5 * money], abs=1e-9 * money)


def test_handy_units_are_left_alone():
    """Nothing is copied where nothing is far off."""
    program = mix(1.0, 1.0)
    easier, scaling = scaled(program)
    assert easier is program
    assert scaling.rows is None


def test_big_switch_rows_are_left_alone():
    """A row that mixes 1 and 1e6 is not scaled down: its 1 would become noise."""
    program = mix(1.0, 1.0)
    wide = Program(program.cost, program.lower, program.upper, program.integer, program.row_lower, program.row_upper,
                   sp.csr_array(np.array([[1.0, -1e6]])))  # fmt: skip
    assert scaled(wide)[0] is wide
