"""The plan that an edited one came from, the inputs and the best plan it is compared with."""

import shutil

from tests.command_runs import TINY, tiny_with
from tests.edited_plans import edited, line_of

REAL = TINY.parent / "us-japan-2026"


def test_origin_is_what_the_folder_keeps_or_the_plan_named(plan, tmp_path, optimizer):
    """Edited in place, an edit is told against the plan as it was solved; against itself there is none."""
    place = edited(plan, tmp_path / "e", allocation=("North,A,Truck,Japan,1,10", "North,A,Truck,Japan,1,11"))
    assert len(optimizer("evaluate", TINY, place, "--json").json["edits"]) == 1
    assert optimizer("evaluate", TINY, place, "--from", place, "--json").json["edits"] == []
    (place / "solved.zip").unlink()
    ran = optimizer("evaluate", TINY, place)
    assert (ran.code, "name that plan with --from" in ran.err) == (2, True)
    assert len(optimizer("evaluate", TINY, place, "--from", plan, "--json").json["edits"]) == 1


def test_inputs_changed_since_compare_with_the_best_plan_of_them(plan, tmp_path, optimizer):
    """The old plan is worth what it is on the new inputs, and is compared with their best plan."""
    case = tiny_with(tmp_path / "tiny", builds=("South,B,Sedan,1,21000", "South,B,Sedan,1,22000"))
    ran = optimizer("evaluate", case, plan, "--json")
    assert ran.code == 0
    assert ran.json["change"] == 0
    assert ran.json["best"]["is_new"]
    assert ran.json["objective"] == 1_390_000 - 90 * 1_000
    assert ran.json["best"]["objective"] >= ran.json["objective"]


def test_scenario_of_the_plan_is_that_of_its_evaluation(tmp_path, optimizer):
    case = tmp_path / "case"
    shutil.copytree(TINY, case)
    (case / "scenarios.csv").write_text("scenario,table,where,column,change\ndear,builds,plant=South,unit_cost,+1000\n")
    place = tmp_path / "plan"
    optimizer("solve", case, "--scenario", "dear", "--out", place, "--quiet")
    ran = optimizer("evaluate", case, place, "--json")
    assert (ran.code, ran.json["scenario"], ran.json["change"]) == (0, "dear", 0)
    assert not ran.json["best"]["is_new"]


def test_relaxed_plan_is_refused(tmp_path, optimizer):
    """Its tables don't show switches in part."""
    optimizer("solve", TINY, "--relax", "--out", tmp_path / "plan", "--quiet")
    ran = optimizer("evaluate", TINY, tmp_path / "plan")
    assert (ran.code, "--relax" in ran.err) == (2, True)


def test_cells_that_follow_are_not_read_and_that_is_said(plan, tmp_path, optimizer):
    """A changed backlog, or hours of overtime, would follow from other decisions: the plan stays what it decides."""
    place = edited(plan, tmp_path / "e", fulfilment=("Home,Sedan,1,60,0,60,0,0", "Home,Sedan,1,61,0,60,0,0"),
                   programs=("Truck,Japan,1,20", "Truck,Japan,1,21"))  # fmt: skip
    ran = optimizer("evaluate", TINY, place, "--json")
    assert (ran.code, ran.json["edits"], ran.json["change"]) == (0, [], 0)
    line = line_of(place / "fulfilment.csv", "Home,Sedan,1,61")
    assert ran.json["notes"] == [
        f"fulfilment.csv:{line}: demand was changed, and is not read: it follows from the decisions",
        "programs.csv:3: units was changed, and is not read: it follows from the decisions",
    ]


def test_copy_without_its_origin_finds_the_cases_own_plan(tmp_path, optimizer, monkeypatch):
    """Only where that is of the same run."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TINY, tmp_path / "tiny")
    optimizer("solve", "tiny", "--quiet")
    edited(
        tmp_path / "plans" / "tiny",
        tmp_path / "copy",
        allocation=("North,A,Truck,Japan,1,10", "North,A,Truck,Japan,1,9"),
    )
    (tmp_path / "copy" / "solved.zip").unlink()
    ran = optimizer("evaluate", "tiny", "copy", "--json")
    assert (len(ran.json["edits"]), ran.json["origin"]) == (1, "plans/tiny")
    optimizer("solve", "tiny", "--quiet")
    assert optimizer("evaluate", "tiny", "copy", "--json").code == 2
