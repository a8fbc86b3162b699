"""`optimizer solve --start`: a plan of this case, of an older state of it, or of another; what is no plan is told."""

import json
import shutil

import pytest

from optimizer.read import read_case
from tests.command_runs import TINY, tiny_with

REAL = TINY.parent / "us-japan-2026"


@pytest.fixture
def earlier(optimizer, tmp_path):
    """A plan of the tiny case."""
    assert optimizer("solve", TINY, "--out", tmp_path / "earlier").code == 0
    return tmp_path / "earlier"


def started(optimizer, case, plan, out):
    """The summary of the case solved from a plan, and what was said on the way."""
    ran = optimizer("solve", case, "--start", plan, "--out", out, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out), ran.err


def test_its_own_plan_is_kept(optimizer, earlier, tmp_path):
    """From its own best plan: as good a plan, and the summary says where it came from."""
    said, told = started(optimizer, TINY, earlier, tmp_path / "plan")
    assert said["objective"] == json.loads((earlier / "summary.json").read_text())["objective"]
    assert said["options"]["start"] == str(earlier)
    assert "starting from an earlier plan of 355 units" in told


def test_a_plan_of_an_older_case_starts_the_new_one(optimizer, earlier, tmp_path):
    """The case has changed: its best plan is found all the same, as without a start."""
    case = tiny_with(tmp_path / "case", capacity=("North,A,5,", "North,A,4,"))
    without = json.loads(optimizer("solve", case, "--out", tmp_path / "without", "--json").out)
    said, _ = started(optimizer, case, earlier, tmp_path / "plan")
    assert said["verified"]
    assert said["objective"] == pytest.approx(without["objective"], rel=1e-4)


def test_an_edited_plan_is_no_harm(optimizer, earlier, tmp_path):
    """Builds that break every rule are a poor start, and nothing worse."""
    file = earlier / "allocation.csv"
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], *(line.rsplit(",", 1)[0] + ",9999" for line in lines[1:])]) + "\n")
    said, _ = started(optimizer, TINY, earlier, tmp_path / "plan")
    assert said["objective"] == pytest.approx(1_390_000, rel=1e-4)


def test_a_plan_of_another_case_says_little(optimizer, earlier, tmp_path):
    """None of its names are known here: told, and the best plan found all the same."""
    said, told = started(optimizer, REAL, earlier, tmp_path / "plan")
    assert "0 of its 355 units can be built in this case" in told
    assert said["verified"]
    assert said["gap"] <= 1e-4
    assert read_case(REAL).tables.name in (tmp_path / "plan" / "summary.json").read_text()


@pytest.mark.parametrize(("broken", "words"), [
    (lambda plan: shutil.rmtree(plan), "there is no folder"),
    (lambda plan: (plan / "summary.json").unlink(), "no plan that can be read"),
    (lambda plan: (plan / "allocation.csv").unlink(), "allocation.csv"),
    (lambda plan: (plan / "shipments.csv").write_text("route,units\n"), "the column plant"),
])  # fmt: skip
def test_what_is_no_plan_is_told(optimizer, earlier, tmp_path, broken, words):
    """Exit 2, a line that says what is wrong with it, nothing written."""
    broken(earlier)
    ran = optimizer("solve", TINY, "--start", earlier, "--out", tmp_path / "plan")
    assert ran.code == 2
    assert "--start" in ran.err
    assert words in ran.err
    assert not (tmp_path / "plan").exists()
