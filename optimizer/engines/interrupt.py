"""Ctrl-C while an engine is at work: the first asks for the best plan so far, the second gives up."""

import threading
from collections.abc import Callable
from typing import TypeVar

from optimizer.engines.base import Watch

Result = TypeVar("Result")

POLL = 0.1
"""Seconds between two looks of the main thread; Python handles signals only there and only between two steps."""


def interruptible(run: Callable[[Watch], Result], watch: Watch) -> Result:
    """Runs ``run(watch)`` in a thread of its own, while this (the main) thread listens for Ctrl-C.

    The first Ctrl-C sets ``watch.stop`` and goes on waiting: the engine stops and gives back the best it has.

    Raises ``KeyboardInterrupt`` at the second Ctrl-C, leaving the engine behind in its daemon thread: whoever catches
    it should end the process at once (``os._exit``), since a solver at work may crash a Python that is shutting down.
    Raises whatever ``run`` raised.
    """
    results: list[Result] = []
    errors: list[BaseException] = []
    over = threading.Event()

    def work() -> None:
        try:
            results.append(run(watch))
        except BaseException as error:  # handed on to the waiting thread
            errors.append(error)
        finally:
            over.set()

    threading.Thread(target=work, name="engine", daemon=True).start()
    _wait(over, watch)
    if errors:
        raise errors[0]
    return results[0]


def _wait(over: threading.Event, watch: Watch) -> None:
    """Waits until it is over; a first Ctrl-C asks for the end, a second is raised."""
    asked = False
    while True:
        try:
            while not over.wait(POLL):
                pass
            return
        except KeyboardInterrupt:
            if asked:
                raise
            asked = True
            watch.stop.set()
