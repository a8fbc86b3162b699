"""Planning cases invented from a seed: every capability, every corner, always valid, mostly feasible.

from benchmarks.invent import Feature, invent
invent(7, ["shifts", "lead_times", "blank_keys"]).write("somewhere")
"""

import random
from collections.abc import Callable, Collection

from benchmarks.invent import firm, money, network, sales, supply
from benchmarks.invent.case import InventedCase
from benchmarks.invent.draft import Draft
from benchmarks.invent.features import NEEDS, SMALL, TINY, Feature, Size, completed

STEPS: tuple[tuple[Feature | None, Callable[[Draft], None]], ...] = (
    (None, network.places),
    (None, network.ways),
    (None, supply.builds),
    (None, sales.demand),
    (None, supply.lines),
    (Feature.PROGRAMS, sales.programs),
    (Feature.STOCK, sales.stock),
    (Feature.PIPELINE, sales.pipeline),
    (Feature.YARDS, sales.yards),
    (None, money.extras),
    (Feature.PARTS, supply.parts),
    (Feature.MIX, supply.mix),
    (Feature.FROZEN, firm.frozen),
    (Feature.BASELINE, firm.baseline),
    (Feature.SCENARIOS, firm.scenarios),
)
"""Steps of an invention, each building on those before it, with the feature that asks for it."""


def invent(seed: int, features: Collection[str] = (), size: Size = SMALL) -> InventedCase:
    """A valid planning case about these features; the same seed, features and size give the same case.

    Raises ``ValueError`` where a feature is unknown.
    """
    wanted = completed(features)
    draft = Draft(random.Random(f"{seed} {size} {' '.join(sorted(wanted))}"), size, wanted)
    draft.settings.update(title=f"Invented case {seed}", currency="USD")
    if Feature.CONTINUOUS in wanted:
        draft.settings["integer_units"] = False
    for feature, step in STEPS:
        if feature is None or draft.has(feature):
            step(draft)
    return InventedCase(draft.settings, draft.tables, seed, frozenset(wanted))


__all__ = ["NEEDS", "SMALL", "TINY", "Feature", "InventedCase", "Size", "invent"]
