"""linopy: the linear benchmark case on its sparse path, handed to HiGHS through ``io_api="direct"``.

python -m benchmarks.contenders.peer_linopy CASE ANSWER
"""

import sys
from pathlib import Path

import dask.array  # noqa: F401 - linopy loads it with its first array: loading is not counted as building
import linopy
import pandas as pd
from linopy.solvers import Solver

from benchmarks.answer import Answer
from benchmarks.contenders.core import LINE, PAIR, PLANT_PAIR, Core, read_core


def rows_of(frame: pd.DataFrame, columns: list[str], rows: pd.DataFrame) -> pd.Series:
    """For each variable of a frame the number of the row (named after the index of ``rows``) that it counts in."""
    numbers = rows[columns].assign(number=rows.index).reset_index(drop=True)
    found = frame[columns].reset_index(drop=True).merge(numbers, on=columns, how="left")["number"]
    return found.set_axis(frame.index).rename(rows.index.name)


def formulate(core: Core) -> linopy.Model:
    """The program: flat variables, one a row of their frame, summed by the number of the row they count in."""
    linopy.options["semantics"] = "v1"
    model = linopy.Model(sparse=True)
    builds, ships, lines = (getattr(core, name).rename_axis(index=name) for name in ("build", "ship", "line"))
    pairs, closing = core.pair.rename_axis(index="pair"), core.closing.rename_axis(index="closing")
    supplies = ships[PLANT_PAIR].drop_duplicates(ignore_index=True).rename_axis(index="supply")
    build = model.add_variables(lower=0, coords=[builds.index], name="build")
    ship = model.add_variables(lower=0, coords=[ships.index], name="ship")
    stock = model.add_variables(lower=0, coords=[pairs.index], name="stock")
    sell = model.add_variables(lower=0, coords=[pairs.index], name="sell")
    short = model.add_variables(lower=0, coords=[pairs.index], name="short")
    overtime = model.add_variables(lower=0, upper=lines["overtime_hours"], name="overtime")
    model.add_objective(
        (ship * ships["worth"]).sum() - (build * builds["unit_cost"]).sum() + (stock * pairs["worth"]).sum()
        + (sell * pairs["price"]).sum() - (short * pairs["shortage_cost"]).sum()
        - (overtime * lines["overtime_cost"]).sum(),
        sense="max",
    )  # fmt: skip

    worked = (build * builds["hours"]).groupby(rows_of(builds, LINE, lines)).sum()
    model.add_constraints(worked.add(-1 * overtime, join="outer") <= lines["hours"], name="line_time")

    built = (1 * build).groupby(rows_of(builds, PLANT_PAIR, supplies)).sum()
    sent = (-1 * ship).groupby(rows_of(ships, PLANT_PAIR, supplies)).sum()
    model.add_constraints(built.add(sent, join="outer") == 0, name="plant_balance")

    arrival = ["market", "model", "arrival"]
    arriving = rows_of(ships, arrival, pairs.rename(columns={"period": "arrival"}))
    in_time = arriving.dropna().astype(int)
    arrived = (1 * ship.sel(ship=in_time.index)).groupby(in_time).sum()
    kept = pairs.index[pairs["period"] < core.last]  # pairs are sorted: the next period of a pair is the next row
    carried = (1 * stock.sel(pair=kept)).assign_coords(pair=kept + 1)
    balance = arrived.add(carried, join="outer").add(-1 * sell - 1 * stock, join="outer")
    model.add_constraints(balance == -pairs["opening"], name="market_balance")
    model.add_constraints(sell + short == pairs["demand"], name="demand")

    final = pairs[pairs["period"] == core.last]
    of_final = rows_of(final, PAIR[:2], closing)
    left = (1 * stock.sel(pair=final.index)).groupby(of_final).sum()
    late = ships[arriving.isna()]
    under_way = (1 * ship.sel(ship=late.index)).groupby(rows_of(late, PAIR[:2], closing)).sum()
    model.add_constraints(left.add(under_way, join="outer") <= closing["closing_maximum"], name="closing")
    return model


def main(folder: Path, answer_in: Path) -> None:
    """Read, formulate, hand over, solve."""
    answer = Answer(engine="highs")
    with answer.stage("read"):
        core = read_core(folder)
    with answer.stage("build"):
        model = formulate(core)
    with answer.stage("hand_over"):
        solver = Solver.from_name("highs", model, io_api="direct", options={"output_flag": False})
    with answer.stage("solve"):
        solver.solve()
    highs = solver.solver_model
    answer.status = highs.modelStatusToString(highs.getModelStatus()).lower()
    answer.objective, answer.variables = highs.getInfo().objective_function_value, highs.getNumCol()
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
