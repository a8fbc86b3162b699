"""Mixed-integer programs: twenty generated cases to the same gap, ours against the plain formulation in HiGHS alone."""

from collections.abc import Sequence

from benchmarks.contenders import NAIVE, STAGES
from benchmarks.measure import Measurement
from benchmarks.ratios import Ratio, Sense, geometric_mean

SIZES = ("250", "300", "350", "400")
"""Variables of the cases, in turn (about; small as they are): HiGHS alone takes from seconds to a minute."""

CASES = 20

CONTENDERS = (STAGES, NAIVE)


def speedups(measurements: Sequence[Measurement], limit: float) -> dict[str, float]:
    """How many times faster we are on each case, by the clock (the processor's seconds of racing processes are not
    told apart by stage).

    Ours counts building the program, the plain formulation only handing it over and solving it. Who was stopped at the
    limit counts as if it had ended there; a case on which both were, or one failed, is left out.
    """
    found = {(one.case, one.contender): one for one in measurements}
    result = {}
    for case in dict.fromkeys(one.case for one in measurements):
        ours, naive = found.get((case, STAGES.name)), found.get((case, NAIVE.name))
        if ours is None or naive is None or not (ours.succeeded or naive.succeeded):
            continue
        plain, tool = naive.seconds("hand_over", "solve"), ours.seconds("build", "hand_over", "solve")
        result[case] = (plain or limit) / (tool or limit)
    return result


def search_ratios(measurements: Sequence[Measurement], limit: float) -> list[Ratio]:
    """The mean speed-up, and the worst case's slow-down."""
    times = speedups(measurements, limit)
    if not times:
        return []
    case, clocks = f"{len(times)} mip cases", list(times.values())
    return [
        Ratio("search: highs alone / ours, geometric mean", case, geometric_mean(clocks), None, Sense.AT_LEAST, 3.0),
        Ratio("search: ours / highs alone, worst case", case, 1 / min(clocks), None, Sense.AT_MOST, 1.2),
    ]
