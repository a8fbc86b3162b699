"""The command answers at once: what it does not need, it does not load."""

import subprocess
import sys
from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[1] / "inputs"

HEAVY = ("pandas", "numpy", "scipy", "highspy", "ortools", "pulp", "rich", "jinja2", "python_calamine", "xlsxwriter",
         "models.tables")  # fmt: skip

UNUSED = ("ortools", "pulp", "rich", "jinja2", "python_calamine", "xlsxwriter", "openpyxl", "multiprocessing",
          "asyncio", "scipy.sparse.linalg", "scipy.optimize", "scipy.stats", "optimizer.report.workbook",
          "optimizer.diagnose", "optimizer.explain", "optimizer.evaluate")  # fmt: skip


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    code = (
        "import sys; from optimizer.commands import run; code = run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in ("solve", "check", "init", "explain")), []]
)
def test_help_loads_no_solver_and_no_table_library(arguments):
    """`optimizer --help`, and that of each command, imports no solver, no table library, no terminal library."""
    modules = loaded_by(*arguments)
    assert "typer" in modules
    assert modules.isdisjoint(HEAVY)


def test_init_loads_no_solver_and_no_table_library(tmp_path):
    """Writing a case to start from takes neither."""
    assert loaded_by("init", str(tmp_path / "case")).isdisjoint(HEAVY)


def test_a_solve_loads_what_it_uses(tmp_path):
    """A small case takes HiGHS and plain output: no other solver, no terminal library, no reader of workbooks."""
    modules = loaded_by("solve", str(INPUTS / "tiny"), "--out", str(tmp_path / "plan"), "--quiet")
    assert {"pandas", "highspy"} <= modules
    assert modules.isdisjoint(UNUSED)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted as Linux tells them")
def test_a_command_starts_no_threads_that_wait_for_nothing():
    """Reading and checking a case is the work of one thread, numpy's own included; pandas must find no numexpr."""
    code = (
        "import os, sys; sys.modules['numexpr'] = None;"
        "from optimizer.__main__ import main; sys.argv[0] = 'optimizer'; code = main();"
        "print('numpy' in sys.modules, len(os.listdir('/proc/self/task'))); sys.exit(code)"
    )
    words = [sys.executable, "-c", code, "check", str(INPUTS / "tiny")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "True 1"


def test_module_and_command_are_the_same():
    """`python -m optimizer` does what `optimizer` does."""
    done = subprocess.run([sys.executable, "-m", "optimizer", "--help"], capture_output=True, text=True, check=True)
    for command in ("solve", "check", "init", "engines"):
        assert command in done.stdout
