"""What the measurements mean: ratios, each with its target, and whether it is reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

from benchmarks.answer import TO_HIGHS
from benchmarks.compare import HELP, IMPORTS, TYPER
from benchmarks.contenders import BARE, CLP, GLOP, IPM, LINOPY, OURS, PEERS, PULP, PYOMO, STAGES
from benchmarks.measure import Measurement


class Sense(StrEnum):
    """On which side of the target a ratio should lie."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True)
class Ratio:
    """One ratio; ``by_clock`` is judged, ``by_processor`` tells how much of it is a busy machine."""

    what: str
    case: str
    by_clock: float | None
    by_processor: float | None
    sense: Sense
    target: float | None
    """``None``: no target for a case of this size."""

    @property
    def verdict(self) -> str:
        """Whether the target is reached."""
        if self.by_clock is None:
            return "not measured"
        if self.target is None:
            return ""
        reached = self.by_clock <= self.target if self.sense is Sense.AT_MOST else self.by_clock >= self.target
        return "reached" if reached else "NOT REACHED"


Found = dict[tuple[str, str], Measurement]
"""Measurements by case and contender."""


def ratios(measurements: Sequence[Measurement]) -> list[Ratio]:
    """All ratios that these measurements bear on."""
    found = {(one.case, one.contender): one for one in measurements}
    linear = [case for case in dict.fromkeys(one.case for one in measurements) if case.startswith("lp-")]
    listed: list[Ratio] = []
    for case in linear:
        listed += _of_engines(found, case)
        listed += _of_peers(found, case)
    return [*listed, *_growth(found, linear), *_starting(found)]


def _divided(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else above / below


def _fastest(found: Found, case: str) -> Measurement | None:
    """The engine that solves the case in the least time when it is alone."""
    engines = [found[case, who.name] for who in (BARE, IPM, GLOP, CLP) if (case, who.name) in found]
    return min((one for one in engines if one.succeeded), key=lambda one: one.wall["solve"], default=None)


def _of_engines(found: Found, case: str) -> Iterator[Ratio]:
    """What we add to the fastest engine's own time, and to bare HiGHS's memory."""
    fastest, stages, ours = _fastest(found, case), found.get((case, STAGES.name)), found.get((case, OURS.name))
    if fastest is None:
        return
    own, own_cpu = fastest.seconds("solve"), fastest.processor("solve")
    if stages is not None:
        before = ("read", "build", "hand_over")
        clock, processor = _divided(stages.seconds(*before), own), _divided(stages.processor(*before), own_cpu)
        what = f"read, check, build, hand over / solve by {fastest.engine}"
        yield Ratio(what, case, clock, processor, Sense.AT_MOST, 0.25 if case == "lp-4e5" else None)
    if ours is None or not ours.succeeded:
        return
    target = 1.6 if case in ("lp-4e5", "lp-1e6") else None
    what = f"whole command / solve by {fastest.engine}"
    yield Ratio(what, case, _divided(ours.total, own), _divided(ours.total_cpu, own_cpu), Sense.AT_MOST, target)
    bare = found.get((case, BARE.name))
    if bare is not None and bare.succeeded:
        memory = _divided(ours.peak_megabytes, bare.peak_megabytes)
        yield Ratio("peak memory, whole command / bare highs", case, memory, None, Sense.AT_MOST,
                    2.5 if case == "lp-1e6" else None)  # fmt: skip


def _of_peers(found: Found, case: str) -> Iterator[Ratio]:
    """How much faster we are than other ways to write the same program down."""
    stages, ours = found.get((case, STAGES.name)), found.get((case, OURS.name))
    written, by_us = ("build", "hand_over"), ("build", TO_HIGHS)
    targets = {PULP.name: 20.0, PYOMO.name: 20.0, LINOPY.name: 3.0}
    peers = [found[case, who.name] for who in PEERS if (case, who.name) in found]
    for peer in peers:
        if stages is None:
            break
        clock = _divided(peer.seconds(*written), stages.seconds(*by_us))
        processor = _divided(peer.processor(*written), stages.processor(*by_us))
        target = targets[peer.contender] if case == "lp-4e5" else None
        yield Ratio(
            f"build, hand over to highs: {peer.contender} / ours", case, clock, processor, Sense.AT_LEAST, target
        )
    best = min((one for one in peers if one.succeeded), key=lambda one: one.seconds(*written, "solve") or 0.0,
               default=None)  # fmt: skip
    if best is not None and ours is not None and ours.succeeded:
        clock = _divided(best.seconds(*written, "solve"), ours.total)
        processor = _divided(best.processor(*written, "solve"), ours.total_cpu)
        what = f"best peer's build and solve ({best.contender}) / whole command"
        yield Ratio(what, case, clock, processor, Sense.AT_LEAST, 2.0 if case == "lp-4e5" else None)


def _growth(found: Found, linear: Sequence[str]) -> Iterator[Ratio]:
    """Everything but the solve, against the growth of the case, from the smallest to the largest."""
    ours = [found[case, OURS.name] for case in linear if (case, OURS.name) in found]
    ours = sorted((one for one in ours if one.succeeded), key=lambda one: one.variables or 0)
    if len(ours) < 2:
        return
    small, large = ours[0], ours[-1]
    rest = _divided(large.total - large.wall["solve"], small.total - small.wall["solve"])
    grown = _divided(rest, _divided(large.variables, small.variables))
    case = f"{small.case} to {large.case}"
    target = 1.2 if case == "lp-1e5 to lp-1e6" else None
    yield Ratio("cost growth without the solve / growth in variables", case, grown, None, Sense.AT_MOST, target)


def _starting(found: Found) -> Iterator[Ratio]:
    """The real case against its imports, and the help against its own."""
    ours, help_text = found.get(("small", OURS.name)), found.get(("startup", HELP))
    imports, typer = found.get(("startup", IMPORTS)), found.get(("startup", TYPER))
    if ours is not None and imports is not None and ours.succeeded:
        clock, processor = _divided(ours.total, imports.total), _divided(ours.total_cpu, imports.total_cpu)
        yield Ratio(f'whole command / python -c "{IMPORTS}"', "small", clock, processor, Sense.AT_MOST, 3.0)
    if help_text is not None and typer is not None:
        clock, processor = _divided(help_text.total, typer.total), _divided(help_text.total_cpu, typer.total_cpu)
        yield Ratio(f'{HELP} / python -c "{TYPER}"', "startup", clock, processor, Sense.AT_MOST, 2.0)


def geometric_mean(numbers: Sequence[float]) -> float:
    """The geometric mean of positive numbers, at least one."""
    return exp(sum(log(number) for number in numbers) / len(numbers))
