"""When and where it was measured: a timing without its machine says little."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.cases import HOME

LIBRARIES = ("highspy", "ortools", "numpy", "pandas", "scipy", "pulp", "pyomo", "linopy")


def about(command: str, load_before: float, peers: str) -> str:
    """A few lines: date, commit, machine, how busy it was, versions."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HOME, capture_output=True, text=True,
                            check=False).stdout.strip()  # fmt: skip
    return "\n".join([
        f"date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"commit: {commit or 'unknown'}",
        f"command: {command}",
        f"machine: {processor()}, {os.cpu_count()} cores, {memory_gigabytes():.0f} GB, {platform.system()}",
        f"load: {load_before:.1f} before, {load():.1f} after (1 is one busy core)",
        f"python: {platform.python_version()}",
        f"libraries: {', '.join(f'{name} {found}' for name in LIBRARIES if (found := installed(name, peers)))}",
        "",
    ])  # fmt: skip


def load() -> float:
    """How many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def processor() -> str:
    """The processor's name."""
    place = Path("/proc/cpuinfo")
    lines = place.read_text().splitlines() if place.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory_gigabytes() -> float:
    """The machine's memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def installed(library: str, peers: str) -> str:
    """A library's version here or, where it is not here, in the environment of the peers; empty if in neither."""
    try:
        return version(library)
    except PackageNotFoundError:
        code = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
        done = subprocess.run([peers, "-c", code, library], capture_output=True, text=True, check=False)
        return done.stdout.strip()
