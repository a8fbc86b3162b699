"""``optimizer check``: everything that is wrong, or odd, about a case; or that it is in order, and what it holds."""

from pathlib import Path

from optimizer.commands.refusals import check_case_is_there
from optimizer.commands.streams import complain, say
from optimizer.read import read_case

COUNTED = ("period", "plant", "line", "model", "market", "route")
"""What a case is counted by."""


def check_and_tell(case: Path, scenario: str | None) -> int:
    """Read and check a case; raises ``BadRequest`` or ``FaultyCase`` for what is refused."""
    check_case_is_there(case)
    found = read_case(case, scenario)
    complain(*(f"warning: {warning}" for warning in found.warnings))
    tables = found.tables
    counts = {name: len(tables.listed(name)) for name in COUNTED}
    counts["line"] = len(tables["builds"][["plant", "line"]].drop_duplicates())
    holds = ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in counts.items())
    warned = f" ({len(found.warnings):,} warnings)" if found.warnings else ""
    say(f"{tables.name} is in order: {holds}{warned}")
    return 0
