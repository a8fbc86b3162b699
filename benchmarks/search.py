"""Mixed-integer programs: twenty generated cases to the same gap, ours against the plain formulation in HiGHS alone."""

from collections.abc import Sequence

from benchmarks.contenders import NAIVE, STAGES
from benchmarks.measure import Measurement
from benchmarks.ratios import Ratio, Sense, geometric_mean

SIZES = {
    55: (250, 300, 350, 400, 300),
    250: (300, 400, 500, 600, 800),
    1000: (300, 500, 700, 1000, 1400),
    4000: (400, 700, 1000, 1500, 2000),
}
"""Variables of the cases (about) for each volume, the median monthly demand of a market for a model: as large as HiGHS
alone can do in a minute or so. Of 55 vehicles each one counts; 1000 is what a maker plans (``inputs/us-japan-2026``).
"""

CASES = 20

CONTENDERS = (STAGES, NAIVE)


def kind(number: int) -> tuple[str, int]:
    """The size and the volume of a case: volumes in turn, of each its sizes in turn."""
    volumes = list(SIZES)
    volume = volumes[number % len(volumes)]
    sizes = SIZES[volume]
    return str(sizes[number // len(volumes) % len(sizes)]), volume


def speedups(measurements: Sequence[Measurement], limit: float) -> dict[str, float]:
    """How many times faster we are on each case, by the clock (the processor's seconds of racing processes are not
    told apart by stage).

    Building counts for both, with what it takes us: the plain formulation is built by the same code. Who was stopped
    at the limit counts as if it had ended there; a case on which both were, or one failed, is left out.
    """
    found = {(one.case, one.contender): one for one in measurements}
    result = {}
    for case in dict.fromkeys(one.case for one in measurements):
        ours, naive = found.get((case, STAGES.name)), found.get((case, NAIVE.name))
        if ours is None or naive is None or not (ours.succeeded or naive.succeeded):
            continue
        plain, tool = naive.seconds("hand_over", "solve"), ours.seconds("hand_over", "solve")
        built = ours.seconds("build") or 0.0
        result[case] = ((plain or limit) + built) / ((tool or limit) + built)
    return result


def search_ratios(measurements: Sequence[Measurement], limit: float) -> list[Ratio]:
    """The mean speed-up, and the worst case's slow-down."""
    times = speedups(measurements, limit)
    if not times:
        return []
    case, clocks = f"{len(times)} mip cases", list(times.values())
    name = "search: highs alone / ours, geometric mean"
    by_volume = {volume: [time for case, time in times.items() if f"-of-{volume}-" in case] for volume in SIZES}
    return [
        Ratio(name, case, geometric_mean(clocks), None, Sense.AT_LEAST, 3.0),
        Ratio("search: ours / highs alone, worst case", case, 1 / min(clocks), None, Sense.AT_MOST, 1.2),
        *(
            Ratio(name, f"{len(some)} of {volume} a month", geometric_mean(some), None, Sense.AT_LEAST, None)
            for volume, some in by_volume.items()
            if some
        ),
    ]
