"""Inventing what the way to a market adds: exchange rates, export specification, duty."""

from benchmarks.invent.draft import Draft
from benchmarks.invent.features import Feature


def extras(draft: Draft) -> None:
    """Everything that changes what a unit costs or earns from one market to another."""
    if draft.has(Feature.EXCHANGE_RATES):
        for currency in sorted({row.get("currency", "") for row in draft.tables["markets"]} - {"", "USD"}):
            rates = draft.over_periods(lambda _: ("rate", draft.amount(0.5, 1.5, 0.05)), 0.6)
            draft.by_period("exchange_rates", {"currency": currency}, [rates], frozenset(range(len(draft.periods))))
    optional = {"plant": draft.plants, "period": draft.periods}
    if draft.has(Feature.ADAPTATIONS):
        for market, model in [pair for pair in draft.pairs if draft.maybe(0.6)] or draft.pairs[:1]:
            draft.crossing(
                "adaptations", {"model": model, "market": market}, optional,
                {
                    "unit_cost": lambda: draft.amount(-2, 6),
                    "hours_per_unit": lambda: draft.dice.choice(["0", "0.25", "0.5", "-0.25"]),
                },
            )  # fmt: skip
    if draft.has(Feature.TARIFFS):
        for market in draft.some(draft.markets, 0.6):
            draft.crossing(
                "tariffs", {"market": market}, {"model": draft.models, **optional},
                {
                    "rate": lambda: draft.dice.choice(["0", "0.025", "0.1", "0.25", "1.5"]),
                    "customs_value": lambda: draft.amount(10, 30),
                },
            )  # fmt: skip
