"""Edited cells held fixed: the best plan that keeps them, what each costs, and firm builds made of them."""

import shutil

import pytest

from tests.command_runs import TINY
from tests.edited_plans import edited, replace

FEWER = {"allocation": ("North,A,Sedan,Home,3,70", "North,A,Sedan,Home,3,60")}
"""Ten sedans fewer: each saves 20,000, an hour of overtime (2,000) and 500 of freight, and loses 24,000: 1,500 less."""


def test_held_cell_is_priced_and_the_rest_planned_anew(plan, tmp_path, optimizer):
    """The edit alone breaks the balance of the plant; planned anew around it, the best plan sells ten sedans fewer."""
    ran = optimizer("evaluate", TINY, edited(plan, tmp_path / "e", **FEWER), "--pin", "--json")
    assert ran.code == 0
    assert not ran.json["keeps_every_rule"]
    pinned = ran.json["pinned"]
    assert pinned["objective"] == pytest.approx(1_390_000 - 15_000)
    assert pinned["objective"] <= ran.json["best"]["objective"]
    assert (pinned["cells"][0]["price"], pinned["price_together"]) == (pytest.approx(15_000), pytest.approx(15_000))


def test_feasible_edit_is_no_better_than_the_best_plan_that_keeps_it(plan, tmp_path, optimizer):
    """Two trucks fewer at a loss of hours: nothing is made of them in the edit, all that can be when planned anew."""
    place = edited(plan, tmp_path / "e", allocation=("North,A,Truck,Home,3,25", "North,A,Truck,Home,3,20"),
                   shipments=("North,Home,Truck,3,3,25", "North,Home,Truck,3,3,20"),
                   fulfilment=("Home,Truck,3,25,0,25", "Home,Truck,3,25,0,20"))  # fmt: skip
    ran = optimizer("evaluate", TINY, place, "--pin", "--json")
    assert ran.json["keeps_every_rule"]
    assert ran.json["objective"] <= ran.json["pinned"]["objective"] <= ran.json["best"]["bound"] + 1e-6
    prices = [cell["price"] for cell in ran.json["pinned"]["cells"]]
    assert len(prices) == 3
    assert all(0 < price <= ran.json["pinned"]["price_together"] + 1e-6 for price in prices)


def test_prices_alone_and_together_differ_where_cells_share_a_line(plan, tmp_path, optimizer):
    """More sedans and more trucks in one month: the line has hours for either."""
    place = edited(plan, tmp_path / "e", allocation=("North,A,Truck,Home,1,25", "North,A,Truck,Home,1,24"),
                   sailings=("Vessel,1,1", "Vessel,1,2"))  # fmt: skip
    pinned = optimizer("evaluate", TINY, place, "--pin", "--json").json["pinned"]
    truck, sailing = (cell["price"] for cell in pinned["cells"])
    assert sailing == pytest.approx(10_000)
    assert pinned["price_together"] == pytest.approx(truck + sailing)


@pytest.mark.parametrize(
    ("table", "before", "after", "why"),
    [
        ("allocation", "North,A,Truck,Japan,1,10", "North,A,Truck,Japan,1,9.5", "it is not whole"),
        ("allocation", "South,B,Sedan,Home,1,30", "South,B,Truck,Home,1,30", "it can't mean anything"),
        ("sailings", "Vessel,1,1", "Vessel,1,9", "the rules leave from 0 to 2"),
        ("allocation", "South,B,Sedan,Home,1,30", "South,B,Sedan,Home,1,90", "not possible with launches"),
    ],
)
def test_cell_that_no_plan_can_keep_is_told(plan, tmp_path, optimizer, table, before, after, why):
    ran = optimizer("evaluate", TINY, edited(plan, tmp_path / "e", **{table: (before, after)}), "--pin")
    assert ran.code == 3
    assert why in ran.out
    assert "no plan keeps all changed cells" in ran.out


def test_nothing_changed_is_nothing_to_hold(plan, optimizer):
    ran = optimizer("evaluate", TINY, plan, "--pin")
    assert (ran.code, "nothing to hold" in ran.err) == (2, True)


def test_firm_builds_make_a_case_whose_plan_has_them(plan, tmp_path, optimizer):
    """Round trip: the whole line and month stands in frozen, and the case with it is worth what was said."""
    file, out = tmp_path / "frozen.csv", tmp_path / "out"
    place = edited(plan, tmp_path / "e", **FEWER)
    ran = optimizer("evaluate", TINY, place, "--pin-as", file, "--out", out, "--json")
    assert ran.code == 0
    assert file.read_text() == (
        "plant,line,model,market,period,units\nNorth,A,Sedan,Home,3,60\nNorth,A,Truck,Home,3,25\n"
    )
    kept = optimizer("evaluate", TINY, out / "plan", "--from", plan, "--json").json  # a plan of its own, as any other
    assert (kept["keeps_every_rule"], kept["objective"]) == (True, pytest.approx(ran.json["pinned"]["objective"]))
    assert ["North", "A", "Sedan", "Home", "3"] in [
        [edit.get(name) for name in ("plant", "line", "model", "market", "period")] for edit in kept["edits"]
    ]
    case = tmp_path / "case"
    shutil.copytree(TINY, case)
    shutil.copy(file, case)
    solved = optimizer("solve", case, "--out", tmp_path / "again", "--json")
    assert solved.json["objective"] == pytest.approx(ran.json["pinned"]["objective"])
    assert "North,A,Sedan,Home,3,60\n" in (tmp_path / "again" / "allocation.csv").read_text()
    assert optimizer("evaluate", TINY, place, "--pin-as", file).code == 2  # it is there already


def test_firm_builds_of_the_case_stay_and_builds_of_none_stand(plan, tmp_path, optimizer):
    """Rows of frozen for other months are kept; a build taken to nothing is firm at nothing."""
    case, place, file = tmp_path / "case", tmp_path / "plan", tmp_path / "new.csv"
    shutil.copytree(TINY, case)
    (case / "frozen.csv").write_text("plant,line,model,market,period,units\nSouth,B,Sedan,Home,1,30\n")
    optimizer("solve", case, "--out", place, "--quiet")
    text = (place / "allocation.csv").read_text()
    (place / "allocation.csv").write_text(text.replace("North,A,Truck,Home,3,25\n", ""))
    assert optimizer("evaluate", case, place, "--pin-as", file).code == 0
    rows = file.read_text().splitlines()
    assert "South,B,Sedan,Home,1,30" in rows
    assert "North,A,Truck,Home,3,0" in rows
    shutil.copy(file, case / "frozen.csv")
    assert optimizer("solve", case, "--quiet", "--out", tmp_path / "again").code == 0
    assert "North,A,Truck,Home,3," not in (tmp_path / "again" / "allocation.csv").read_text()


def test_documented_output_is_what_the_command_prints(tmp_path, optimizer, monkeypatch):
    """The example of `docs/evaluate.md`, on the small case."""
    page = (TINY.parent.parent / "docs" / "evaluate.md").read_text(encoding="utf-8")
    shown = page.split("<!-- output of the small case -->\n```\n")[1].split("```\n<!-- end of output -->")[0]
    shutil.copytree(TINY, tmp_path / "inputs" / "tiny")
    monkeypatch.chdir(tmp_path)
    optimizer("solve", "inputs/tiny", "--quiet")
    file = tmp_path / "plans" / "tiny" / "allocation.csv"
    file.write_text(file.read_text().replace("North,A,Sedan,Home,3,70", "North,A,Sedan,Home,3,60"))
    assert optimizer("evaluate", "inputs/tiny", "plans/tiny", "--pin").out == shown


def test_cells_that_can_not_be_held_together_are_named(plan, tmp_path, optimizer):
    """90 sedans and 20 trucks take 130 of 120 hours, whoever else is served; a sailing more is not to blame."""
    place = edited(plan, tmp_path / "e", allocation=("North,A,Sedan,Home,2,50", "North,A,Sedan,Home,2,90"),
                   sailings=("Vessel,1,1", "Vessel,1,2"))  # fmt: skip
    replace(place / "allocation.csv", "North,A,Truck,Home,2,25", "North,A,Truck,Home,2,20")
    ran = optimizer("evaluate", TINY, place, "--pin", "--json")
    assert ran.code == 3
    cells = {cell["cell"]: cell["price"] for cell in ran.json["pinned"]["cells"]}
    assert len(cells) == 3
    assert None not in cells.values()
    assert ran.json["pinned"]["clash"] == ["allocation.csv:3", "allocation.csv:6"]
    assert "these can't be held together" in optimizer("evaluate", TINY, place, "--pin").out
