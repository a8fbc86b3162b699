"""``optimizer diagnose``, and what ``solve`` says of a case without a plan."""

import csv

import pytest

from tests.command_runs import TINY, tiny_with

FROZEN = "plant,line,model,market,period,units\nSouth,B,Sedan,Home,1,1000\n"
"""A firm build that no line has the hours for."""


@pytest.fixture
def infeasible(tmp_path):
    """The tiny case with a firm build above line time."""
    case = tiny_with(tmp_path / "case")
    (case / "frozen.csv").write_text(FROZEN, encoding="utf-8")
    return case


def test_diagnosis_is_told(optimizer, infeasible):
    """Exit 0; what clashes and what would mend it on standard output, with file and line; progress elsewhere."""
    ran = optimizer("diagnose", infeasible)
    assert ran.code == 0
    for words in (
        "none obeys all rules",
        "arithmetic proves it",
        "frozen.csv:2",
        "units 1,000 →",
        "the best plan then",
    ):
        assert words in ran.out
    assert "what arithmetic can prove" in ran.err


def test_diagnosis_as_json_and_tables(optimizer, infeasible, tmp_path):
    """The same as JSON alone on standard output, and as tables."""
    ran = optimizer("diagnose", infeasible, "--json", "--quiet", "--out", tmp_path / "told")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["has_plan"] is False
    [conflict] = ran.json["conflicts"]
    places = [cell["place"] for limit in conflict["limits"] for cell in limit["cells"]]
    assert "frozen.csv:2" in places
    assert all(repair["objective"] is not None for repair in ran.json["repairs"])
    with (tmp_path / "told" / "conflicts.csv").open(encoding="utf-8", newline="") as file:
        assert [row["place"] for row in csv.DictReader(file)] == places
    with (tmp_path / "told" / "repairs.csv").open(encoding="utf-8", newline="") as file:
        changed = [(row["table"], row["column"]) for row in csv.DictReader(file)]
    told = [(change["table"], change["column"]) for repair in ran.json["repairs"] for change in repair["changes"]]
    assert changed == told


def test_diagnosis_of_a_case_with_a_plan(optimizer):
    """A case with a plan: it says so, exit 0."""
    ran = optimizer("diagnose", TINY)
    assert ran.code == 0
    assert "one exists" in ran.out


def test_diagnosis_of_no_case(optimizer, tmp_path):
    """No case there: refused like everywhere, exit 2."""
    ran = optimizer("diagnose", tmp_path / "nothing")
    assert ran.code == 2
    assert "there is no case" in ran.err


def test_solve_says_why_there_is_no_plan(optimizer, infeasible, tmp_path):
    """After a solve without a plan the diagnosis follows on standard error; with --quiet only where to ask."""
    ran = optimizer("solve", infeasible, "--out", tmp_path / "plan")
    assert (ran.code, ran.out) == (3, "")
    assert "frozen.csv:2" in ran.err
    quiet = optimizer("solve", infeasible, "--out", tmp_path / "plan", "--quiet")
    assert quiet.code == 3
    assert "optimizer diagnose" in quiet.err
    assert "frozen.csv" not in quiet.err
