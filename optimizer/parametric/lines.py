"""The straight pieces of a value function, found exactly by asking for the optimum where two known lines meet.

The best objective ``v(θ)`` of a program in which only the *costs* move with θ is convex: the upper envelope of one
line per plan, of whole-number programs too. Where only *limits* of a linear program move it is concave: the lower
envelope of one line per set of prices. Either way a line that meets ``v`` at two points is ``v`` between them, so ``v``
is asked for where two neighbouring lines cross: if it is there what they say, the crossing is a break and nothing lies
between; if not, the plan found there brings a new line. (Eisner & Severance, *Mathematical techniques for efficient
record segmentation in large shared databases*, JACM 23, 1976.) Every break is thus proved by a solve at the break.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

What = TypeVar("What")

CLOSE = 1e-9
"""Share of the objective within which two values are the same: sums in floating point tell no more apart."""

PARALLEL = 1e-12
"""Share of a slope within which two are the same."""

NARROW = 1e-9
"""Share of the range below which a piece is no piece: what is left of a tie at a break."""


class OutOfTime(Exception):  # noqa: N818 - no error: the limit was the planner's
    """There was no time to solve even at both ends of the range."""


@dataclass(frozen=True)
class Line:
    """``value + slope · (θ − at)``."""

    at: float
    value: float
    slope: float

    def __call__(self, theta: float) -> float:
        """Its height at θ."""
        return self.value + self.slope * (theta - self.at)

    def is_parallel(self, other: "Line") -> bool:
        """Whether rounding is all that tells its slope from another's: then they meet nowhere, or anywhere."""
        return abs(self.slope - other.slope) <= PARALLEL * max(abs(self.slope), abs(other.slope))

    def crossing(self, other: "Line") -> float:
        """Where it meets another line, which must not be parallel."""
        return other.at + (self(other.at) - other.value) / (other.slope - self.slope)


@dataclass(frozen=True)
class Probe(Generic[What]):
    """What is known at one θ: the best objective found, what no plan can exceed, the line through it, and its plan."""

    at: float
    value: float
    bound: float
    line: Line
    what: What


@dataclass(frozen=True)
class Piece(Generic[What]):
    """A stretch of θ on which one line is the best objective: one plan is best (or one set of prices holds)."""

    start: float
    stop: float
    line: Line
    what: What


@dataclass(frozen=True)
class Break:
    """The end of one piece and the start of the next; by how much the best could be better there at most."""

    at: float
    doubt: float


@dataclass(frozen=True)
class Envelope(Generic[What]):
    """The pieces from left to right, a break between each two; ``doubt``: the most by which any value is unproved."""

    pieces: tuple[Piece[What], ...]
    breaks: tuple[Break, ...]
    doubt: float
    finished: bool


def envelope(ask: Callable[[float], Probe[What] | None], low: float, high: float,
             close: float = CLOSE) -> Envelope[What]:  # fmt: skip
    """All pieces of a convex or concave value function between ``low`` and ``high``.

    ``ask`` gives the optimum at θ, or ``None`` when there is no time left: what is not proved by then is bounded by the
    chord, beyond which no such function can go. Raises ``OutOfTime`` where there was none for the ends themselves.
    """
    left, right = ask(low), ask(high)
    if left is None or right is None:
        raise OutOfTime
    stretches: list[_Stretch[What]] = []
    finished, waiting = True, [(left, right)]
    while waiting:
        here, there = waiting.pop()
        if _same(here.line(there.at), there.value, close) or here.line.is_parallel(there.line):
            point, doubt = there.at, _doubt(there)
        elif _same(there.line(here.at), here.value, close):
            point, doubt = here.at, _doubt(here)
        else:
            point = here.line.crossing(there.line)
            is_between = here.at < point < there.at
            middle = ask(point) if is_between else None
            if middle is not None and not _same(middle.value, here.line(point), close):
                waiting += [(middle, there), (here, middle)]
                continue
            finished = finished and (middle is not None or not is_between)
            point = min(max(point, here.at), there.at)
            doubt = _chord_above(here, there, point) if middle is None else _doubt(middle)
        stretches += [_Stretch(here, here.at, point, doubt), _Stretch(there, point, there.at, _doubt(there))]
    return _told(stretches, NARROW * (high - low), close, max(_doubt(left), _doubt(right)), finished)


@dataclass(frozen=True)
class _Stretch(Generic[What]):
    """A part of a piece; ``doubt`` is that at its end."""

    probe: Probe[What]
    start: float
    stop: float
    doubt: float


def _told(stretches: list[_Stretch[What]], narrow: float, close: float, doubt: float,
          finished: bool) -> Envelope[What]:  # fmt: skip
    """Stretches put together where they are of one line, and left out where they are of no length."""
    pieces: list[Piece[What]] = []
    breaks: list[Break] = []
    last = 0.0
    for stretch in stretches:
        doubt = max(doubt, stretch.doubt)
        if stretch.stop - stretch.start <= narrow:
            last = max(last, stretch.doubt)
            continue
        line, before = stretch.probe.line, pieces[-1] if pieces else None
        if before is not None and (_same(before.line(stretch.stop), line(stretch.stop), close)
                                   or before.line.is_parallel(line)):  # fmt: skip
            pieces[-1] = Piece(before.start, stretch.stop, before.line, before.what)
        else:
            if before is not None:
                breaks.append(Break(stretch.start, last))
            pieces.append(Piece(stretch.start, stretch.stop, line, stretch.probe.what))
        last = stretch.doubt
    return Envelope(tuple(pieces), tuple(breaks), doubt, finished)


def _same(one: float, other: float, close: float) -> bool:
    return abs(one - other) <= close * max(1.0, abs(one), abs(other))


def _doubt(probe: Probe[What]) -> float:
    return max(0.0, probe.bound - probe.value)


def _chord_above(here: Probe[What], there: Probe[What], point: float) -> float:
    """How far the chord of two bounds is from their lines at a point between them: the truth is not beyond it."""
    share = (point - here.at) / (there.at - here.at)
    chord = here.bound + share * (there.bound - here.bound)
    return abs(chord - here.line(point))
