"""Identifiers in their lists, keys told once, and rows that complete each other without contradiction."""

import pytest

from tests.read_cases import FILES, faults, read


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        ("demand.csv", "market,model,period,demand\nJapn,Truck,,1\nHome,Sedan,2026-13,1\n",
         ['demand.csv:2: market is "Japn", not in markets; did you mean "Japan"?',
          'demand.csv:3: period is "2026-13", not in periods; did you mean "2026-01"?']),
        ("builds.csv", "plant,line,model,hours_per_unit\nOhio,2,Sedan,1\nTexs,1,Truck,1\n",
         ['builds.csv:2: line is "2", which is no line of plant Ohio in capacity or shifts; the nearest is "1"',
          'builds.csv:3: plant is "Texs", not in plants; did you mean "Texas"?']),
        ("freight.csv", "route,cost\nO-H,1\nT-J,1\nT-K,1\n",
         ['freight.csv:4: route is "T-K", not in routes; did you mean "T-J"?']),
        ("routes.csv", "route,plant,market,service\nO-H,Ohio,Home,\nT-J,Texas,Japan,boat\nO-J,Ohio,japan,\n",
         ['routes.csv:3: service is "boat", not in services (which has no service)',
          'routes.csv:4: market is "japan", not in markets; did you mean "Japan"?']),
        ("part_usage.csv", "part,model,quantity\nchip,Sedan,1\n",
         ['part_usage.csv:2: part is "chip", not in parts (which has no part)']),
        ("mix.csv", "plant,line,family,maximum_share\nOhio,1,cars,0.5\n",
         ['mix.csv:2: family is "cars", no family of models; did you mean "car"?']),
        ("programs.csv", "model,market,first_period\nTruck,Japan,2027-01\n",
         ['programs.csv:2: first_period is "2027-01", not in periods; did you mean "2026-01"?']),
    ],
)  # fmt: skip
def test_every_identifier_stands_in_its_list(tmp_path, name, table, said):
    """A name used anywhere is in its own list; what is unknown is named with the nearest match."""
    assert faults(tmp_path, {name: table}) == said


def test_line_belongs_to_its_plant(tmp_path):
    """A line of another plant is no line of this one; a line may stand in shifts alone."""
    shifts = "plant,line,pattern,hours\nOhio,B,one,8\n"
    builds = FILES["builds.csv"] + "Ohio,B,Truck,,1,\n"
    read(tmp_path, {"shifts.csv": shifts, "builds.csv": builds})
    assert faults(tmp_path, {"shifts.csv": shifts, "builds.csv": builds + "Texas,B,Truck,,1,\n"}) == [
        'builds.csv:5: line is "B", which is no line of plant Texas in capacity or shifts; the nearest is "1"'
    ]


def test_blank_key_cells_are_told(tmp_path):
    """A key cell without a question mark is filled in every row."""
    table = "market,model,period,demand\nHome,Sedan,,1\n,Truck,,1\n"
    assert faults(tmp_path, {"demand.csv": table}) == [
        "demand.csv:3: market is blank; it is part of the key and must be filled in every row (market)"
    ]


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        ("periods.csv", "period\n2026-01\n2026-02\n2026-01\n", "periods.csv:4: the key (period 2026-01) is "
            "already in periods.csv:2"),
        ("freight.csv", FILES["freight.csv"] + "T-J,,,2\n", "freight.csv:5: the key (route T-J) is already in "
            "freight.csv:3"),
        ("surcharges.csv", "route,cost\n,1\n,2\n", "surcharges.csv:3: the key (all blank) is already in "
                                                   "surcharges.csv:2"),
        ("mix.csv", "plant,line,model,maximum_share\nOhio,1,Sedan,1\nOhio,1,Sedan,0.5\n",
         "mix.csv:3: the key (plant Ohio, line 1, model Sedan) is already in mix.csv:2"),
    ],
)  # fmt: skip
def test_repeated_key_cites_both_rows(tmp_path, name, table, said):
    """Two rows with the same key, blanks included, are a fault that names both, in every table."""
    assert faults(tmp_path, {name: table}) == [f"{said}; keep one of the two rows"]


FREIGHT = "route,model,period,cost,transit_cost\nO-H,,,1,\nT-J,,,2,\nO-J,Sedan,,3,\n"


def test_equally_specific_rows_conflict(tmp_path):
    """A row for the model and one for the period both fill the cost of the model in the period: neither counts."""
    assert faults(tmp_path, {"freight.csv": FREIGHT + "O-J,,2026-02,4,\n"}) == [
        "freight.csv:5: cost is filled here and in freight.csv:4, an equally specific row, both for route O-J, "
        "model Sedan, "
        "period 2026-02; say which counts in a more specific row"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    ["O-J,Sedan,2026-02,5,\nO-J,,2026-02,4,\n", "O-J,,2026-02,,4\n", "O-J,Truck,2026-02,5,\n"],
)
def test_equally_specific_rows_that_do_not_conflict(tmp_path, rows):
    """A more specific row settles it; rows that fill different cells, or meet in no key, don't conflict."""
    read(tmp_path, {"freight.csv": FREIGHT + rows})


def test_conflict_is_settled_only_where_every_key_is(tmp_path):
    """With three key cells that may be blank, each full key that two rows meet in needs its more specific row."""
    table = "market,model,plant,period,rate,customs_value\nJapan,,,,0,10\nJapan,Truck,,,0.1,\nJapan,,,2026-02,0.2,\n"
    said = ("tariffs.csv:4: rate is filled here and in tariffs.csv:3, an equally specific row, both for market Japan, "
            "model Truck, plant {}, period 2026-02; say which counts in a more specific row")  # fmt: skip
    assert faults(tmp_path, {"tariffs.csv": table}) == [said.format("Ohio")]
    half = table + "Japan,Truck,Ohio,2026-02,0.3,\n"
    assert faults(tmp_path, {"tariffs.csv": half}) == [said.format("Texas")]
    read(tmp_path, {"tariffs.csv": half + "Japan,Truck,Texas,,0.3,\n"})
    read(tmp_path, {"tariffs.csv": table + "Japan,Truck,,2026-02,0.3,\n"})


def test_two_ways_of_saying_the_same_are_one_cell(tmp_path):
    """Of hours and hours_per_day one is filled in a row."""
    found = faults(tmp_path, {
        "capacity.csv": FILES["capacity.csv"].replace("100,", "100,5"),
        "builds.csv": "plant,line,model,hours_per_unit,jobs_per_hour\nOhio,1,Sedan,2,\nTexas,1,Truck,2,0.5\n",
        "mix.csv": "plant,line,family,model,minimum_share\nOhio,1,car,Sedan,\nOhio,1,,,0.5\n",
    })  # fmt: skip
    assert found == [
        "capacity.csv:2: hours and hours_per_day are both filled; they say the same in two ways: fill one of them",
        "builds.csv:3: hours_per_unit and jobs_per_hour are both filled; they say the same in two ways: fill one "
        "of them",
        "mix.csv:2: family and model are both filled; a row is a rule for one of them",
        "mix.csv:2: minimum_share and maximum_share are both blank; fill at least one of them",
        "mix.csv:3: family and model are both blank; fill one of them",
    ]


def test_same_in_all_rows(tmp_path):
    """A part's opening, storable, and a pattern's previous agree where filled; one pattern a line was in force."""
    found = faults(tmp_path, {
        "parts.csv": "part,period,supply,opening,storable\nchip,,9,5,yes\nchip,2026-01,9,,\nchip,2026-02,9,6,no\n",
        "capacity.csv": "plant,line,hours\nTexas,1,8\n",
        "shifts.csv": "plant,line,pattern,period,hours,previous\nOhio,1,A,,8,yes\nOhio,1,A,2026-01,8,\n"
                      "Ohio,1,B,,8,yes\n",
        "scenarios.csv": "scenario,probability,table,column,change\nx,0.5,demand,demand,=1\nx,,demand,demand,=2\n"
                         "x,0.6,demand,demand,=2\n",
    })  # fmt: skip
    assert found == [
        "parts.csv:4: opening is 6, but 5 in parts.csv:2; it must be the same in all rows of part chip",
        'parts.csv:4: storable is "no", but "yes" in parts.csv:2; it must be the same in all rows of part chip',
        'shifts.csv:4: previous is "yes", but pattern A of this line has it too (shifts.csv:2); only one pattern '
        "was in force "
        "before the horizon",
        "scenarios.csv:4: probability is 0.6, but 0.5 in scenarios.csv:2; it must be the same in all rows of "
        "scenario x",
    ]


def test_all_faults_come_at_once(tmp_path):
    """Faults of form, cells, names and rows, in several files, in one go, settings first and tables in order."""
    found = faults(tmp_path, {
        "case.toml": "currency = 1\n", "stok.csv": "", "plants.csv": "plant\nOhio\nTexas\nOhio\n",
        "demand.csv": "market,model,period,demand\nHome,Sedan,,-1\nJapan,Truk,,1\nJapan,Truck,,x,1\n",
    })  # fmt: skip
    assert [fault.split(": ")[0] for fault in found] == [
        "stok.csv", "case.toml:1", "plants.csv:4", "demand.csv:2", "demand.csv:3", "demand.csv:4",
    ]  # fmt: skip
