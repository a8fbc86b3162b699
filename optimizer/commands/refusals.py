"""What is refused before any work is done: options, folders and cases that can't be meant. Exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from optimizer.commands.streams import complain
from optimizer.faults import FaultyCase
from optimizer.report.places import NoPlace
from optimizer.request import BadRequest

FAULTY = 2


@dataclass(frozen=True)
class Refusal:
    """What the command gives back for something refused."""

    exit_code: int = FAULTY


@contextmanager
def refused() -> Iterator[Refusal]:
    """Say in a line, or a line for each fault, what was refused in the block."""
    try:
        yield Refusal()
    except (BadRequest, NoPlace) as fault:
        complain(f"optimizer: {fault}")
    except FaultyCase as fault:
        complain(*map(str, fault.faults))
        complain(*(f"{warning} (a warning)" for warning in fault.warnings))
        count = len(fault.faults)
        complain(f"optimizer: {count:,} {'fault' if count == 1 else 'faults'} in the case; no plan was written")


def check_case_is_there(case: Path) -> None:
    """Raise ``BadRequest`` where there is nothing at a case's path, naming the nearest that is there."""
    if case.exists():
        return
    try:
        beside = [entry.name for entry in case.parent.iterdir() if entry.is_dir()]
    except OSError:
        raise BadRequest(f"there is no case at {case}: there is no folder {case.parent}") from None
    close = get_close_matches(case.name, beside, n=1)
    meant = f"; did you mean {case.parent / close[0]}?" if close else ""
    raise BadRequest(f"there is no case at {case}{meant}")
