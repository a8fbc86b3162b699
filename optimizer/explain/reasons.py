"""Why a market gets what it gets of a model in a period: one vehicle more, followed to what keeps it away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.keys import Keys
from optimizer.explain.causes import behind, claims, full
from optimizer.explain.chosen import Slice
from optimizer.explain.direction import forbidding, lost_column, one_key, towards
from optimizer.explain.ground import Ground
from optimizer.explain.journeys import UNUSED, Journey, Journeys
from optimizer.explain.limits import Limit, eased
from optimizer.explain.obstacles import obstacle, unbuilt, unlaunched
from optimizer.explain.spelled import Line, Way, journey_told, lines, way_told
from optimizer.explain.uses import Use, uses
from optimizer.explain.worth import worth

MOST_WAYS = 5
"""Ways that are shown."""


LATER = "serving the same customer later instead"
"""What the price of a customer is where customers wait."""

ELSEWHERE = "serving the same customer as planned instead"
"""What it is where a line is asked about, and customers are served by whatever line."""


@dataclass(frozen=True)
class Told:
    """A limit that keeps a vehicle away, with what one more of it gains when the plan is solved again."""

    limit: Limit
    gain: float | None
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Reason:
    """Why a market gets so many of a model in a period. ``lines`` add up to ``leaves``, exactly.

    Figures are those of the best plan with switches kept and vehicles that may be split.
    """

    market: str
    model: str
    period: str
    demand: float
    sold: float
    short: float
    backlog: float
    planned_short: float = 0.0
    """Units short in the plan itself, of whole vehicles."""
    obstacle: str = ""
    """What rules a sale out altogether."""
    unlaunched: str = ""
    """What is to be said of its program, where that is not launched; all else is then told of a first unit in spite."""
    is_possible: bool = True
    """Whether one more can be had at all, with switches kept; if not, prices are those of the plan as it is."""
    journey: str = ""
    """The best way for one more."""
    instead: str = ""
    """``LATER`` or ``ELSEWHERE``, where the same customers are served in another way."""
    lines: tuple[Line, ...] = ()
    earns: float = 0.0
    """What a vehicle more brings, all but scarce things paid."""
    leaves: float = 0.0
    """What is left once they are paid too: never above 0 at the best plan."""
    ways: tuple[Way, ...] = ()
    limits: tuple[Told, ...] = ()


def reason(ground: Ground, part: Slice, market: int, model: int, period: int) -> Reason:
    """The reason for one market, model and period (codes); ways through other plants or lines are left out."""
    draft = ground.allocation.draft
    key = one_key(ground, market, model, period)
    listed = draft.case.tables.listed
    sold, backlog, lost = _value(ground, "sell", key), _value(ground, "backlog", key), lost_column(ground, key)
    short = 0.0 if lost is None else float(ground.values[lost])
    if lost is not None:  # who waits at the end is lost
        backlog = 0.0
    asked = float(draft.case.sales.at(key, "demand")[0])
    found = Reason(
        listed("market")[market], listed("model")[model], listed("period")[period], asked, sold, short, backlog,
        obstacle=obstacle(ground, key), unlaunched=unlaunched(ground, key),
    )  # fmt: skip
    place = int(draft.sell.keys.find(key)[0])
    if place < 0:
        return found
    column = int(draft.sell.columns[place])
    instead = LATER if backlog > UNUSED else ELSEWHERE if part.has_lines and short <= UNUSED else ""
    moved = ground if instead == ELSEWHERE else towards(ground, key, column, short or backlog)
    there = moved or ground
    ways = [way for way in Journeys(there, model, market).ways(column) if _is_meant(ground, part, way)]
    if not ways:
        return found if part.has_lines or found.obstacle else replace(found, obstacle=unbuilt(ground, key))
    worths = [worth(there, *_served(way, lost if short > UNUSED else None)) for way in ways[:MOST_WAYS]]
    limits = [*behind(there, worths[0].terms), *claims(there, _stocks(ground, key))]
    if instead:  # the same customers are served in another way: there is no want of them
        limits = [limit for limit in limits if limit.rule != "demand"]
    if moved is None:
        limits = forbidding(ground, full(ground, ways[0].columns), key, column)
    return replace(
        found,
        is_possible=moved is not None,
        journey=journey_told(ground, ways[0]),
        instead=instead,
        lines=tuple(lines(there, worths[0], instead)),
        earns=worths[0].money,
        leaves=worths[0].total,
        ways=tuple(way_told(there, way, each) for way, each in zip(ways, worths, strict=False)),
        limits=tuple(
            Told(limit, eased(ground, limit), () if limit.row is None else tuple(uses(there, limit.row)))
            for limit in limits
        ),
    )


def _value(ground: Ground, name: str, key: Keys) -> float:
    decision = next(d for d in ground.allocation.draft.decisions if d.name == name)
    place = int(decision.keys.find(key)[0])
    return float(ground.values[decision.columns[place]]) if place >= 0 else 0.0


def _served(way: Journey, lost: int | None) -> tuple[Sequence[int], Sequence[float]]:
    """A vehicle more on a journey; where customers are lost, one fewer is."""
    if lost is None:
        return way.columns, [1.0] * len(way.columns)
    return (*way.columns, lost), [1.0] * len(way.columns) + [-1.0]


def _stocks(ground: Ground, key: Keys) -> list[int]:
    """The stock of the market and model at the end of the period."""
    stock = ground.allocation.draft.stock
    place = int(stock.keys.find(key)[0])
    return [int(stock.columns[place])] if place >= 0 else []


def _is_meant(ground: Ground, part: Slice, way: Journey) -> bool:
    """Whether a journey begins on one of the lines asked about."""
    build = ground.allocation.draft.build
    place = way.columns[0] - build.start
    begins = 0 <= place < len(build.keys)
    return not part.has_lines or (begins and int(build.keys["line"][place]) in part.lines)
