"""Bare HiGHS: saved arrays handed over and solved in one call. The limit of what any way to HiGHS can reach.

python -m benchmarks.contenders.bare ARRAYS ANSWER GAP [choose | simplex | ipm] [rules_only]
"""

import sys
from pathlib import Path

import highspy

from benchmarks.answer import Answer
from benchmarks.prepare import Arrays, load


def hand_over(arrays: Arrays, gap: float) -> highspy.Highs:
    """HiGHS with the program in it."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", gap)
    row_wise, minimise = int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize)
    highs.passModel(
        len(arrays.cost), len(arrays.row_lower), len(arrays.values), row_wise, minimise, 0.0,
        -arrays.cost, arrays.lower, arrays.upper, arrays.row_lower, arrays.row_upper,
        arrays.starts, arrays.columns, arrays.values, arrays.integer.astype("int32"),
    )  # fmt: skip
    return highs


def main(arrays_in: Path, answer_in: Path, gap: float, method: str, *, rules_only: bool) -> None:
    """Load, hand over, solve."""
    answer = Answer(engine=f"highs {method}")
    with answer.stage("read"):
        arrays = load(arrays_in, rules_only=rules_only)
    with answer.stage("hand_over"):
        highs = hand_over(arrays, gap)
        highs.setOptionValue("solver", method)
    with answer.stage("solve"):
        highs.run()
    answer.status = highs.modelStatusToString(highs.getModelStatus()).lower()
    answer.objective, answer.variables = -highs.getInfo().objective_function_value, len(arrays.cost)
    answer.deliver(answer_in)


if __name__ == "__main__":
    words = sys.argv[4:]
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), words[0] if words else "choose",
         rules_only="rules_only" in words)  # fmt: skip
