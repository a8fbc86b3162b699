"""Edits that can't be understood: each is told with its file, line and remedy, and nothing crashes."""

from pathlib import Path

import pytest

import models.audit
from models.audit.rules import RULES
from optimizer.evaluate.breaches import LIMITS
from optimizer.evaluate.parts_in import LOOKS_AT
from optimizer.explain.sources import FINDERS
from tests.command_runs import TINY
from tests.edited_plans import edited

BUILT = "North,A,Truck,Japan,1,10"
LINE = "allocation.csv:8"


@pytest.mark.parametrize(
    ("table", "before", "after", "told"),
    [
        ("allocation", BUILT, "North,A,Truck,Japan,1,ten", f'{LINE}: units is "ten", not a number'),
        ("allocation", BUILT, "North,A,Truck,Japan,1,1 000", f"{LINE}: "),
        ("allocation", BUILT, 'North,A,Truck,Japan,1,"10,5"', "write 10.5, with a decimal point"),
        ("allocation", BUILT, "North,A,Truck,Japan,1,=5+5", f'{LINE}: units is "=5+5"'),
        ("allocation", BUILT, "North,A,Truck,Japan,1,#REF!", "a formula of the spreadsheet has failed"),
        ("allocation", BUILT, "North,A,Truck,Japan,1,inf", "a number must be finite"),
        ("allocation", BUILT, "North,A,Truck,Japan,1,nan", "a number must be finite"),
        ("allocation", BUILT, "Nroth,A,Truck,Japan,1,10", '"Nroth" is no plant of the case; did you mean "North"?'),
        ("allocation", BUILT, "North,B,Truck,Japan,1,10", 'line is "B", which is no line of the row\'s plant'),
        ("allocation", BUILT, "North,A,truck,Japan,1,10", 'did you mean "Truck"?'),
        ("allocation", BUILT, "North,A,Truck,,1,10", f"{LINE}: market is blank"),
        ("allocation", BUILT, "North,A,Truck,Japan,01,10", '"01" is no period of the case'),
        ("allocation", BUILT, "North,A,Truck,Japan,Jan-26,10", 'makes dates of words like "1": import'),
        ("allocation", "North,A,Sedan", "North,A,Sedn", 'did you mean "Sedan"? (and 2 times more)'),
        ("allocation", BUILT, f"{BUILT}\n{BUILT}", "the same decision stands in allocation.csv:8 already"),
        ("allocation", BUILT, "North,A,Truck,Japan,1", "the row has 5 cells where the header has 6"),
        ("allocation", BUILT, '"North,A,Truck,Japan,1,10', "never closed"),
        ("allocation", "period,units", "period,unit", "column units is missing"),
        ("allocation", "plant,line,model,market,period,units", "plant;line;model;market;period;units", "semicolons"),
        ("allocation", "market,period,units", "market,period,period", "column period is there twice"),
        ("shipments", "North to Home,North,", "North to Home,South,", "the route leaves from North"),
        ("shipments", "North to Japan,North,Japan", "North to Mars,North,Japan", '"North to Mars" is no route'),
        ("fulfilment", "Home,Sedan,1,60,0,60", "Home,Sedan,1,60,0,-", 'sold is "-"'),
        ("programs", "Truck,Japan,1", "Truck,Japan,yes", 'launched is "yes"'),
        ("sailings", "Vessel,1,1", "Ship,1,1", '"Ship" is no service'),
    ],
)  # fmt: skip
def test_edit_that_is_none_is_told_with_its_line(plan, tmp_path, optimizer, table, before, after, told):
    ran = optimizer("evaluate", TINY, edited(plan, tmp_path / "e", **{table: (before, after)}))
    assert ran.code == 2
    assert told in ran.err
    assert f"{table}.csv" in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_all_faults_are_told_at_once(plan, tmp_path, optimizer):
    edits = {
        "allocation": (BUILT, "North,A,Truck,Japan,1,x"),
        "programs": ("Truck,Japan,1", "Truck,Japan,?"),
        "fulfilment": ("Home,Sedan,1,60,0,60", "Hme,Sedan,1,60,0,60"),
    }
    place = edited(plan, tmp_path / "e", **edits)
    ran = optimizer("evaluate", TINY, place)
    assert all(f"{table}.csv:" in ran.err for table in ("allocation", "programs", "fulfilment"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "can't be read: no such file"),
        (b"", "is empty"),
        (b"PK\x03\x04", "is a workbook or zip archive"),
        (b"plant,line,model,market,period,units\nM\xfcnchen,A,Truck,Japan,1,10\n", "is not UTF-8"),
        ("plant,line\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_files_that_are_none_are_told(plan, tmp_path, optimizer, content, told):
    place = edited(plan, tmp_path / "e")
    file = place / "allocation.csv"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    ran = optimizer("evaluate", TINY, place)
    assert (ran.code, told in ran.err) == (2, True)


def test_plans_that_are_none_are_told(plan, tmp_path, optimizer):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("a plan")
    for place in ("nowhere", "empty", "file.txt"):
        ran = optimizer("evaluate", TINY, tmp_path / place)
        assert (ran.code, ran.err.startswith("optimizer: ") or "optimizer: " in ran.err) == (2, True)
    for damaged in ("summary.json", "solved.zip"):
        place = edited(plan, tmp_path / damaged)
        (place / damaged).write_text("[")
        ran = optimizer("evaluate", TINY, place)
        assert (ran.code, damaged in ran.err) == (2, True)


def test_limits_of_breaches_are_those_of_the_audit_and_the_rules():
    """Every message that a limit is looked up by is one of the audit's, and the limit has cells to cite."""
    said = "".join(file.read_text(encoding="utf-8") for file in Path(models.audit.__file__).parent.glob("*.py"))
    limits = {limit for _, limit in FINDERS}
    for message, limit in LIMITS.items():
        assert message in said
        assert limit in limits


def test_rules_that_cells_have_a_part_in_are_rules():
    """Each rule of the audit is looked at, but those of files and the one whose tables the key tells."""
    assert {rule.__name__ for rule in RULES} - {"tables", "integrality"} == set(LOOKS_AT)
