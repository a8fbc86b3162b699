"""Inventing who there is: periods, plants, models, markets, and the ways between them."""

from benchmarks.invent.draft import Cell, Draft, Route, text
from benchmarks.invent.features import Feature

ODD = {
    "plant": ["01", "1", 'Works, "North"'],
    "model": ["Kä 7", "01", "1"],
    "market": ["日本", "none of these", "01"],
    "route": ["R {0}, by sea", "r{0}", "R{0}"],
}
"""Names that careless reading mixes up or breaks on."""


def places(draft: Draft) -> None:
    """Periods, plants, models and markets."""
    size, dice = draft.size, draft.dice
    odd = draft.has(Feature.ODD_NAMES)
    first = dice.choice([1, 8, 11])  # names whose planning order is not the alphabet's: P9, P10
    months = dice.randint(*size.periods)
    draft.periods = [f"P{first + t}" if odd else f"2026-{first + t:02}" for t in range(months)]
    draft.days = [dice.randint(1, 4) if draft.has(Feature.PER_DAY) else 1 for _ in draft.periods]
    for period, days in zip(draft.periods, draft.days, strict=True):
        draft.add("periods", period=period, working_days=text(days) if draft.has(Feature.PER_DAY) else "")
    draft.plants = [ODD["plant"][i] if odd else f"Plant{i + 1}" for i in range(dice.randint(*size.plants))]
    draft.models = [ODD["model"][i] if odd else f"Model{i + 1}" for i in range(dice.randint(*size.models))]
    draft.markets = [ODD["market"][i] if odd else f"Market{i + 1}" for i in range(dice.randint(*size.markets))]
    for plant in draft.plants:
        draft.add("plants", plant=plant, name=f"The works {plant}", country="US")
    for number, model in enumerate(draft.models):
        ceu = dice.choice(["0.8", "1", "1.5", "2"]) if draft.has(Feature.CEU) else ""
        draft.add("models", model=model, family="car" if number % 2 == 0 else "truck", ceu=ceu)
    for number, market in enumerate(draft.markets):
        currency = dice.choice(["", "EUR", "JPY", "USD"]) if draft.has(Feature.EXCHANGE_RATES) else ""
        if number == 0 and draft.has(Feature.EXCHANGE_RATES):
            currency = "EUR"
        draft.add("markets", market=market, kind=dice.choice(["domestic", "export", ""]), currency=currency)
    draft.pairs = [(k, v) for k in draft.markets for v in draft.models if draft.maybe(0.85)]
    draft.pairs = draft.pairs or [(draft.markets[0], draft.models[0])]
    for plant in draft.plants:
        draft.lines += [(plant, str(number + 1)) for number in range(dice.randint(*size.lines))]


def ways(draft: Draft) -> None:
    """Routes and freight, services and surcharges."""
    wanted = [(p, k) for p in draft.plants for k in draft.markets if draft.maybe(0.8)]
    wanted += [(draft.dice.choice(draft.plants), k) for k in draft.markets if k not in {k for _, k in wanted}]
    wanted += [way for way in wanted if draft.maybe(0.2)]  # a second way, dearer or quicker
    services = ["vessel", "rail"][: draft.dice.randint(1, 2)] if draft.has(Feature.SERVICES) else []
    for number, (plant, market) in enumerate(wanted):
        odd = draft.has(Feature.ODD_NAMES)
        name = ODD["route"][number % 3].format(number // 3 + 1) if odd else f"Route{number + 1}"
        route = Route(name, plant, market, lead_time(draft))
        draft.routes.append(route)
        limits = {}
        if draft.has(Feature.ROUTE_LIMITS):
            limits["maximum_units"] = draft.dice.choice(["none", "", "4", "8", "15", "0"])
            limits["minimum_lot"] = draft.dice.choice(["", "0", "2", "3.5"])
        if draft.has(Feature.ROUTE_FIXED):
            limits["fixed_cost"] = draft.dice.choice(["", "0", "10", "25.5", "60"])
        service = draft.dice.choice(["", *services, *services])
        lead = text(route.lead_time) if route.lead_time or draft.maybe(0.5) else ""
        draft.add("routes", route=name, plant=plant, market=market, lead_time=lead, service=service, **limits)
        freight(draft, route)
    for service in services:
        sailings(draft, service)
    if draft.has(Feature.SURCHARGES):
        surcharges(draft)


def lead_time(draft: Draft) -> int:
    """Periods under way: mostly short, sometimes longer than the horizon."""
    if not draft.has(Feature.LEAD_TIMES):
        return 0
    return draft.dice.choice([0, 0, 1, 1, 1, 2, len(draft.periods) - 1, len(draft.periods) + 1])


def freight(draft: Draft, route: Route) -> None:
    """What travels on a route, and what it costs."""
    least = -2 if draft.has(Feature.NEGATIVE) else 1
    transit = {"transit_cost": lambda: draft.amount(0, 2)} if draft.has(Feature.LEAD_TIMES) else {}
    if draft.maybe(0.5):
        optional = {"model": draft.models, "period": draft.periods}
        draft.crossing("freight", {"route": route.name}, optional, {"cost": lambda: draft.amount(least, 6), **transit})
        route.carries.update({model: frozenset(range(len(draft.periods))) for model in draft.models})
        return
    for model in draft.some(draft.models, 0.8):
        periods = draft.some_periods(0.3)
        route.carries[model] = periods

        def cost(_: int) -> Cell:
            return ("cost", draft.amount(least, 6))

        columns = [draft.over_periods(cost)]
        if transit:
            columns.append(draft.over_periods(lambda _: ("transit_cost", draft.amount(0, 2)), 0.2))
        draft.by_period("freight", {"route": route.name, "model": model}, columns, periods)


def sailings(draft: Draft, service: str) -> None:
    """A service's vessels or trains."""
    least = draft.dice.choice([0, 0, 0, 1])
    columns = [
        draft.over_periods(lambda _: ("capacity", draft.amount(3, 12))),
        draft.over_periods(lambda _: ("sailings", str(draft.dice.randint(max(least, 1), 3)))),
        draft.over_periods(lambda _: ("minimum_sailings", str(least)), 0.0),
        draft.over_periods(lambda _: ("sailing_cost", draft.amount(0, 20)) if draft.maybe(0.8) else None, 0.2),
    ]
    draft.by_period("services", {"service": service}, columns, draft.some_periods(0.6))


def surcharges(draft: Draft) -> None:
    """Every matching row adds up: rows at random, no two with the same key."""
    seen = set()
    for _ in range(draft.dice.randint(1, 5)):
        place = (
            draft.dice.choice(["", "", draft.dice.choice(draft.routes).name]),
            draft.dice.choice(["", "", *draft.markets]),
            draft.dice.choice(["", "", *draft.models]),
            draft.dice.choice(["", *draft.periods]),
        )
        if place not in seen:
            seen.add(place)
            route, market, model, period = place
            draft.add(
                "surcharges", route=route, market=market, model=model, period=period, cost=draft.amount(-1.5, 4, 0.25)
            )
