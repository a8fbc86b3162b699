"""Bare GLOP: saved arrays handed to OR-Tools in one call. Linear programs only.

python -m benchmarks.contenders.bare_glop ARRAYS ANSWER
"""

import sys
from pathlib import Path

import scipy.sparse as sp
from ortools.linear_solver.python import model_builder_helper

from benchmarks.answer import Answer
from benchmarks.prepare import load


def main(arrays_in: Path, answer_in: Path) -> None:
    """Load, hand over, solve."""
    answer = Answer(engine="glop")
    with answer.stage("read"):
        arrays = load(arrays_in)
    with answer.stage("hand_over"):
        shape = len(arrays.row_lower), len(arrays.cost)
        matrix = sp.csr_matrix((arrays.values, arrays.columns, arrays.starts), shape=shape)
        model = model_builder_helper.ModelBuilderHelper()
        model.fill_model_from_sparse_data(
            arrays.lower, arrays.upper, arrays.cost, arrays.row_lower, arrays.row_upper, matrix
        )
        model.set_maximize(True)
        solver = model_builder_helper.ModelSolverHelper("glop")
    with answer.stage("solve"):
        solver.solve(model)
    answer.status, answer.objective = solver.status().name.lower(), solver.objective_value()
    answer.variables = len(arrays.cost)
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
