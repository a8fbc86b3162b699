"""Bare CLP: saved arrays as text for the program that PuLP brings. Linear programs only.

python -m benchmarks.contenders.bare_clp ARRAYS ANSWER

Writing the text and reading it is handing over; the solve is what CLP's own clock says.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import scipy.sparse as sp
from pulp.apis.coin_api import pulp_cbc_path

from benchmarks.answer import Answer
from benchmarks.prepare import load
from models.program import Program
from optimizer.engines.mps import write_mps

SOLVED = re.compile(rb"^Optimal objective (\S+) .* time ([\d.]+)", re.MULTILINE)
"""The line of CLP's log that tells what it reached and how long it took, reading not counted."""


def main(arrays_in: Path, answer_in: Path) -> None:
    """Load, hand over, solve."""
    answer = Answer(engine="clp")
    with answer.stage("read"):
        arrays = load(arrays_in)
    with answer.stage("hand_over"), tempfile.TemporaryDirectory() as folder:
        shape = len(arrays.row_lower), len(arrays.cost)
        matrix = sp.csr_array((arrays.values, arrays.columns, arrays.starts), shape=shape)
        sides = arrays.lower, arrays.upper, arrays.integer, arrays.row_lower, arrays.row_upper
        answered = Path(folder) / "answer"
        words = ["-import", "stdin", "-scaling", "off", "-crash", "on", "-dualSimplex", "-saveSolution", answered]
        with subprocess.Popen(
            [pulp_cbc_path, *words, "-quit"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            write_mps(Program(arrays.cost, *sides, matrix), process.stdin)
            said = SOLVED.search(process.communicate()[0])
        answered.read_bytes()
    if said is not None:
        seconds = float(said[2])
        answer.status, answer.objective = "optimal", -float(said[1])
        answer.add("solve", seconds, seconds)
        answer.add("hand_over", -seconds, 0.0)
    answer.variables = len(arrays.cost)
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
