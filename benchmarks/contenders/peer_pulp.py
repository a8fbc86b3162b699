"""PuLP: the linear benchmark case, handed to HiGHS through its Python interface.

python -m benchmarks.contenders.peer_pulp CASE ANSWER
"""

import sys
from collections import defaultdict
from pathlib import Path

import pulp

from benchmarks.answer import Answer
from benchmarks.contenders.core import LINE, PAIR, PLANT_PAIR, Core, read_core

Terms = list[tuple[pulp.LpVariable, float]]


def formulate(core: Core) -> pulp.LpProblem:
    """The program: variables in lists, sums from (variable, coefficient) pairs, which is PuLP's quickest way."""
    problem = pulp.LpProblem("allocation", pulp.LpMaximize)
    build = [pulp.LpVariable(f"build{i}", 0) for i in range(len(core.build))]
    ship = [pulp.LpVariable(f"ship{i}", 0) for i in range(len(core.ship))]
    pairs = list(core.pair[PAIR].itertuples(index=False, name=None))
    stock = {pair: pulp.LpVariable(f"stock{i}", 0) for i, pair in enumerate(pairs)}
    sell = [pulp.LpVariable(f"sell{i}", 0) for i in range(len(pairs))]
    short = [pulp.LpVariable(f"short{i}", 0) for i in range(len(pairs))]
    overtime = [pulp.LpVariable(f"overtime{i}", 0, most) for i, most in enumerate(core.line["overtime_hours"])]
    problem += pulp.LpAffineExpression([
        *zip(build, -core.build["unit_cost"], strict=True),
        *zip(ship, core.ship["worth"], strict=True),
        *zip(stock.values(), core.pair["worth"], strict=True),
        *zip(sell, core.pair["price"], strict=True),
        *zip(short, -core.pair["shortage_cost"], strict=True),
        *zip(overtime, -core.line["overtime_cost"], strict=True),
    ])  # fmt: skip

    worked: defaultdict[tuple[str, str, int], Terms] = defaultdict(list)
    supplied: defaultdict[tuple[str, str, str, int], Terms] = defaultdict(list)
    arrived: defaultdict[tuple[str, str, int], Terms] = defaultdict(list)
    kept: defaultdict[tuple[str, str], Terms] = defaultdict(list)
    for variable, hours, key in zip(build, core.build["hours"], _keys(core.build, LINE), strict=True):
        worked[key].append((variable, hours))
    for variable, key in zip(build, _keys(core.build, PLANT_PAIR), strict=True):
        supplied[key].append((variable, 1))
    for variable, key in zip(ship, _keys(core.ship, PLANT_PAIR), strict=True):
        supplied[key].append((variable, -1))
    for variable, (market, model, arrival) in zip(ship, _keys(core.ship, ["market", "model", "arrival"]), strict=True):
        if arrival <= core.last:
            arrived[market, model, arrival].append((variable, 1))
        else:
            kept[market, model].append((variable, 1))

    for extra, hours, key in zip(overtime, core.line["hours"], _keys(core.line, LINE), strict=True):
        problem += pulp.LpAffineExpression([*worked[key], (extra, -1)]) <= hours
    for terms in supplied.values():
        problem += pulp.LpAffineExpression(terms) == 0
    rows = zip(pairs, sell, short, core.pair["demand"], core.pair["opening"], strict=True)
    for (market, model, period), sold, lost, demand, opening in rows:
        terms = [*arrived[market, model, period], (sold, -1), (stock[market, model, period], -1)]
        if period > 0:
            terms.append((stock[market, model, period - 1], 1))
        problem += pulp.LpAffineExpression(terms) == -opening
        problem += pulp.LpAffineExpression([(sold, 1), (lost, 1)]) == demand
    for market, model, most in core.closing.itertuples(index=False, name=None):
        problem += pulp.LpAffineExpression([*kept[market, model], (stock[market, model, core.last], 1)]) <= most
    return problem


def _keys(frame: object, columns: list[str]) -> object:
    return frame[columns].itertuples(index=False, name=None)  # type: ignore[index]


def main(folder: Path, answer_in: Path) -> None:
    """Read, formulate, hand over, solve."""
    answer = Answer(engine="highs")
    with answer.stage("read"):
        core = read_core(folder)
    with answer.stage("build"):
        problem = formulate(core)
    solver = pulp.HiGHS(msg=False)
    with answer.stage("hand_over"):
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
    with answer.stage("solve"):
        solver.callSolver(problem)
    highs = problem.solverModel
    answer.status = highs.modelStatusToString(highs.getModelStatus()).lower()
    answer.objective = -highs.getInfo().objective_function_value  # PuLP hands a maximisation over negated
    answer.variables = highs.getNumCol()
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
