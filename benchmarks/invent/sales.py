"""Inventing what is asked for: demand, programs, stock and what is under way."""

from benchmarks.invent.draft import Cell, Draft, text
from benchmarks.invent.features import Feature


def earliest(draft: Draft, market: str, model: str) -> int:
    """Number of the first period in which a newly built unit can arrive; beyond the horizon if none can."""
    arrivals = [
        min(periods & route.carries.get(model, frozenset()), default=99) + route.lead_time
        for (plant, _, built), periods in draft.builds.items()
        for route in draft.routes
        if built == model and (route.plant, route.market) == (plant, market)
    ]
    return min(arrivals, default=99)


def demand(draft: Draft) -> None:
    """Demand, commitments, prices and penalties of every planned pair."""
    rates = draft.has(Feature.EXCHANGE_RATES)
    for market, model in draft.pairs:
        waits = draft.has(Feature.BACKLOG) and draft.maybe(0.7)
        every = frozenset(range(len(draft.periods)))
        periods = every if waits else draft.some_periods(0.5)
        step = 0.5 if draft.maybe(0.2) else 1
        units = draft.over_periods(lambda _, step=step: ("demand", draft.amount(0, 12, step)), 0.7)
        draft.demand[market, model] = [float(cell[1]) if cell and t in periods else 0.0 for t, cell in enumerate(units)]
        least = -5 if draft.has(Feature.NEGATIVE) else 15
        columns = [
            units,
            draft.over_periods(lambda _, least=least: ("price", draft.amount(least, 40 if rates else 60))),
            draft.over_periods(lambda _: ("shortage_cost", draft.amount(0, 15)) if draft.maybe(0.7) else None),
        ]
        if draft.has(Feature.COMMITMENTS) and draft.maybe(0.6):
            columns.append(commitments(draft, market, model, units))
        if waits:
            columns.append(draft.over_periods(lambda _: ("backlog_cost", draft.amount(0, 6))))
        draft.by_period("demand", {"market": market, "model": model}, columns, periods)


def commitments(draft: Draft, market: str, model: str, units: list[Cell]) -> list[Cell]:
    """Commitments that a reasonable plan can keep: small, and not before anything can arrive."""
    first = earliest(draft, market, model)
    most = [min(float(cell[1]), 3.0) if cell and t >= first else 0.0 for t, cell in enumerate(units)]
    return [
        ("commitment", draft.amount(0, limit, 0.5 if limit % 1 else 1)) if limit or draft.maybe(0.5) else None
        for limit in most
    ]


def programs(draft: Draft) -> None:
    """Launches to decide, or decided already."""
    pairs = [pair for pair in draft.pairs if draft.maybe(0.5)] or [draft.dice.choice(draft.pairs)]
    for market, model in pairs:
        volume = sum(draft.demand[market, model])
        first = draft.dice.choice([0, 0, *range(len(draft.periods))])
        status = draft.dice.choice(["", "", "optional", "optional", "launched", "off"])
        optional, reachable = status != "launched", earliest(draft, market, model) <= first
        draft.add(
            "programs", model=model, market=market,
            launch_cost=draft.amount(0, 150, 2.5) if draft.maybe(0.8) else "",
            minimum_units=draft.amount(0, volume / 4, 1) if optional or (reachable and draft.maybe(0.5)) else "",
            maximum_units=draft.dice.choice(["", "none", text(round(volume * 0.6))]),
            first_period=draft.periods[first] if first or draft.maybe(0.3) else "",
            status=status,
        )  # fmt: skip


def stock(draft: Draft) -> None:
    """Stock in the market, what must be there at the end, and orders already waiting."""
    dice, space = draft.dice, dict.fromkeys(draft.markets, 0.0)
    waiting = {(row["market"], row["model"]) for row in draft.tables["demand"] if "backlog_cost" in row}
    for market, model in [pair for pair in draft.pairs if draft.maybe(0.7)] or draft.pairs[:1]:
        opening = dice.choice([0, 0, 1, 3, 5, 2.5])
        minimum = dice.choice([0, 0, min(opening, 2)])
        soon = earliest(draft, market, model) < len(draft.periods)
        closing = dice.choice([0, 1, 2]) if draft.has(Feature.CLOSING) and soon else 0
        transit = draft.has(Feature.TRANSIT) and any(
            r.market == market and r.lead_time and len(draft.periods) - 1 in r.carries.get(model, ())
            for r in draft.routes
        )
        under_way = dice.choice([0, 0, 1, 2]) if transit and soon else 0
        worth = draft.has(Feature.CLOSING, Feature.TRANSIT) and draft.maybe(0.6)
        space[market] += opening + closing
        waits = draft.has(Feature.OPENING_BACKLOG) and (market, model) in waiting
        draft.add(
            "stock", market=market, model=model,
            opening=text(opening) if opening or draft.maybe(0.3) else "",
            minimum=text(minimum) if minimum or draft.maybe(0.3) else "",
            maximum=dice.choice(["", "none", text(opening + 2), text(opening + 8)]),
            holding_cost=draft.amount(0, 2) if draft.maybe(0.9) else "",
            closing=text(closing) if closing else "",
            closing_transit=text(under_way) if under_way else "",
            closing_value=draft.amount(0, 45) if worth else "",
            closing_maximum=dice.choice(["", "none", text(opening + closing + under_way + 3)]) if worth else "",
            opening_backlog=dice.choice(["", "1", "3", "4.5"]) if waits else "",
        )  # fmt: skip
    if draft.has(Feature.STOCK_SPACE):
        for row in draft.tables["markets"]:
            row["stock_capacity"] = dice.choice(["none", text(2 * space[row["market"]] + dice.randint(0, 6))])


def pipeline(draft: Draft) -> None:
    """Units already under way; without stock no more than can be sold on arrival."""
    stocked = {(row["market"], row["model"]) for row in draft.tables.get("stock", [])}
    programs = {(row["market"], row["model"]): row for row in draft.tables.get("programs", [])}
    for market, model in draft.pairs:
        for t, period in enumerate(draft.periods):
            free = (market, model) in stocked or (market, model) not in programs
            most = 4.0 if (market, model) in stocked else draft.demand[market, model][t]
            if free and draft.maybe(0.35):
                units = draft.amount(0, min(most, 4.0), 1 if most >= 1 else 0.5)
                draft.add("pipeline", market=market, model=model, period=period, units=units)
    if "pipeline" not in draft.tables:
        market, model = draft.pairs[0]
        draft.add("pipeline", market=market, model=model, period=draft.periods[-1], units="0")


def yards(draft: Draft) -> None:
    """Finished stock at the plants, each unit for its market."""
    dice = draft.dice
    for plant in draft.plants:
        held = 0.0
        for model in draft.models:
            if not draft.maybe(0.7) and (plant, model) != (draft.plants[0], draft.pairs[0][1]):
                continue
            everywhere = draft.maybe(0.6)
            if everywhere:
                draft.add(
                    "yards", plant=plant, model=model, maximum=dice.choice(["", "none", "4", "10"]),
                    holding_cost=draft.amount(0, 2),
                )  # fmt: skip
            for market in [k for k, v in draft.pairs if v == model and (draft.maybe(0.5) or not everywhere)]:
                opening = dice.choice([0, 0, 1, 3, 4])
                held += opening
                draft.add(
                    "yards", plant=plant, model=model, market=market, opening=text(opening) if opening else "",
                    maximum=dice.choice(["", "", "none", text(opening + 2)]),
                    holding_cost=draft.amount(0, 2) if not everywhere or draft.maybe(0.4) else "",
                )  # fmt: skip
        if draft.has(Feature.YARD_SPACE):
            row = next(row for row in draft.tables["plants"] if row["plant"] == plant)
            row["yard_capacity"] = dice.choice(["none", text(2 * held + dice.randint(0, 5))])
