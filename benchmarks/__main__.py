"""Measure the tool beside its peers: ``python -m benchmarks [compare | search | tight] [options]``."""

import argparse
import shlex
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import search, tight
from benchmarks.about import about, load
from benchmarks.cases import HOME, Benchmark, Flavour, benchmark, published
from benchmarks.chart import draw
from benchmarks.compare import compare, disagreements, startups
from benchmarks.contenders import CONTENDERS, Contender, contender
from benchmarks.measure import Measurement, Terms
from benchmarks.ratios import Ratio, ratios
from benchmarks.table import measurement_table, ratio_table, write_measurements, write_ratios


@dataclass(frozen=True)
class Asked:
    """The command line, understood."""

    what: str
    sizes: tuple[str, ...]
    flavours: tuple[Flavour, ...]
    only: tuple[Contender, ...]
    repeat: int
    cases: int
    terms: Terms
    out: Path
    scratch: Path

    def contenders(self, size: str) -> list[Contender]:
        """Who is measured on a case of that size."""
        if self.only:
            return list(self.only)
        variables = 0.0 if size == "small" else float(size)
        return [who for who in CONTENDERS if variables <= who.largest]


def asked(words: list[str]) -> Asked:
    """Understand the command line; ends the program with a message where it can't be meant."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("all", "compare", "search", "tight"), default="all",
                        help="all: compare and search")  # fmt: skip
    parser.add_argument("--sizes", default="small,1e5,4e5,1e6", help="numbers of variables; small: the real case")
    parser.add_argument("--flavours", default="lp", help="lp, mip, or both: lp,mip")
    parser.add_argument("--only", default="", help="names of contenders, with commas; peers at any size")
    parser.add_argument("--repeat", type=int, default=5, help="rounds; medians are shown")
    parser.add_argument("--cases", type=int, default=search.CASES, help="cases of search and tight")
    parser.add_argument("--gap", type=float, default=1e-4)
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds that one process may take")
    parser.add_argument("--peers", default=sys.executable, help="the Python that has pyomo and linopy")
    parser.add_argument("--out", type=Path, default=HOME / "benchmarks" / "results" / f"{datetime.now(UTC):%Y-%m-%d}")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "benchmark-cases",
                        help="where generated cases are kept")  # fmt: skip
    found = parser.parse_args(words)
    try:
        only = tuple(contender(name) for name in found.only.split(",") if name)
        flavours = tuple(Flavour(name) for name in found.flavours.split(","))
    except ValueError as fault:
        parser.error(str(fault))
    terms = Terms(found.gap, found.timeout, found.peers)
    return Asked(found.what, tuple(found.sizes.split(",")), flavours, only, found.repeat, found.cases, terms,
                 found.out.resolve(), found.scratch.resolve())  # fmt: skip


def tell(one: Measurement) -> None:
    """One measurement, as soon as it is made."""
    print(f"  {one.case}  {one.contender}: {one.status}, {one.total:.1f} s", file=sys.stderr, flush=True)


def measured(request: Asked, cases: list[tuple[Benchmark, list[Contender]]],
             faults: list[str]) -> list[Measurement]:  # fmt: skip
    """All cases, and in ``faults`` a sentence for every objective that disagrees."""
    found = []
    for case, contenders in cases:
        of_case = compare(contenders, case, request.terms, request.repeat, tell)
        faults += [f"{case.name}: {fault}" for fault in disagreements(of_case, case.flavour, request.terms.gap)]
        found += of_case
    return found


def searched(request: Asked) -> list[Benchmark]:
    """The generated mixed-integer cases."""
    kinds = [search.kind(number) for number in range(request.cases)]
    return [
        benchmark(size, Flavour.MIP, request.scratch, number + 1, volume) for number, (size, volume) in enumerate(kinds)
    ]


def compared(request: Asked) -> list[tuple[Benchmark, list[Contender]]]:
    """The cases asked for, each flavour of each size."""
    return [
        (benchmark(size, flavour, request.scratch), request.contenders(size))
        for size in request.sizes
        for flavour in (request.flavours if size != "small" else (Flavour.REAL,))
    ]


def main(words: list[str]) -> int:
    """Measure, print, write; 1 where objectives disagree."""
    request, load_before = asked(words), load()
    faults: list[str] = []
    request.scratch.mkdir(parents=True, exist_ok=True)
    request.out.mkdir(parents=True, exist_ok=True)
    if request.what == "tight":
        cases = [(case, [tight.PLAIN, tight.TIGHT]) for case in (*published(request.scratch), *searched(request))]
        found = measured(request, cases, faults)
        print(tight.tight_table(found))
        tight.write_tight(request.out / "tight.csv", found)
    else:
        found, all_ratios = [], list[Ratio]()
        if request.what != "search":
            found += startups(request.terms, request.repeat) + measured(request, compared(request), faults)
            all_ratios += ratios(found)
        if request.what != "compare":
            of_search = measured(request, [(case, list(search.CONTENDERS)) for case in searched(request)], faults)
            found += of_search
            all_ratios += search.search_ratios(of_search, request.terms.limit)
        print(measurement_table(found), ratio_table(all_ratios), sep="\n\n")
        write_measurements(request.out / f"{request.what}.csv", found)
        write_ratios(request.out / f"{request.what}-ratios.csv", all_ratios)
        draw(request.out / f"{request.what}.png", found)
    command = f"python -m benchmarks {shlex.join(words)}"
    told = about(command, load_before, request.terms.peers)
    (request.out / f"{request.what}.txt").write_text(told, encoding="utf-8")
    print("", told, *(f"DISAGREEMENT: {fault}" for fault in faults), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
