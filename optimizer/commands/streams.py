"""Standard output for results alone; standard error for everything else."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator


def say(text: str) -> None:
    """Write a result to standard output; if nobody reads it any more, that is no fault."""
    _tolerate_odd_encodings()
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(*lines: str) -> None:
    """Write lines to standard error."""
    _tolerate_odd_encodings()
    for line in lines:
        sys.stderr.write(line + "\n")
    sys.stderr.flush()


@contextlib.contextmanager
def nothing_on_standard_output() -> Iterator[None]:
    """Swallow what libraries print to standard output below Python: HiGHS inside OR-Tools does, even when silenced."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output at all
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).fflush(None)  # what C libraries still hold back
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _tolerate_odd_encodings() -> None:
    """On a terminal that can't write every sign, write what it can."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
