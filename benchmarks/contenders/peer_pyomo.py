"""Pyomo: the linear benchmark case, handed to HiGHS through its APPSI interface.

python -m benchmarks.contenders.peer_pyomo CASE ANSWER
"""

import sys
from collections import defaultdict
from pathlib import Path

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers.highs import Highs
from pyomo.core.expr.numeric_expr import LinearExpression

from benchmarks.answer import Answer
from benchmarks.contenders.core import LINE, PAIR, PLANT_PAIR, Core, read_core


class Terms:
    """A sum being collected: coefficients and variables, which is Pyomo's quickest way to a linear expression."""

    def __init__(self) -> None:
        self.coefficients: list[float] = []
        self.variables: list[pyo.Var] = []

    def add(self, coefficient: float, variable: pyo.Var) -> "Terms":
        """Add a term."""
        self.coefficients.append(coefficient)
        self.variables.append(variable)
        return self

    def sum(self) -> LinearExpression:
        """The expression."""
        return LinearExpression(constant=0, linear_coefs=self.coefficients, linear_vars=self.variables)


def variables(model: pyo.ConcreteModel, core: Core) -> None:
    """Indexed variables, numbered by the rows of their frames."""
    at = {"build": core.build, "ship": core.ship, "stock": core.pair, "sell": core.pair, "short": core.pair}
    for name, frame in at.items():
        setattr(model, name, pyo.Var(range(len(frame)), bounds=(0, None)))
    most = core.line["overtime_hours"].tolist()
    model.overtime = pyo.Var(range(len(most)), bounds=lambda _, i: (0, most[i]))


def objective(model: pyo.ConcreteModel, core: Core) -> None:
    """Contribution, maximised."""
    total = Terms()
    for variable, coefficients in (
        (model.build, -core.build["unit_cost"]), (model.ship, core.ship["worth"]), (model.stock, core.pair["worth"]),
        (model.sell, core.pair["price"]), (model.short, -core.pair["shortage_cost"]),
        (model.overtime, -core.line["overtime_cost"]),
    ):  # fmt: skip
        for variable_data, coefficient in zip(variable.values(), coefficients.tolist(), strict=True):
            total.add(coefficient, variable_data)
    model.contribution = pyo.Objective(expr=total.sum(), sense=pyo.maximize)


def formulate(core: Core) -> pyo.ConcreteModel:
    """The program: rows as lists of linear expressions."""
    model = pyo.ConcreteModel()
    variables(model, core)
    objective(model, core)
    worked: defaultdict[tuple[str, str, int], Terms] = defaultdict(Terms)
    supplied: defaultdict[tuple[str, str, str, int], Terms] = defaultdict(Terms)
    arrived: defaultdict[tuple[str, str, int], Terms] = defaultdict(Terms)
    kept: defaultdict[tuple[str, str], Terms] = defaultdict(Terms)
    hours = core.build["hours"].tolist()
    for variable, each, line, supply in zip(model.build.values(), hours, core.build[LINE].itertuples(False, None),
                                            core.build[PLANT_PAIR].itertuples(False, None), strict=True):  # fmt: skip
        worked[line].add(each, variable)
        supplied[supply].add(1, variable)
    ships = core.ship[[*PLANT_PAIR, "arrival"]].itertuples(False, None)
    for variable, (plant, market, vehicle, period, arrival) in zip(model.ship.values(), ships, strict=True):
        supplied[plant, market, vehicle, period].add(-1, variable)
        into = arrived[market, vehicle, arrival] if arrival <= core.last else kept[market, vehicle]
        into.add(1, variable)

    lines, regular = list(core.line[LINE].itertuples(False, None)), core.line["hours"].tolist()
    model.line_time = pyo.Constraint(
        range(len(lines)), rule=lambda m, i: (None, worked[lines[i]].add(-1, m.overtime[i]).sum(), regular[i])
    )
    balances = list(supplied.values())
    model.plant_balance = pyo.Constraint(range(len(balances)), rule=lambda _, i: (0, balances[i].sum(), 0))
    pairs = list(core.pair[PAIR].itertuples(False, None))
    opening, demand = core.pair["opening"].tolist(), core.pair["demand"].tolist()

    def market_balance(m: pyo.ConcreteModel, i: int) -> tuple[float, LinearExpression, float]:
        terms = arrived[pairs[i]].add(-1, m.sell[i]).add(-1, m.stock[i])
        if pairs[i][2] > 0:
            terms.add(1, m.stock[i - 1])  # pairs are sorted: the last period of a pair is the row before
        return -opening[i], terms.sum(), -opening[i]

    model.market_balance = pyo.Constraint(range(len(pairs)), rule=market_balance)
    model.demand = pyo.Constraint(range(len(pairs)), rule=lambda m, i: (
        demand[i], Terms().add(1, m.sell[i]).add(1, m.short[i]).sum(), demand[i]))  # fmt: skip
    at_end = {pair[:2]: i for i, pair in enumerate(pairs) if pair[2] == core.last}
    closing = list(core.closing.itertuples(False, None))
    model.closing = pyo.Constraint(range(len(closing)), rule=lambda m, i: (
        None, kept[closing[i][:2]].add(1, m.stock[at_end[closing[i][:2]]]).sum(), closing[i][2]))  # fmt: skip
    return model


def main(folder: Path, answer_in: Path) -> None:
    """Read, formulate, hand over, solve."""
    answer = Answer()
    with answer.stage("read"):
        core = read_core(folder)
    with answer.stage("build"):
        model = formulate(core)
    solver = Highs()
    solver.config.stream_solver = False
    solver.config.load_solution = False
    with answer.stage("hand_over"):
        solver.set_instance(model)
    solver.update_config.check_for_new_or_removed_constraints = False
    solver.update_config.check_for_new_or_removed_vars = False
    solver.update_config.check_for_new_or_removed_params = False
    solver.update_config.update_constraints = False
    solver.update_config.update_vars = False
    solver.update_config.update_params = False
    solver.update_config.update_named_expressions = False
    solver.update_config.treat_fixed_vars_as_params = True
    with answer.stage("solve"):
        result = solver.solve(model)
    answer.status, answer.engine = result.termination_condition.name, "highs"
    answer.objective = result.best_feasible_objective
    answer.variables = len(core.build) + len(core.ship) + 3 * len(core.pair) + len(core.line)
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
