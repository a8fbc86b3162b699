"""Bare HiGHS on a mixed-integer program, looked at on its way: relaxation, root node, and the whole search.

python -m benchmarks.contenders.root ARRAYS ANSWER GAP [rules_only]
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.answer import Answer
from benchmarks.contenders.bare import hand_over
from benchmarks.prepare import load


def main(arrays_in: Path, answer_in: Path, gap: float, *, rules_only: bool) -> None:
    """Three runs: without integrality, to the end of the root node, to the gap."""
    answer = Answer(engine="highs")
    arrays = load(arrays_in, rules_only=rules_only)
    relaxed = hand_over(replace(arrays, integer=np.zeros_like(arrays.integer)), gap)
    with answer.stage("relaxation"):
        relaxed.run()
    answer.bounds["relaxation"] = -relaxed.getInfo().objective_function_value
    root = hand_over(arrays, gap)
    root.setOptionValue("mip_max_nodes", 1)
    with answer.stage("root"):
        root.run()
    answer.bounds["root"] = -root.getInfo().mip_dual_bound if arrays.is_mip else answer.bounds["relaxation"]
    whole = hand_over(arrays, gap)
    with answer.stage("solve"):
        whole.run()
    answer.status = whole.modelStatusToString(whole.getModelStatus()).lower()
    answer.objective, answer.variables = -whole.getInfo().objective_function_value, len(arrays.cost)
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), rules_only="rules_only" in sys.argv[4:])
