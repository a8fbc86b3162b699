"""``optimizer engines``: which solvers there are, which are usable here, what each can do."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from optimizer import engines
from optimizer.commands.streams import nothing_on_standard_output, say
from optimizer.engines import Ability

TALENTS = {
    "lp": "linear programs",
    "mip": "whole units",
    "duals": "prices",
    "bounds": "bounds",
    "interrupts": "stops on Ctrl-C",
}
"""What an engine may be able to do, in a planner's words."""


def list_engines(*, as_json: bool) -> int:
    """Write the list to standard output."""
    with nothing_on_standard_output():
        abilities = engines.abilities()
    if as_json:
        say(json.dumps([asdict(ability) for ability in abilities], indent=1))
    else:
        say("\n".join(_lines(abilities)))
    return 0


def _lines(abilities: list[Ability]) -> Iterator[str]:
    solvers = [f"{ability.solver} {ability.version}".strip() for ability in abilities]
    names, width = max(len(ability.name) for ability in abilities), max(map(len, solvers))
    for ability, solver in zip(abilities, solvers, strict=True):
        talents = ", ".join(words for talent, words in TALENTS.items() if getattr(ability, talent))
        said = f"usable: {talents}" if ability.usable else f"not usable here: {ability.reason}"
        yield f"{ability.name:<{names}}  {solver:<{width}}  {said}"
    yield f"{engines.AUTO:<{names}}  {'':<{width}}  chooses one that suits the case"
