"""Inventing what is settled already: firm builds and last cycle's plan; and what-if cases."""

from benchmarks.invent.draft import Draft, text
from benchmarks.invent.features import Feature


def buildable(draft: Draft, plant: str, line: str, t: int) -> list[tuple[str, str]]:
    """Planned pairs that a line can build in a period and send off in the same, to arrive within the horizon."""
    return [
        (market, model)
        for market, model in draft.pairs
        if t in draft.builds.get((plant, line, model), ())
        and any(
            (route.plant, route.market) == (plant, market)
            and t in route.carries.get(model, ())
            and t + route.lead_time < len(draft.periods)
            and draft.demand[market, model][t + route.lead_time] >= 3
            for route in draft.routes
        )
    ]


def frozen(draft: Draft) -> None:
    """Firm builds in one or two (line, period): a few units, often in the first period, sometimes none."""
    lines = [line for line in draft.lines if line not in draft.tight] or draft.lines
    step = 0.5 if draft.has(Feature.CONTINUOUS) else 1
    lots = {(row["plant"], row["line"], row["model"]) for row in draft.tables["builds"] if "minimum_lot" in row}
    seen = set()
    for _ in range(draft.dice.randint(1, 3)):
        plant, line = draft.dice.choice(lines)
        t = draft.dice.choice([0, 0, len(draft.periods) - 1, draft.dice.randrange(len(draft.periods))])
        for market, model in buildable(draft, plant, line, t):
            firm = (plant, line, model) in lots
            if (plant, line, t, market, model) not in seen and draft.maybe(0.6):
                seen.add((plant, line, t, market, model))
                units = "0" if firm else draft.amount(0, 2, step)
                draft.add(
                    "frozen", plant=plant, line=line, model=model, market=market, period=draft.periods[t], units=units
                )

    if not seen:
        rest(draft)


def rest(draft: Draft) -> None:
    """A firm row of nothing: its line builds nothing in that period."""
    for (plant, line, model), periods in draft.builds.items():
        ways = {route.market for route in draft.routes if route.plant == plant and model in route.carries}
        markets = [k for k, v in draft.pairs if v == model and k in ways]
        if periods and markets and (plant, line) not in draft.tight:
            period = draft.periods[min(periods)]
            draft.add("frozen", plant=plant, line=line, model=model, market=markets[0], period=period, units="0")
            return


def baseline(draft: Draft) -> None:
    """Last cycle's plan for some (line, period), now and then with a row that can't be built any more."""
    draft.settings["change_cost"] = draft.dice.choice([0.0, 0.5, 2.0, 5.0])
    for plant, line in draft.lines:
        for t, period in enumerate(draft.periods):
            if not draft.maybe(0.5):
                continue
            rows = [pair for pair in buildable(draft, plant, line, t) if draft.maybe(0.6)]
            if draft.maybe(0.15):
                rows.append((draft.dice.choice(draft.markets), draft.dice.choice(draft.models)))
            for market, model in dict.fromkeys(rows):
                firm = (plant, line) not in draft.tight and draft.maybe(0.3)
                draft.add(
                    "baseline", plant=plant, line=line, model=model, market=market, period=period,
                    units=text(draft.dice.randint(0, 3 if firm else 6)),
                    tolerance=draft.dice.choice(["1", "0.75", "0.5"]) if firm else "",
                )  # fmt: skip
    if "baseline" not in draft.tables:
        plant, line, model = next(iter(draft.builds))
        market = next((k for k, v in draft.pairs if v == model), draft.markets[0])
        draft.add("baseline", plant=plant, line=line, model=model, market=market, period=draft.periods[0], units="2")


CHANGES = (
    ("builds", "unit_cost", ("*1.1", "+1.5", "=7")),
    ("builds", "setup_cost", ("+5", "*2")),
    ("capacity", "overtime_cost", ("*1.5", "+0.5")),
    ("demand", "price", ("*0.9", "+3", "-2")),
    ("demand", "shortage_cost", ("+2", "=4")),
    ("routes", "fixed_cost", ("+5",)),
    ("routes", "maximum_units", ("*0.5", "=none", "=6")),
    ("periods", "working_days", ("+1", "=2")),
    ("plants", "yard_capacity", ("=none", "*1.5")),
    ("models", "ceu", ("*1.2", "+0.5")),
    ("case", "change_cost", ("=3", "+1")),
)
"""What may change: columns whose blank cells have a default and whose rows never contradict each other."""


def scenarios(draft: Draft) -> None:
    """A few what-if cases, in file order, some with conditions, some on blank cells."""
    for scenario in ("good", "bad"):
        for number in range(draft.dice.randint(1, 4)):
            table, column, changes = draft.dice.choice(CHANGES)
            where = ""
            if table != "case" and draft.maybe(0.6):
                row = draft.dice.choice(draft.tables[table])
                keys = [name for name in ("plant", "line", "market", "model", "period", "route") if name in row]
                plain = [name for name in keys if not set(row[name]) & set(";=")]
                where = ";".join(f"{name}={row[name]}" for name in plain if draft.maybe(0.7))
                if "period" not in row and table in ("builds", "demand") and draft.maybe(0.5):
                    where = ";".join(filter(None, [where, "period="]))
            draft.add(
                "scenarios", scenario=scenario, table=table, where=where, column=column,
                change=draft.dice.choice(changes), probability="0.5" if number == 0 else "",
            )  # fmt: skip
