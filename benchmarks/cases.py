"""The cases that are measured: named by flavour and size, made from seeds, each written once into a folder."""

import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HOME = Path(__file__).parent.parent
REAL = HOME / "inputs" / "us-japan-2026"


class Flavour(StrEnum):
    """What sort of program a case makes."""

    LP = "lp"
    """Linear: builds, dispatches, stock, sales, overtime."""
    MIP = "mip"
    """The same with whole vehicles, lots, set-ups, shifts, fixed charges and sailings."""
    REAL = "real"
    """The planning case of the project's own inputs."""


@dataclass(frozen=True)
class Benchmark:
    """One case to be measured, and where it stands once prepared."""

    name: str
    flavour: Flavour
    case: Path
    arrays: Path
    """The program as arrays (see ``benchmarks.prepare``)."""


def benchmark(size: str, flavour: Flavour, scratch: Path, seed: int = 0, volume: int | None = None) -> Benchmark:
    """The case of that size (``small``, or a number of variables such as ``4e5``), made ready in ``scratch``.

    ``volume`` is the median monthly demand of a market for a model, if it is not the usual one.
    Raises ``ValueError`` where the size is neither, ``CalledProcessError`` where the case can't be made.
    """
    if size == "small":
        return _prepared(Benchmark("small", Flavour.REAL, REAL, scratch / "small.npz"))
    variables = int(float(size))
    name = f"{flavour}-{size}" + (f"-of-{volume}" if volume else "") + (f"-{seed}" if seed else "")
    folder = scratch / name
    if not folder.exists():
        options = ["--seed", str(seed), *(["--mip"] if flavour is Flavour.MIP else [])]
        options += ["--volume", str(volume)] if volume else []
        module = "benchmarks.invent.large"
        subprocess.run([sys.executable, "-m", module, str(variables), folder, *options], check=True, cwd=HOME,
                       stdout=subprocess.DEVNULL)  # fmt: skip
    return _prepared(Benchmark(name, flavour, folder, scratch / f"{name}.npz"))


def published(scratch: Path) -> list[Benchmark]:
    """The published problems with known optima."""
    folders = sorted(path for path in (HOME / "tests" / "published").iterdir() if path.is_dir())
    return [_prepared(Benchmark(path.name, Flavour.MIP, path, scratch / f"{path.name}.npz")) for path in folders]


def _prepared(made: Benchmark) -> Benchmark:
    """The same, its arrays written in a process of their own: whoever measures must stay small."""
    subprocess.run([sys.executable, "-m", "benchmarks.prepare", made.case, made.arrays], check=True, cwd=HOME)
    return made
