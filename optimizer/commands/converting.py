"""``optimizer convert``: a case from a folder into a workbook, or back."""

from pathlib import Path

from optimizer.commands.refusals import check_case_is_there
from optimizer.commands.streams import complain, say
from optimizer.convert.converting import convert


def convert_and_tell(case: Path, out: Path, *, force: bool) -> int:
    """Convert a case; raises ``BadRequest`` or ``FaultyCase`` for what is refused."""
    check_case_is_there(case)
    done = convert(case, out, force=force)
    complain(*(f"warning: {caution}" for caution in done.cautions))
    tables = done.case.tables.values()
    say(f"{case} is written to {out}: {len(tables):,} tables, {sum(len(table.rows) for table in tables):,} rows")
    return 0
