"""Every contender on the same cases in the same run, in turn, so that a busy machine is busy for all of them."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.cases import Benchmark, Flavour
from benchmarks.contenders import Contender
from benchmarks.measure import Measurement, Terms, measure, measure_command, typical

LINEAR_TOLERANCE = 1e-6
"""Share of the objective by which two optima of one linear program may differ."""

IMPORTS = "import pandas, scipy.sparse, highspy"
TYPER = "import typer"
HELP = "optimizer --help"

Teller = Callable[[Measurement], None]


def compare(contenders: Sequence[Contender], case: Benchmark, terms: Terms, repeat: int,
            tell: Teller = lambda _: None) -> list[Measurement]:  # fmt: skip
    """Medians of the contenders that can take the case; one that fails or times out is not tried again."""
    able = [who for who in contenders if case.flavour in who.flavours]
    rounds: dict[str, list[Measurement]] = {who.name: [] for who in able}
    for _ in range(repeat):
        for who in able:
            earlier = rounds[who.name]
            if not earlier or earlier[-1].succeeded:
                earlier.append(measure(who, case, terms))
                tell(earlier[-1])
    return [typical(found) for found in rounds.values()]


def startups(terms: Terms, repeat: int) -> list[Measurement]:
    """How long the command takes to say anything, and what bare imports take."""
    script = Path(sys.executable).with_name("optimizer")
    commands: dict[str, list[str | Path]] = {
        HELP: [script, "--help"] if script.exists() else [sys.executable, "-m", "optimizer", "--help"],
        TYPER: [sys.executable, "-c", TYPER],
        IMPORTS: [sys.executable, "-c", IMPORTS],
    }
    rounds = [[measure_command(name, words, terms.limit) for name, words in commands.items()] for _ in range(repeat)]
    return [typical(found) for found in zip(*rounds, strict=True)]


def disagreements(found: Iterable[Measurement], flavour: Flavour, gap: float) -> list[str]:
    """A sentence for every objective of one case that differs from the best by more than the gap allows."""
    tolerance = LINEAR_TOLERANCE if flavour is Flavour.LP else gap * 1.01
    solved = {one.contender: one.objective for one in found if one.succeeded and one.objective is not None}
    best = max(solved.values(), default=0.0)
    return [
        f"{name} found {objective:,.6f}, but {best:,.6f} is known"
        for name, objective in solved.items()
        if best - objective > tolerance * max(1.0, abs(best))
    ]
