"""Inventing what can be built: lines, their time and shifts, what they build, parts and mix."""

from benchmarks.invent.draft import Cell, Draft, text
from benchmarks.invent.features import Feature


def lines(draft: Draft) -> None:
    """Time of every line: regular and overtime, or shift patterns."""
    wanted = 6.0 * len(draft.pairs) / len(draft.lines)  # hours for about the whole demand
    for number, line in enumerate(draft.lines):
        draft.hours[line] = round(2 * wanted * draft.dice.uniform(0.5, 1.3)) / 2 + 2
        shifted = draft.has(Feature.SHIFTS) and (number == 0 or draft.maybe(0.5))
        if shifted:
            shifts(draft, line)
        if not shifted or number == 0 or draft.maybe(0.5):
            capacity(draft, line, regular=not shifted)


def capacity(draft: Draft, line: tuple[str, str], *, regular: bool) -> None:
    """The capacity rows of a line; without regular time where shift patterns give it."""
    hours = draft.hours[line]
    columns: list[list[Cell]] = []
    if regular:
        columns.append(draft.over_periods(lambda t: timed(draft, "hours", hours * draft.dice.uniform(0.6, 1.2), t)))
    if draft.has(Feature.OVERTIME):
        columns.append(draft.over_periods(lambda t: timed(draft, "overtime_hours", hours * draft.dice.random() / 3, t)))
        columns.append(draft.over_periods(lambda _: ("overtime_cost", draft.amount(0, 6))))
    if draft.has(Feature.MINIMUM_HOURS) and draft.maybe(0.7):
        draft.tight.add(line)
        columns.append([minimum_hours(draft, line, t) for t in range(len(draft.periods))])
    if draft.has(Feature.LEVEL_LINE) and draft.maybe(0.8):
        columns.append(
            draft.over_periods(
                lambda _: ("maximum_change", draft.dice.choice(["none", draft.amount(hours / 4, hours)]))
            )
        )
        draft.tight.add(line)
        if draft.maybe(0.5):
            before = draft.amount(0, hours * 0.75)
            columns.append([("previous_hours", before)] * len(draft.periods))
    periods = draft.some_periods(0.3)
    draft.by_period("capacity", {"plant": line[0], "line": line[1]}, columns, periods)


def minimum_hours(draft: Draft, line: tuple[str, str], t: int) -> Cell:
    """A little time that must be worked, where there is something to build."""
    busy = any(set(cells) & {t} and draft.demand[pair][t] >= 3 for pair, cells in sendable(draft, line).items())
    return ("minimum_hours", draft.dice.choice(["0", "0.5", "1"])) if busy else ("minimum_hours", "0")


def sendable(draft: Draft, line: tuple[str, str]) -> dict[tuple[str, str], frozenset[int]]:
    """Periods in which a line can build for a market what also leaves and arrives at once."""
    return {
        (market, model): draft.builds[*line, model] & route.carries.get(model, frozenset())
        for market, model in draft.pairs
        for route in draft.routes
        if (*line, model) in draft.builds and (route.plant, route.market, route.lead_time) == (line[0], market, 0)
    }


def timed(draft: Draft, column: str, hours: float, t: int) -> Cell:
    """Hours of a period, or of a working day."""
    if draft.has(Feature.PER_DAY) and draft.maybe(0.6):
        return (f"{column}_per_day", text(round(2 * hours / draft.days[t]) / 2))
    return (column, text(round(2 * hours) / 2))


def shifts(draft: Draft, line: tuple[str, str]) -> None:
    """Patterns of a line; the first is there in every period, so that one always can be chosen."""
    hours = draft.hours[line]
    previous = draft.dice.randint(0, 2) if draft.has(Feature.SHIFT_PREVIOUS) else None
    for number, (pattern, share) in enumerate((("one", 0.7), ("two", 1.3), ("closed", 0.0))):
        if number == 2 and previous != 2 and draft.maybe(0.4):
            continue

        def time(t: int, share: float = share) -> Cell:
            return timed(draft, "hours", hours * share * draft.dice.uniform(0.9, 1.1), t)

        columns = [
            draft.over_periods(time),
            draft.over_periods(lambda _, number=number: ("cost", draft.amount(0, 10 + 20 * (number == 1)))),
            draft.over_periods(lambda _: ("change_cost", draft.amount(0, 15)) if draft.maybe(0.8) else None, 0.3),
            draft.over_periods(lambda _: ("minimum_periods", str(draft.dice.randint(1, 3))), 0.2),
        ]
        if number == previous:
            columns.append([("previous", "yes")] * len(draft.periods))
        elif draft.maybe(0.2):
            columns.append([("previous", "no")] * len(draft.periods))
        periods = frozenset(range(len(draft.periods))) if number == 0 else draft.some_periods(0.4)
        draft.by_period("shifts", {"plant": line[0], "line": line[1], "pattern": pattern}, columns, periods)


def builds(draft: Draft) -> None:
    """What each line can build; every model somewhere."""
    for model in draft.models:
        places = [line for line in draft.lines if draft.maybe(0.7)] or [draft.dice.choice(draft.lines)]
        for plant, line in places:
            build(draft, plant, line, model)


def build(draft: Draft, plant: str, line: str, model: str) -> None:
    """The rows of one line and model."""
    dice, last = draft.dice, len(draft.periods) - 1
    least = -5 if draft.has(Feature.NEGATIVE) else 5

    def time(_: int) -> Cell:
        if draft.has(Feature.JOBS_PER_HOUR) and draft.maybe(0.7):
            return ("jobs_per_hour", dice.choice(["0.5", "0.8", "1", "1.25", "2"]))
        return ("hours_per_unit", draft.amount(0.5, 1.5, 0.25))

    columns = [
        draft.over_periods(time, 0.2),
        draft.over_periods(lambda _: ("unit_cost", draft.amount(least, 20)) if draft.maybe(0.9) else None),
    ]
    if draft.has(Feature.LOTS) and draft.maybe(0.8):
        columns.append(draft.over_periods(lambda _: ("minimum_lot", dice.choice(["0", "2", "3", "4.5", "6"])), 0.2))
    if draft.has(Feature.MAXIMUM_UNITS) and draft.maybe(0.8):
        columns.append(
            draft.over_periods(lambda _: ("maximum_units", dice.choice(["none", "0", "3", "6", "10", "7.5"])))
        )
    if draft.has(Feature.SETUPS) and draft.maybe(0.8):
        columns.append(draft.over_periods(lambda _: ("setup_hours", draft.amount(0, 2)), 0.2))
        columns.append(draft.over_periods(lambda _: ("setup_cost", draft.amount(0, 30)), 0.2))
    periods = draft.some_periods(0.3)
    first, end = 0, last
    if draft.has(Feature.FIRST_LAST_PERIOD):
        first = dice.choice([0, 0, 1, dice.randint(0, last)]) if last else 0
        end = dice.choice([last, last, dice.randint(first, last)])
        if first or draft.maybe(0.3):
            columns.append([("first_period", draft.periods[first])] * (last + 1))
        if end < last or draft.maybe(0.3):
            columns.append([("last_period", draft.periods[end])] * (last + 1))
    draft.by_period("builds", {"plant": plant, "line": line, "model": model}, columns, periods)
    draft.builds[plant, line, model] = frozenset(t for t in periods if first <= t <= end)


def parts(draft: Draft) -> None:
    """Suppliers' limits, about as tight as demand."""
    for part in ("battery", "chip")[: draft.dice.randint(1, 2)]:
        users = draft.some(draft.models, 0.6)
        for model in users:
            optional = {"plant": draft.plants, "market": draft.markets}
            draft.crossing(
                "part_usage", {"part": part, "model": model}, optional,
                {"quantity": lambda: draft.dice.choice(["1", "1", "2", "0", "0.5"])},
            )  # fmt: skip
        volume = 6 * sum(model in users for _, model in draft.pairs)
        columns = [draft.over_periods(lambda _, volume=volume: ("supply", draft.amount(0, volume)))]
        every = len(draft.periods)
        if draft.maybe(0.6):
            columns.append([("opening", draft.amount(0, 6))] * every)
        if draft.has(Feature.PART_STORABLE) and draft.maybe(0.8):
            columns.append([("storable", "yes")] * every)
        elif draft.maybe(0.3):
            columns.append([("storable", "no")] * every)
        draft.by_period("parts", {"part": part}, columns, frozenset(range(every)))


def mix(draft: Draft) -> None:
    """Shares of models and families on some lines, a rule a row."""
    seen = set()
    for _ in range(draft.dice.randint(1, 3)):
        plant, line = draft.dice.choice(draft.lines)
        family = draft.dice.choice(["car", "truck", ""]) if len(draft.models) > 1 else ""
        model = "" if family else draft.dice.choice(draft.models)
        period = draft.dice.choice(["", "", *draft.periods])
        if (plant, line, family, model, period) in seen:
            continue
        seen.add((plant, line, family, model, period))
        draft.tight.add((plant, line))
        kind = draft.dice.randint(0, 2)
        draft.add(
            "mix", plant=plant, line=line, family=family, model=model, period=period,
            minimum_share=draft.dice.choice(["0", "0.1", "0.25"]) if kind != 1 else "",
            maximum_share=draft.dice.choice(["0.5", "0.6", "0.8", "1"]) if kind != 0 else "",
        )  # fmt: skip
