"""CLP, COIN-OR's simplex, in the program that PuLP brings: linear programs of any size, with prices.

Arrays go there as text and come back as numbers. It is a process of its own: it can be ended at any moment, and what it
used is free at once.
"""

import math
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from models.program import Program
from models.solution import Solution, Status
from optimizer.engines import leash
from optimizer.engines.answer import answer, remaining
from optimizer.engines.base import Ability, Options, Progress, Watch, installed
from optimizer.engines.stopping import stopping
from optimizer.engines.trivial import Said

FEASIBILITY = 1e-7
"""For rows, bounds and reduced costs, as for HiGHS."""

OWN_SEED = 1234567
"""CLP's own default."""

AT_ONCE = 1 << 20
"""Bytes that may be on their way to CLP."""

ITERATION = re.compile(rb"(\d+) +Obj ")
"""How a line of its log begins that tells how far it has come."""

LAST = b"Total time"
"""How the last line of its log begins."""


class Clp:
    """CLP through CBC's program: linear programs only.

    From a crash basis (``-crash on``) its dual simplex begins without a reduced cost out of place where production is
    paid for and sales are bounded, which saves most of its way: 18,000 steps instead of 91,000 at 400,000 columns.
    """

    name = "clp"

    def ability(self) -> Ability:
        """What CLP can do, and whether PuLP and its program are there."""
        version = installed("pulp")
        there = bool(version) and _is_there()
        return Ability(
            self.name,
            solver="CLP",
            through="pulp",
            usable=there,
            version=version if there else "",
            reason="" if there else "the program that PuLP brings is not there",
            mip=False,
            duals=True,
            interrupts=True,
            apart=True,
        )

    def solve(self, program: Program, options: Options, watch: Watch) -> Solution:
        """Solve; never raises."""
        return answer(self.name, self.ability().version, _run, program, options, watch)


def _is_there() -> bool:
    """Whether this PuLP brings programs, without loading it."""
    spec = find_spec("pulp")
    return spec is not None and any(
        (Path(place) / "solverdir" / "cbc").is_dir() for place in spec.submodule_search_locations or ()
    )


def _program() -> str:
    """Where PuLP keeps the program for this system; loads PuLP."""
    from pulp.apis.coin_api import pulp_cbc_path

    return str(pulp_cbc_path)


def _run(program: Program, options: Options, watch: Watch) -> Said:
    """One solve by CLP, in its own words translated."""
    from optimizer.engines.mps import rows_written

    began = time.perf_counter()
    if program.is_mip:
        return Said(Status.ERROR, message="CLP solves linear programs only: this one has whole columns")
    with tempfile.TemporaryDirectory(prefix="clp-") as folder:
        answered = Path(folder) / "answer"
        log = _heard(_command(answered, options), program, remaining(options, began), watch)
        if not re.search(rb"^Optimal objective", log, re.MULTILINE):
            spent = time.perf_counter() - began
            return _without_plan(log, is_over=watch.stop.is_set() or spent >= (options.time_limit or math.inf))
        rows = rows_written(program)
        values, duals = _read(answered, len(rows), len(program.cost))
    prices = np.zeros(len(program.row_lower))
    prices[rows] = -duals
    return Said(Status.OPTIMAL, values, float(program.cost @ values), prices, "CLP: optimal")


def _command(answered: Path, options: Options) -> list[str]:
    """What CLP is told."""
    wished: dict[str, object] = {
        "-primalT": FEASIBILITY,
        "-dualT": FEASIBILITY,
        "-randomSeed": OWN_SEED + options.seed,
        "-scaling": "off",  # rows far from 1 have been scaled by powers of two; more of it costs a fifth of the time
        "-crash": "on",
    }
    told = [str(word) for pair in wished.items() for word in pair]
    return [_program(), "-import", "stdin", *told, "-dualSimplex", "-saveSolution", str(answered), "-quit"]


def _heard(command: list[str], program: Program, limit: float | None, watch: Watch) -> bytes:
    """What CLP says while it reads the program and solves it. It is ended at the limit (seconds) or when asked to stop,
    since simplex on the dual has no plan before it has the best; on its leash it does not outlive this process either.
    """
    from optimizer.engines.mps import write_mps

    began, log = time.perf_counter(), []
    leashed = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid())] if os.name == "posix" else []
    with ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen(
                [*leashed, *command],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in the terminal is for us to hear
            )
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        stack.enter_context(stopping(watch, process.terminate))
        if limit is not None:
            alarm = threading.Timer(limit, process.terminate)
            stack.callback(alarm.cancel)
            alarm.start()
        _widen(process.stdin)
        with suppress(BrokenPipeError):  # it has been ended, or ended by itself: its log says which
            write_mps(program, process.stdin)
        with suppress(BrokenPipeError):
            process.stdin.close()
        for line in process.stdout:
            log.append(line)
            if watch.report is not None and (found := ITERATION.match(line)):
                phase = f"simplex, {int(found[1])} iterations"
                watch.report(Progress("clp", time.perf_counter() - began, phase=phase))
            if line.startswith(LAST):
                process.terminate()  # all is said and written: what it would still do is tidy its memory
                break
    return b"".join(log)


def _widen(pipe: IO[bytes]) -> None:
    """Lets a pipe hold more, where the system has a word for it and nothing against it: writer and reader wait less."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, AT_ONCE)


def _without_plan(log: bytes, *, is_over: bool) -> Said:
    """What its log says where there is no plan; ``is_over``: it was ended, or may have been."""
    if re.search(rb"^(PrimalInfeasible|DualInfeasible) objective", log, re.MULTILINE):
        return Said(None)  # presolve's word covers either
    if is_over:
        return Said(Status.NO_PLAN, message="CLP: stopped")
    last = log.decode(errors="replace").strip().splitlines()
    return Said(Status.ERROR, message=f"CLP: {last[-1] if last else 'ended without a word'}")


def _read(path: Path, rows: int, columns: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The columns' values and the rows' duals of a minimisation, from CLP's own format.

    Two counts, the objective, then activities and duals of the rows, values and reduced costs of the columns
    (``saveSolution`` in Clp's ``CbcOrClpParam.cpp``).
    """
    counts = np.fromfile(path, np.int32, 2)
    numbers = np.fromfile(path, np.float64, offset=16)
    if counts.tolist() != [rows, columns] or len(numbers) != 2 * (rows + columns):
        raise ValueError(f"CLP answers for {counts.tolist()} rows and columns, asked for {[rows, columns]}")
    return numbers[2 * rows : 2 * rows + columns], numbers[rows : 2 * rows]
