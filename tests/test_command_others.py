"""`optimizer check`, `init` and `engines`."""

import tomllib

import pytest

from models.schema import BY_NAME
from tests.command_runs import TINY, tiny_with


def test_case_in_order_is_counted(optimizer):
    """A case without faults: exit 0 and one line on standard output that says what it holds."""
    ran = optimizer("check", TINY)
    assert ran.code == 0
    assert ran.out == "tiny is in order: 3 periods, 2 plants, 2 lines, 2 models, 2 markets, 3 routes\n"


def test_check_lists_every_fault(optimizer, tmp_path):
    """A faulty case: exit 2, every fault on standard error, nothing on standard output."""
    case = tiny_with(tmp_path / "case", models=("Truck,Truck", "Lorry,Truck"), periods=("3,20", "3,-20"))
    ran = optimizer("check", case)
    assert (ran.code, ran.out) == (2, "")
    assert "periods.csv:4:" in ran.err
    assert '"Truck"' in ran.err


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """A case as `init` writes it."""
    from optimizer.commands import run

    folder = tmp_path_factory.mktemp("init") / "case"
    assert run(["init", str(folder)]) == 0
    return folder


def test_start_is_in_order(optimizer, start):
    """The case that `init` writes has no fault and nothing odd."""
    ran = optimizer("check", start)
    assert (ran.code, ran.err) == (0, "")


def test_start_is_commented(start):
    """Every table explains itself in a column `note`; every file is a table of the schema or the settings."""
    files = sorted(file.name for file in start.iterdir())
    assert "case.toml" in files
    for file in start.glob("*.csv"):
        header, first = file.read_text().splitlines()[:2]
        assert file.stem in BY_NAME
        assert header.split(",")[-1] == "note"
        assert not first.endswith(",")
    assert "#" in (start / "case.toml").read_text()
    assert tomllib.loads((start / "case.toml").read_text())["currency"] == "USD"


def test_start_has_an_interesting_plan(optimizer, start, tmp_path):
    """Its plan has exports, overtime, a shortage and a launch; with a weak euro the launch does not pay."""
    said = optimizer("solve", start, "--out", tmp_path / "plan", "--json").json
    kpis = said["kpis"]
    assert (said["status"], said["verified"]) == ("optimal", True)
    assert kpis["units_export"] > 0
    assert kpis["overtime_hours"] > 0
    assert 0.9 < kpis["fill_rate"] < 1
    launched = (tmp_path / "plan" / "programs.csv").read_text()
    assert "Crossover,Europe,1," in launched
    optimizer("solve", start, "--out", tmp_path / "plan", "--scenario", "weak euro", "--quiet")
    assert "Crossover,Europe,0,0" in (tmp_path / "plan" / "programs.csv").read_text()


def test_init_takes_an_empty_folder_only(optimizer, tmp_path):
    """A folder that holds anything is not written to; an empty or new one is."""
    assert optimizer("init", tmp_path / "new" / "case").code == 0
    (tmp_path / "empty").mkdir()
    assert optimizer("init", tmp_path / "empty").code == 0
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("")
    ran = optimizer("init", tmp_path / "full")
    assert (ran.code, ran.out) == (2, "")
    assert "not an empty folder" in ran.err
    assert [file.name for file in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_engines_are_listed_with_what_they_can_do(optimizer):
    """Each engine has a line that says whether it is usable here, and what for or why not."""
    ran = optimizer("engines")
    lines = {line.split()[0]: line for line in ran.out.splitlines()}
    assert ran.code == 0
    assert "usable: linear programs, whole units, prices" in lines["highs"]
    assert "chooses" in lines["auto"]
    said = optimizer("engines", "--json").json
    assert {engine["name"] for engine in said} == set(lines) - {"auto"}
