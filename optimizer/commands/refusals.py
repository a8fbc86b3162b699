"""What ends a command before its work is done: options, folders and cases that can't be meant; Ctrl-C."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from optimizer.commands.streams import complain
from optimizer.faults import FaultyCase
from optimizer.report.places import NoPlace
from optimizer.request import BadRequest

FAULTY = 2
INTERRUPTED = 130


def answered(work: Callable[[], int]) -> int:
    """The exit code of a command's work; what is refused is said in a line, or a line for each fault."""
    try:
        return work()
    except (BadRequest, NoPlace) as fault:
        complain(f"optimizer: {fault}")
    except FaultyCase as fault:
        complain(*map(str, fault.faults), *(f"warning: {warning}" for warning in fault.warnings))
        count = fault.count
        complain(f"optimizer: {count:,} {'fault' if count == 1 else 'faults'} in the case; nothing was written")
    except KeyboardInterrupt:
        complain("optimizer: interrupted; nothing was written")
        return INTERRUPTED
    return FAULTY


def check_case_is_there(case: Path) -> None:
    """Raise ``BadRequest`` where there is nothing at a case's path, naming the nearest that is there."""
    if case.exists():
        return
    try:
        beside = [entry.name for entry in case.parent.iterdir() if entry.is_dir() or entry.suffix in (".xlsx", ".ods")]
    except OSError:
        raise BadRequest(f"there is no case at {case}: there is no folder {case.parent}") from None
    close = get_close_matches(case.name, beside, n=1)
    meant = f"; did you mean {case.parent / close[0]}?" if close else ""
    raise BadRequest(f"there is no case at {case}{meant}")
