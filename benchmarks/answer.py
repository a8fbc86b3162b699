"""What a contender writes down about its own work: seconds of each stage, the objective, the memory it took.

This is imported into every measured process: it imports next to nothing.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

STAGES = ("read", "build", "hand_over", "solve", "verify", "write")
"""Stages of a case, in their order. ``read`` includes the check, ``hand_over`` is from our arrays to the engine's."""

TO_HIGHS = "to_highs"
"""What handing over to HiGHS takes us, as the peers do, where another engine is quicker to the solution."""


@dataclass
class Answer:
    """Seconds by the clock and of the processor for each stage, and what came of it."""

    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    status: str = ""
    objective: float | None = None
    engine: str = ""
    variables: int | None = None
    bounds: dict[str, float] = field(default_factory=dict)
    """What no plan can exceed, by what is known at that point: ``relaxation``, ``root``."""
    peak_megabytes: float | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count a block towards a stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.add(name, time.perf_counter() - wall, time.process_time() - cpu)

    def add(self, name: str, wall: float, cpu: float) -> None:
        """Count seconds towards a stage."""
        self.wall[name] = self.wall.get(name, 0.0) + wall
        self.cpu[name] = self.cpu.get(name, 0.0) + cpu

    def deliver(self, place: Path) -> None:
        """Write the answer, with the most memory that this process ever held."""
        self.peak_megabytes = peak_megabytes()
        place.write_text(json.dumps(asdict(self)), encoding="utf-8")


def peak_megabytes() -> float:
    """The most memory that this process ever held, in megabytes of 10⁶ bytes.

    ``getrusage`` counts a parent's peak too, from before this program was loaded: Linux's own figure is asked first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
