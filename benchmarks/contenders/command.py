"""Ours as planners use it: the whole of ``optimizer solve``, verified, proved and written.

python -m benchmarks.contenders.command CASE ANSWER GAP
"""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.answer import Answer
from optimizer.__main__ import main as optimizer


def main(folder: Path, answer_in: Path, gap: float) -> None:
    """Run the command; its stages are those of its own summary."""
    with tempfile.TemporaryDirectory() as scratch:
        plan = Path(scratch) / "plan"
        sys.argv = ["optimizer", "solve", str(folder), "--out", str(plan), "--gap", str(gap), "--quiet"]
        if code := optimizer():
            sys.exit(code)
        summary = json.loads((plan / "summary.json").read_text(encoding="utf-8"))
    answer = Answer(wall={stage: seconds for stage, seconds in summary["seconds"].items() if stage != "total"})
    answer.status, answer.objective, answer.engine = summary["status"], summary["objective"], summary["engine"]
    answer.variables = summary["size"]["variables"]
    answer.deliver(answer_in)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
