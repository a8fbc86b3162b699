"""An edited plan folder evaluated: what it breaks, where, by how much, and what the edits cost."""

import json

import pytest

from optimizer.evaluate.evaluation import Asked
from optimizer.evaluate.judge import evaluate
from optimizer.evaluate.worth import in_hundredths
from optimizer.pipeline import solve_case
from optimizer.request import Request
from tests.command_runs import TINY
from tests.edited_plans import edited, line_of
from tests.small import small

REAL = TINY.parent / "us-japan-2026"


def test_unedited_plan_costs_nothing_and_breaks_nothing(plan, optimizer):
    ran = optimizer("evaluate", TINY, plan, "--json")
    assert ran.code == 0
    summary = json.loads((plan / "summary.json").read_text())
    assert ran.json["keeps_every_rule"]
    assert (ran.json["edits"], ran.json["broken"], ran.json["change"]) == ([], [], 0)
    assert ran.json["objective"] == ran.json["best"]["objective"] == summary["objective"]
    assert all(item["change"] == 0 for item in ran.json["items"])


def test_edit_that_keeps_the_rules_is_priced_item_by_item(plan, tmp_path, optimizer):
    """A sedan fewer is built, dispatched and sold: it saves 20,000, 500 and 2,000 of overtime, and loses 24,000."""
    place = edited(plan, tmp_path / "e", allocation=("North,A,Sedan,Home,3,70", "North,A,Sedan,Home,3,69"),
                   shipments=("North to Home,North,Home,Sedan,3,3,70", "North to Home,North,Home,Sedan,3,3,69"),
                   fulfilment=("Home,Sedan,3,160,0,110,0,50", "Home,Sedan,3,160,0,109,0,50"))  # fmt: skip
    ran = optimizer("evaluate", TINY, place, "--json")
    assert ran.code == 0
    changes = {item["item"]: item["change"] for item in ran.json["items"] if item["change"]}
    assert changes == {"revenue": -24_000, "production": 20_000, "overtime": 2_000, "freight": 500}
    assert ran.json["change"] == sum(changes.values()) == -1_500
    assert ran.json["objective"] == ran.json["objective_of_origin"] - 1_500
    assert [(edit["before"], edit["after"]) for edit in ran.json["edits"]] == [(70, 69), (70, 69), (110, 109)]


def test_breaches_are_told_with_cell_limit_and_amount(plan, tmp_path, optimizer):
    """Ten trucks too many: nobody takes them from the plant, and the line has no hours for them."""
    place = edited(plan, tmp_path / "e", allocation=("North,A,Truck,Japan,1,10", "North,A,Truck,Japan,1,20"))
    line = line_of(place / "allocation.csv", "North,A,Truck,Japan,1,")
    ran = optimizer("evaluate", TINY, place)
    assert ran.code == 5
    told = [" ".join(words.split()) for words in ran.out.split("\n  ")]
    where, changed = "North, Truck for Japan, 1", f"changed: allocation.csv:{line}"
    at = told.index(f"plant_balance: {where}: units that neither leave nor stand in the yard, by 10 units")
    assert told[at + 1].startswith(changed)
    at = told.index("overtime: North/A, 1: overtime beyond its limit, by 20 h")
    assert told[at + 1] == f"{changed}; limit: capacity.csv:2"
    assert any(line.startswith("next --pin plans all else anew around the changed cells") for line in told)
    assert f"allocation.csv:{line}  North/A, Truck for Japan, 1      10     20" in ran.out


@pytest.mark.parametrize(
    ("table", "before", "after", "rule", "told"),
    [
        ("allocation", "South,B,Sedan,Home,1,30", "South,B,Truck,Home,1,30", "build_exists", "no row of builds"),
        ("allocation", "North,A,Truck,Japan,1,10", "North,A,Truck,Japan,1,-10", "tables", "units is negative"),
        ("allocation", "North,A,Truck,Japan,1,10", "North,A,Truck,Japan,1,9.5", "integrality", "not whole"),
        ("shipments", "Japan,Truck,2,3", "Japan,Truck,3,", "ship_exists", "after the horizon"),
        ("fulfilment", "Japan,Truck,1,0,0,0,0,0", "Japan,Truck,1,0,0,5,0,0", "demand", "more is met"),
        ("programs", "Sedan,Japan,0,0", "Sedan,Japan,0.5,0", "integrality", "launched is not whole"),
        ("programs", "Truck,Japan,1", "Truck,Japan,0", "programs", "not launched"),
        ("sailings", "Vessel,1,1", "Vessel,1,9", "services", "sailings beyond"),
        ("sailings", "Vessel,1,1", "Vessel,1,0", "services", "CEU dispatched beyond"),
    ],
)  # fmt: skip
def test_each_kind_of_edit_breaks_its_own_rule(plan, tmp_path, optimizer, table, before, after, rule, told):
    place = edited(plan, tmp_path / "e", **{table: (before, after)})
    ran = optimizer("evaluate", TINY, place, "--json")
    assert ran.code == 5
    of_rule = [breach for breach in ran.json["broken"] if breach["rule"] == rule and told in breach["message"]]
    assert of_rule
    assert of_rule[0]["cells"][0].startswith(f"{table}.csv:")
    assert of_rule[0]["edited"]
    assert ran.json["breaches"] == len(ran.json["broken"])


def test_row_taken_out_is_nothing_built(plan, tmp_path, optimizer):
    place = edited(plan, tmp_path / "e", allocation=("North,A,Truck,Japan,1,10\n", ""))
    ran = optimizer("evaluate", TINY, place, "--json")
    (edit,) = ran.json["edits"]
    assert (edit["cell"], edit["before"], edit["after"]) == ("allocation.csv", 10, 0)


def test_files_of_an_evaluation(plan, tmp_path, optimizer):
    place = edited(plan, tmp_path / "e", allocation=("North,A,Truck,Japan,1,10", "North,A,Truck,Japan,1,20"))
    out = tmp_path / "out"
    for _ in range(2):  # an earlier evaluation is replaced
        ran = optimizer("evaluate", TINY, place, "--out", out, "--quiet")
        assert (ran.code, ran.out.count("\n")) == (5, 1)
    assert sorted(file.name for file in out.iterdir()) == ["breaches.csv", "edits.csv", "evaluation.json", "items.csv"]
    assert "allocation.csv:8,allocation,North,A,,,Truck,,Japan,,1,10,20\n" in (out / "edits.csv").read_text()
    assert (
        json.loads((out / "evaluation.json").read_text())["breaches"]
        == len((out / "breaches.csv").read_text().splitlines()) - 1
    )
    (out / "evaluation.json").unlink()
    assert optimizer("evaluate", TINY, place, "--out", out).code == 2


@pytest.mark.parametrize(
    "amounts", [{"a": 0.005, "b": 0.005}, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, {"a": -0.005, "b": 1e9 / 7}, {}]
)
def test_hundredths_add_up_to_their_rounded_sum(amounts):
    parts = in_hundredths(amounts)
    assert sum(parts.values()) == round(100 * sum(amounts.values()))
    assert all(abs(parts[name] - 100 * amounts[name]) < 1 for name in amounts)


def test_edits_of_the_real_case(tmp_path):
    """A build up by 10 and a dispatch to nothing: what neither leaves nor waits is told to the unit."""
    plan = tmp_path / "plan"
    solve_case(REAL, Request(gap=1e-3), plan)
    file = plan / "allocation.csv"
    lines = file.read_text().splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("TMMK,1,Camry,US,2026-06,"))
    units = int(lines[at].rpartition(",")[2])
    lines[at] = f"TMMK,1,Camry,US,2026-06,{units + 10}"
    file.write_text("\n".join(lines) + "\n")
    found = evaluate(Asked(REAL, plan))
    breach = next(broken for broken in found.broken if broken.rule == "plant_balance")
    assert (breach.amount, breach.cells) == (pytest.approx(10), (f"allocation.csv:{at + 1}",))
    assert sum(item.change for item in found.items) == round(100 * found.after.objective) - round(
        100 * found.before.objective
    )
    assert found.best is not None
    assert not found.best.is_new
    assert found.best.objective == pytest.approx(found.before.objective, rel=1e-12)


def test_shift_pattern_is_a_decision(tmp_path, optimizer):
    """Another pattern in one month: a longer day is paid for, and so is the change to it and back."""
    case, place = tmp_path / "case", tmp_path / "plan"
    case.mkdir()
    shifts = "plant,line,pattern,hours,cost,change_cost,previous / A,1,short,10,0,0,yes / A,1,long,20,100,7,"
    small(case, capacity="plant,line,overtime_hours / A,1,0", shifts=shifts)
    optimizer("solve", case, "--out", place, "--quiet")
    line = line_of(place / "utilisation.csv", "A,1,p2,short")
    text = (place / "utilisation.csv").read_text()
    (place / "utilisation.csv").write_text(text.replace("A,1,p2,short", "A,1,p2,long"))
    ran = optimizer("evaluate", case, place, "--pin", "--json")
    assert (ran.code, ran.json["keeps_every_rule"], ran.json["change"]) == (0, True, -107)
    (edit,) = ran.json["edits"]
    assert (edit["cell"], edit["before"], edit["after"]) == (f"utilisation.csv:{line}", "short", "long")
    assert ran.json["pinned"]["objective"] == ran.json["objective"]
    (place / "utilisation.csv").write_text(text.replace("A,1,p2,short", "A,1,p2,"))
    ran = optimizer("evaluate", case, place, "--json")
    assert "no shift pattern is in force" in {breach["message"] for breach in ran.json["broken"]}


def test_breach_names_the_edits_that_have_a_part_in_it_alone(plan, tmp_path, optimizer):
    """Two edits at two plants: each in its own breach; a route's cell in the market's, when it arrives and after."""
    edits = {
        "allocation": ("South,B,Sedan,Home,2,30", "South,B,Sedan,Home,2,31"),
        "shipments": ("North to Japan,North,Japan,Truck,1,2,10", "North to Japan,North,Japan,Truck,1,2,9"),
    }
    place = edited(plan, tmp_path / "e", **edits)
    build = f"allocation.csv:{line_of(place / 'allocation.csv', 'South,B,Sedan,Home,2,')}"
    route = f"shipments.csv:{line_of(place / 'shipments.csv', 'North to Japan,North,Japan,Truck,1,')}"
    broken = optimizer("evaluate", TINY, place, "--json").json["broken"]
    assert {(breach["rule"], breach["period"], *breach["cells"]) for breach in broken} == {
        ("plant_balance", "1", route),
        ("plant_balance", "2", build),
        ("market_balance", "2", route),
        ("overtime", "2", build),
    }
