"""The time that a diagnosis may take, and whoever waits for it."""

import time
from dataclasses import dataclass, field

from optimizer.engines.base import Watch

LEAST = 0.1
"""Seconds that a step gets when the time is all but used up: enough for a small one."""


@dataclass
class Clock:
    """A time limit that began when this was made; ``seconds`` is ``None`` where there is none."""

    seconds: float | None = None
    watch: Watch = field(default_factory=Watch)
    began: float = field(default_factory=time.perf_counter)

    def left(self, longest: float | None = None) -> float | None:
        """Seconds left, but no more than ``longest``; a few tenths at least; ``None`` without any limit."""
        if self.seconds is None:
            return longest
        left = max(LEAST, self.seconds - (time.perf_counter() - self.began))
        return left if longest is None else min(left, longest)

    @property
    def is_over(self) -> bool:
        """Whether the time is used up, or nobody waits any more."""
        is_late = self.seconds is not None and time.perf_counter() - self.began >= self.seconds
        return is_late or self.watch.stop.is_set()
