"""Pulls a solver's own brake when a watch says stop, for solvers that never look at the watch themselves."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from optimizer.engines.base import Watch

AGAIN = 0.1
"""Seconds between two pulls: one that comes before the solver has started may be lost, so it is pulled till the end."""


@contextmanager
def stopping(watch: Watch, brake: Callable[[], object]) -> Iterator[None]:
    """While the block runs, calls ``brake`` (from another thread) again and again once ``watch.stop`` is set."""
    over = threading.Event()

    def wait() -> None:
        while not over.is_set():
            if watch.stop.wait(AGAIN) and not over.is_set():
                brake()
                over.wait(AGAIN)

    threading.Thread(target=wait, daemon=True).start()
    try:
        yield
    finally:
        over.set()  # the thread ends by itself within AGAIN: nobody waits for it
