"""One measurement: a command in a fresh process of its own, with its clock, its processor seconds and its memory."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from benchmarks.cases import HOME, Benchmark
from benchmarks.contenders import Contender

TIMED_OUT = "timed out"
FAILED = "failed"
DONE = "done"

LOOK_EVERY = 0.25
"""Seconds between two looks at the memory of a process with children."""


@dataclass(frozen=True)
class Measurement:
    """What one contender took on one case; seconds of a stage it does not have are missing."""

    case: str
    contender: str
    status: str
    total: float
    """Seconds by the clock from the start of the process to its end."""
    total_cpu: float
    """Processor seconds of the process, all threads."""
    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    objective: float | None = None
    engine: str = ""
    variables: int | None = None
    bounds: dict[str, float] = field(default_factory=dict)
    peak_megabytes: float | None = None
    repeats: int = 1
    message: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether it solved the case, or a command without a case did its work."""
        return self.status in ("optimal", DONE)

    def seconds(self, *stages: str) -> float | None:
        """Seconds by the clock of some stages together; ``None`` where it failed or was not seen in one of them."""
        known = self.succeeded and all(stage in self.wall for stage in stages)
        return sum(self.wall[stage] for stage in stages) if known else None

    def processor(self, *stages: str) -> float | None:
        """The same in processor seconds."""
        known = self.succeeded and all(stage in self.cpu for stage in stages)
        return sum(self.cpu[stage] for stage in stages) if known else None


@dataclass(frozen=True)
class Process:
    """How a process went: ``code`` is ``None`` where it was ended for taking too long."""

    code: int | None
    wall: float
    cpu: float
    errors: str
    family_megabytes: float = 0.0
    """The most memory that it and its children were seen to hold together; 0 where it has none."""


@dataclass(frozen=True)
class Terms:
    """What every contender is held to."""

    gap: float = 1e-4
    limit: float = 300.0
    """Seconds that a process may take."""
    peers: str = sys.executable
    """The Python that has the peers."""


def run(words: Sequence[str | Path], limit: float) -> Process:
    """Run a command, at most so many seconds, in a group of its own that is ended whole."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(words, cwd=HOME, env=environment, stdout=subprocess.DEVNULL, stderr=errors,
                                   start_new_session=True)  # fmt: skip
        memory, looked = 0.0, began
        while True:
            found, status, usage = os.wait4(process.pid, os.WNOHANG)
            wall = time.perf_counter() - began
            if found:
                process.returncode = os.waitstatus_to_exitcode(status)
                break
            if wall - (looked - began) > LOOK_EVERY:
                memory, looked = max(memory, family_megabytes(process.pid)), time.perf_counter()
            if wall > limit:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return Process(None, wall, 0.0, "")
            time.sleep(min(0.02, 0.001 + wall / 100))
        errors.seek(0)
        return Process(process.returncode, wall, usage.ru_utime + usage.ru_stime, errors.read(), memory)


def family_megabytes(parent: int) -> float:
    """Memory that a process, its children and theirs hold now, shared parts counted once (Linux); 0 for one alone."""
    try:
        family = _family(str(parent))
        if len(family) == 1:
            return 0.0
        rolled = [Path(f"/proc/{process}/smaps_rollup").read_text() for process in family]
    except OSError:  # it has ended meanwhile, or this is no Linux
        return 0.0
    lines = [line for text in rolled for line in text.splitlines() if line.startswith("Pss:")]
    return sum(int(line.split()[1]) for line in lines) * 1024 / 1e6


def _family(parent: str) -> list[str]:
    """A process, its children, and theirs (Linux); raises ``OSError`` where one has ended meanwhile."""
    tasks = Path(f"/proc/{parent}/task").iterdir()
    children = [child for task in list(tasks) for child in (task / "children").read_text().split()]
    return [parent, *(one for child in children for one in _family(child))]


def measure(who: Contender, case: Benchmark, terms: Terms) -> Measurement:
    """One contender on one case, once."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "answer.json"
        python, module = terms.peers if who.is_peer else sys.executable, f"benchmarks.contenders.{who.module}"
        words: list[str | Path] = [python, "-m", module, case.arrays if who.takes_arrays else case.case, place]
        words += [*([str(terms.gap)] if who.takes_gap else []), *who.extra]
        process = run(words, terms.limit)
        found = Measurement(case.name, who.name, FAILED, process.wall, process.cpu)
        if process.code is None:
            return replace(found, status=TIMED_OUT)
        if process.code != 0 or not place.exists():
            return replace(found, message=(process.errors.strip().splitlines() or [f"exit code {process.code}"])[-1])
        found = replace(found, **json.loads(place.read_text(encoding="utf-8")))
        return replace(found, peak_megabytes=max(found.peak_megabytes or 0.0, process.family_megabytes))


def measure_command(name: str, words: Sequence[str | Path], limit: float) -> Measurement:
    """A command without a case, once."""
    process = run(words, limit)
    status = DONE if process.code == 0 else TIMED_OUT if process.code is None else FAILED
    return Measurement("startup", name, status, process.wall, process.cpu)


def typical(rounds: Sequence[Measurement]) -> Measurement:
    """The medians of several rounds of one contender on one case; the first failure, if any failed."""
    failed = [found for found in rounds if not found.succeeded]
    if failed:
        return replace(failed[0], repeats=len(rounds))
    first = rounds[0]
    return replace(
        first, repeats=len(rounds),
        total=median(found.total for found in rounds), total_cpu=median(found.total_cpu for found in rounds),
        wall={stage: median(found.wall[stage] for found in rounds) for stage in first.wall},
        cpu={stage: median(found.cpu[stage] for found in rounds) for stage in first.cpu},
        peak_megabytes=median(found.peak_megabytes or 0.0 for found in rounds),
    )  # fmt: skip
