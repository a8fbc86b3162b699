"""Scenarios: understood whole, applied to the cells as written, and answerable for what they break."""

import pytest

from tests.read_cases import FILES, faults, read

HEADER = "scenario,table,where,column,change\n"


def scenarios(*rows: str) -> dict[str, str]:
    return {"scenarios.csv": HEADER + "".join(f"{row}\n" for row in rows)}


def test_changes_apply_in_file_order_with_all_digits(tmp_path):
    """Set, multiplied, added to, taken from, one after another; nothing is rounded; other scenarios don't count."""
    files = scenarios("up,demand,market=Home,demand,=0.1", "other,demand,,demand,=99", "up,demand,,demand,*3",
                      "up,demand,market=Japan;model=Truck,demand,+0.5", "up,demand,,demand,-0.25")  # fmt: skip
    assert list(read(tmp_path, files, "up")["demand"]["demand"]) == [0.1 * 3 - 0.25, 15.25]
    assert list(read(tmp_path, files)["demand"]["demand"]) == [10, 5]


def test_where_compares_cells_as_written(tmp_path):
    """10 is not 10.0; a blank value means a blank cell; cells are trimmed."""
    files = scenarios("x,demand,period=;demand=10,demand,=7", "x,demand,period = 2026-02,demand,=8")
    assert list(read(tmp_path, files, "x")["demand"]["demand"]) == [7, 8]
    [said] = faults(tmp_path, scenarios("x,demand,demand=10.0,demand,=7"), "x")
    assert said == (
        'scenarios.csv:2: where is "demand=10.0", which matches no row of demand.csv: '
        'no demand is "10.0"; did you mean "10"?'
    )


def test_operator_on_a_blank_cell_starts_from_its_default(tmp_path):
    """A blank price is 0, a blank limit is none and stays so; a column that the file doesn't have is blank."""
    files = scenarios("x,periods,,working_days,*2", "x,demand,,commitment,+1", "x,plants,,yard_capacity,*2",
                      "x,routes,route=O-H,maximum_units,=9")  # fmt: skip
    files["periods.csv"] = "period\n2026-01\n2026-02\n"
    tables = read(tmp_path, files, "x")
    assert list(tables["periods"]["working_days"]) == [2, 2]
    assert list(tables["demand"]["commitment"]) == [1, 1]
    assert list(tables["plants"]["yard_capacity"]) == [float("inf")] * 2
    assert tables["routes"]["maximum_units"].fillna(-1).tolist() == [9, -1, -1]


def test_operator_leaves_cells_that_have_no_default(tmp_path):
    """Scaling hours leaves lines alone that give them per day; where that is every matching row, it is a fault."""
    tables = read(tmp_path, scenarios("x,capacity,,hours,*0.5"), "x")
    assert tables["capacity"]["hours"].fillna(-1).tolist() == [50, -1]
    [said] = faults(tmp_path, scenarios("x,capacity,plant=Texas,hours,*0.5"), "x")
    assert said.startswith("scenarios.csv:2: changes nothing: hours is blank in every matching row")


def test_settings_can_be_changed(tmp_path):
    """The table case holds the settings."""
    files = scenarios("x,case,,integer_units,=false", "x,case,,change_cost,=2", "x,case,,change_cost,*1.5",
                      "x,case,,currency,=EUR")  # fmt: skip
    settings = read(tmp_path, files, "x").settings
    assert (settings.integer_units, settings.change_cost, settings.currency) == (False, 3.0, "EUR")
    [said] = faults(tmp_path, scenarios("x,case,,change_cost,-2"), "x")
    assert said == "scenarios.csv:2: after this change, case.toml: change_cost is -2.0, not a number ≥ 0"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,demnd,,demand,=1", 'table is "demnd", which is no table of a case; did you mean "demand"?'),
        ("x,scenarios,,change,=1", 'table is "scenarios", which is no table of a case; did you mean "periods"?'),
        ("x,demand,,demnd,=1", 'column is "demnd", which is not a column of demand; did you mean "demand"?'),
        ("x,demand,,note,=1", 'column is "note", which is the planner\'s own and unread; the nearest is "model"'),
        ("x,demand,markt=Home,demand,=1", 'where names "markt", which is not a column of demand; did you mean '
                                          '"market"?'),
        ("x,demand,market,demand,=1", 'where has "market", not a pair like market=X'),
        ("x,demand,,demand,5", 'change is "5", not one of =12, *1.1, +50, -50 (a new value begins with =)'),
        ("x,demand,,demand,/2", 'change is "/2", not one of =12, *1.1, +50, -50 (a new value begins with =)'),
        ("x,demand,,demand,*two", 'change is "*two", but "two" is not a number'),
        ("x,demand,,model,*2", 'change is "*2", but model is not a number; give a new value, with ='),
        ("x,case,,integer_units,*2", 'change is "*2", but integer_units is not a number; give a new value, with ='),
        ("x,case,,titel,=a", 'column is "titel", which is no setting of a case; did you mean "title"?'),
        ("x,case,a=b,title,=a", "where must be blank for a setting: there are no rows to choose from"),
        ("x,demand,,,=1", "column is blank; it must be filled (column, or setting, that is changed)"),
    ],
)  # fmt: skip
def test_rows_of_all_scenarios_are_checked(tmp_path, row, said):
    """What no scenario could do is a fault whether or not the scenario is asked for."""
    assert faults(tmp_path, scenarios(row)) == [f"scenarios.csv:2: {said}"]


def test_unknown_scenario_is_named_with_the_nearest(tmp_path):
    """A scenario that isn't there is a fault, not the case as it stands."""
    said = 'scenarios.csv: there is no scenario "dwon"; did you mean "down"?'
    assert faults(tmp_path, scenarios("down,demand,,demand,*0.5"), "dwon") == [said]
    (tmp_path / "scenarios.csv").unlink()
    assert faults(tmp_path, {}, "x") == ['scenarios.csv: there is no scenario "x"; the case has no scenarios']


@pytest.mark.parametrize("asked", [None, "x", "y", "z"])
def test_change_that_matches_no_row_is_a_fault(tmp_path, asked):
    """Every change of every scenario finds a row, whichever scenario is asked for, or none."""
    files = scenarios("x,demand,market=Mars,demand,=1", "y,stock,,opening,=1", "z,demand,,demand,=1")
    assert faults(tmp_path, files, asked) == [
        'scenarios.csv:2: where is "market=Mars", which matches no row of demand.csv: no market is "Mars"; the nearest '
        'is "Home"',
        "scenarios.csv:3: matches no row: stock has none",
    ]


@pytest.mark.parametrize("asked", [None, "x"])
def test_changes_find_what_earlier_ones_of_their_scenario_wrote(tmp_path, asked):
    """A scenario's rows apply one after another, also where they only must find their rows; others see none of it."""
    files = scenarios("x,demand,market=Home,demand,*2", "y,demand,demand=10,demand,=4",
                      "x,demand,demand=20.0,demand,=3", "x,demand,demand=3,price,=1")  # fmt: skip
    read(tmp_path, files, asked)
    late = scenarios("x,demand,market=Home,demand,*2", "x,demand,demand=10,demand,=3")
    [said] = faults(tmp_path, late, asked)
    assert said.startswith('scenarios.csv:3: where is "demand=10", which matches no row of demand.csv')


def test_scenarios_of_an_unreadable_table_are_not_blamed(tmp_path):
    """Nothing is said of the rows that a change should find where its table can't be read, or is missing."""
    files = scenarios("x,demand,market=Mars,demand,=1", "y,routes,,lead_time,=1")
    found = faults(tmp_path, {**files, "demand.csv": b"\xff\xfe", "routes.csv": None})
    assert [fault.split(":")[0] for fault in found] == ["demand.csv", "routes.csv"]


def test_faults_of_changed_cells_are_the_scenarios(tmp_path):
    """A fault that a change causes cites its row of scenarios.csv, and says which cell is hurt."""
    found = faults(tmp_path, scenarios("x,demand,market=Home,demand,-11", "x,demand,market=Japan,model,=Trukc",
                                       "x,routes,route=T-J,lead_time,*1.5"), "x")  # fmt: skip
    assert found == [
        'scenarios.csv:2: after this change, demand.csv:2: demand is "-1.0", not a number ≥ 0',
        'scenarios.csv:3: after this change, demand.csv:3: model is "Trukc", not in models; did you mean "Truck"?',
        'scenarios.csv:4: after this change, routes.csv:3: lead_time is "1.5", not a whole number ≥ 0',
    ]


def test_faults_that_follow_from_changed_cells_are_the_scenarios_too(tmp_path):
    """Also where the changed cell is right by itself: a demand that falls below its commitment; a key made double."""
    demand = (
        FILES["demand.csv"]
        .replace("price\n", "price,commitment\n")
        .replace(",30\n", ",30,8\n")
        .replace(",50\n", ",50,\n")
    )
    files = {**scenarios("x,demand,market=Home,demand,*0.5", "y,plants,plant=Texas,plant,=Ohio"), "demand.csv": demand}
    assert faults(tmp_path, files, "x") == [
        "scenarios.csv:2: after this change, demand.csv:2: commitment is 8, more than the demand of 5 for "
        "market Home, model Sedan, period 2026-01"
    ]
    said = (
        "scenarios.csv:3: after this change, plants.csv:3: the key (plant Ohio) is already in plants.csv:2; "
        "keep one of the two rows"
    )
    assert said in faults(tmp_path, files, "y")


def test_cell_that_was_faulty_before_stays_the_files_fault(tmp_path):
    """A scenario is not blamed for a number that was no number when it came."""
    files = {**scenarios("x,demand,,demand,*2"), "demand.csv": FILES["demand.csv"].replace(",10,", ",1O,")}
    assert faults(tmp_path, files, "x") == ['demand.csv:2: demand is "1O", not a number ≥ 0']


def test_changed_cells_cite_both_places(tmp_path):
    """The origin of a changed cell names the file's row and the scenario's."""
    origin = read(tmp_path, scenarios("x,demand,market=Home,demand,=1"), "x").origins["demand"]
    assert origin.cite(0, "demand") == "demand.csv:2 (changed by scenarios.csv:2)"
    assert origin.cite(1, "demand") == "demand.csv:3"


def test_scenario_is_part_of_the_digest(tmp_path):
    """Two scenarios of the same files are told apart."""
    files = scenarios("x,demand,,demand,=1")
    assert read(tmp_path, files, "x").inputs_sha256 != read(tmp_path, files).inputs_sha256
