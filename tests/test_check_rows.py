"""What the rows of a case must be to one another: complete, consistent, and possible."""

import pytest

from tests.read_cases import FILES, faults, read, read_with_warnings


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        ("demand.csv", "market,model,period,demand,price\nHome,Sedan,,10,1\nJapan,Truck,,,2\nJapan,Truck,2026-02,1,\n",
         "demand.csv:3: demand is blank, and no other row fills it for market Japan, model Truck, period 2026-01"),
        ("builds.csv", "plant,line,model,period,hours_per_unit,jobs_per_hour\nOhio,1,Sedan,,,\n"
                       "Ohio,1,Sedan,2026-01,,2\nTexas,1,Truck,,1,\n",
         "builds.csv:2: hours_per_unit and jobs_per_hour are both blank, and no other row fills one for plant "
         "Ohio, line 1, "
         "model Sedan, period 2026-02"),
        ("services.csv", "service,period,capacity,sailings\nboat,,10,\n",
         "services.csv:2: sailings is blank, and no other row fills it for service boat"),
        ("tariffs.csv", "market,model,rate,customs_value\nJapan,,0.1,\nJapan,Sedan,,9\n",
         "tariffs.csv:2: customs_value is blank, and no other row fills it for market Japan, model Truck, plant Texas, "
         "period 2026-01 and 1 more"),
        ("shifts.csv", "plant,line,pattern,hours\nTexas,2,A,\n",
         "shifts.csv:2: hours and hours_per_day are both blank, and no other row fills one for plant Texas, line "
         "2, pattern A"),
        ("parts.csv", "part,period,supply\nchip,2026-02,1\n",
         "parts.csv:2: part chip has no supply in 2026-01; it is needed in every period"),
        ("surcharges.csv", "market,cost\nHome,\n,1\n",
         "surcharges.csv:2: cost is blank; it must be filled (added to the freight of each unit dispatched; may "
         "be negative)"),
        ("capacity.csv", "plant,line,hours,overtime_hours\nOhio,1,8,\nTexas,1,,3\n",
         "capacity.csv:3: hours and hours_per_day are both blank for plant Texas, line 1, period 2026-01; fill "
         "one of them"),
        ("pipeline.csv", "market,model,period,units\nJapan,Truck,2026-01,\n",
         "pipeline.csv:2: units is blank; it must be filled (units arriving)"),
    ],
)  # fmt: skip
def test_required_cells_are_filled_once_rows_complete_each_other(tmp_path, name, table, said):
    """A bold cell is filled for every key that matters, by the row itself or another; else the row is told."""
    assert faults(tmp_path, {name: table}) == [said]


def test_rows_complete_each_other(tmp_path):
    """A more specific row may fill a cell that a general one leaves blank, and the other way round."""
    read(tmp_path, {
        "demand.csv": "market,model,period,demand,price\nHome,Sedan,,,9\nHome,Sedan,2026-01,1,\n"
                      "Home,Sedan,2026-02,2,\nJapan,Truck,,1,\n",
        "builds.csv": "plant,line,model,period,hours_per_unit,unit_cost,last_period\nOhio,1,Sedan,,,5,2026-01\n"
                      "Ohio,1,Sedan,2026-01,2,,\nTexas,1,Truck,,1,,\n",
        "tariffs.csv": "market,model,plant,rate,customs_value\nJapan,,,0.1,\nJapan,Truck,,,9\n",
    })  # fmt: skip


def test_currencies_have_rates_in_every_period(tmp_path):
    """A market's currency other than the case's needs a rate in every period; a misspelt one is named."""
    markets = "market,currency\nHome,USD\nJapan,JPY\n"
    [said] = faults(tmp_path, {"markets.csv": markets})
    assert said.startswith('markets.csv:3: currency is "JPY", which has no rate in exchange_rates')
    rates = "currency,period,rate\nJPY,2026-02,0.007\n"
    assert faults(tmp_path, {"markets.csv": markets, "exchange_rates.csv": rates}) == [
        "exchange_rates.csv:2: currency JPY has no rate in 2026-01; it is needed in every period"
    ]
    read(tmp_path, {"markets.csv": markets, "exchange_rates.csv": rates + "JPY,,0.008\n"})
    [said] = faults(
        tmp_path, {"markets.csv": markets.replace("JPY", "JYP"), "exchange_rates.csv": "currency,rate\nJPY,1\n"}
    )
    assert said.endswith('did you mean "JPY"?')


def test_regular_time_of_a_line_with_shifts_is_its_patterns(tmp_path):
    """Hours in capacity are forbidden for a line with shifts; its other columns are not."""
    shifts = {"shifts.csv": "plant,line,pattern,hours\nTexas,1,A,8\n"}
    assert faults(tmp_path, shifts) == [
        "capacity.csv:3: hours_per_day is 8, but the line has shifts: its regular time is that of its "
        "pattern; leave it blank"
    ]  # fmt: skip
    read(tmp_path, {**shifts, "capacity.csv": "plant,line,hours,overtime_hours\nOhio,1,8,\nTexas,1,,3\n"})


def test_commitments_are_within_demand_after_completion(tmp_path):
    """Also where the commitment stands in one row and the demand of the period in another."""
    table = "market,model,period,demand,commitment\nHome,Sedan,,10,10\nHome,Sedan,2026-02,8,\nJapan,Truck,,5,\n"
    assert faults(tmp_path, {"demand.csv": table}) == [
        "demand.csv:2: commitment is 10, more than the demand of 8 (demand.csv:3) for market Home, model Sedan, "
        "period 2026-02"
    ]
    read(tmp_path, {"demand.csv": table.replace("8,", "8,8")})


def test_backlog_is_costed_in_every_period_or_none(tmp_path):
    """A backlog_cost in some periods only, or a period without a row beside it, is a fault."""
    table = (
        "market,model,period,demand,backlog_cost\nHome,Sedan,,10,\nHome,Sedan,2026-02,8,3\nJapan,Truck,2026-01,5,1\n"
    )
    rest = "; fill it for every period (each then needs a row) or for none"
    assert faults(tmp_path, {"demand.csv": table}) == [
        f"demand.csv:3: backlog_cost is filled for some periods of market Home, model Sedan, but blank in "
        f"2026-01{rest}",
        f"demand.csv:4: backlog_cost is filled for some periods of market Japan, model Truck, but without a row "
        f"in 2026-02{rest}",
    ]  # fmt: skip
    read(tmp_path, {"demand.csv": table.replace("10,", "10,0").replace("2026-01", "")})


def test_stock_rows(tmp_path):
    """An opening backlog needs its cost; only planned pairs have stock."""
    found = faults(tmp_path, {"stock.csv": "market,model,opening_backlog\nHome,Sedan,\nJapan,Truck,2\nHome,Truck,\n"})
    assert found == [
        "stock.csv:3: opening_backlog is 2, but demand has no backlog_cost for market Japan, model Truck: what is "
        "not met in "
        "its period is lost",
        "stock.csv:4: demand has no row for market Home and model Truck: nothing is planned for them",
    ]


def test_what_may_well_be_meant_is_no_fault(tmp_path):
    """A plan that can't exist is for the solver to find, not for the check."""
    read(tmp_path, {
        "stock.csv": "market,model,opening,minimum,maximum,closing_maximum\nJapan,Truck,9,0,4,3\n",
        "capacity.csv": "plant,line,hours,minimum_hours\nOhio,1,1,5\nTexas,1,1,\n",
        "yards.csv": "plant,model,market,opening,maximum\nOhio,Sedan,,0,1\nTexas,Sedan,Japan,,4\n",
    })  # fmt: skip


def test_planned_pairs(tmp_path):
    """Pipelines, programs and opening yards are for planned pairs; opening yards name their market."""
    rest = "demand has no row for market Japan and model Sedan: nothing is planned for them"
    found = faults(tmp_path, {
        "yards.csv": "plant,model,market,opening\nOhio,Sedan,Japan,1\nTexas,Truck,,1\n",
        "pipeline.csv": "market,model,period,units\nJapan,Sedan,2026-01,1\n",
        "programs.csv": "model,market\nSedan,Japan\nTruck,Japan\n",
    })  # fmt: skip
    assert found == [
        f"programs.csv:2: {rest}",
        f"yards.csv:2: {rest}",
        "yards.csv:3: opening is 1 in a row without a market; units in the yard at the start are for one market "
        "each: name it",
        f"pipeline.csv:2: {rest}",
    ]


def test_sailings_asked_for_run(tmp_path):
    """minimum_sailings ≤ sailings after completion."""
    found = faults(tmp_path, {
        "services.csv": "service,period,capacity,sailings,minimum_sailings\nboat,,9,3,2\nboat,2026-02,,1,\n",
    })  # fmt: skip
    assert found == [
        "services.csv:2: minimum_sailings is 2, more than sailings, which is 1 (services.csv:3) for service boat, "
        "period 2026-02",
    ]  # fmt: skip


def warnings(folder, files, scenario=None):
    """What is odd about the minimal case with some files replaced, and no fault."""
    return list(map(str, read_with_warnings(folder, files, scenario).warnings))


def test_least_above_most_is_warned_of(tmp_path):
    """What no plan, or no build, can keep is for the solver or the plan to decide, and shown; 0 at most shuts."""
    assert warnings(tmp_path, {
        "builds.csv": "plant,line,model,period,hours_per_unit,minimum_lot,maximum_units\nOhio,1,Sedan,,2,5,\n"
                      "Ohio,1,Sedan,2026-01,,,4\nOhio,1,Sedan,2026-02,,,0\nTexas,1,Truck,,4,,\n",
        "routes.csv": "route,plant,market,minimum_lot,maximum_units\nO-H,Ohio,Home,9,8\nT-J,Texas,Japan,9,0\n"
                      "O-J,Ohio,Japan,9,\n",
        "programs.csv": "model,market,minimum_units,maximum_units\nTruck,Japan,5,4\n",
        "stock.csv": "market,model,minimum,maximum,closing,closing_transit,closing_maximum\nHome,Sedan,5,4,,,\n"
                     "Japan,Truck,,3,4,9,8\n",
        "mix.csv": "plant,line,model,minimum_share,maximum_share\nOhio,1,Sedan,0.5,0.4\n",
    }) == [
        "builds.csv:2: minimum_lot is 5, more than maximum_units, which is 4 (builds.csv:3), for plant Ohio, line 1, "
        "model Sedan, period 2026-01: it is never built there",
        "routes.csv:2: minimum_lot is 9, more than maximum_units, which is 8: it is never used",
        "programs.csv:2: minimum_units is 5, more than maximum_units, which is 4: it can't be launched",
        "stock.csv:2: minimum is 5, more than maximum, which is 4: no plan can keep both",
        "stock.csv:3: closing is 4, more than maximum, which is 3: no plan can keep both",
        "stock.csv:3: closing_transit is 9, more than closing_maximum, which is 8: no plan can keep both",
        "mix.csv:2: minimum_share is 0.5, more than maximum_share, which is 0.4: the line can build nothing",
    ]  # fmt: skip


def test_warning_that_a_scenario_causes_is_its_own(tmp_path):
    """A contradiction that a change brings stands at its row of scenarios.csv."""
    files = {
        "stock.csv": "market,model,minimum,maximum\nHome,Sedan,5,6\n",
        "scenarios.csv": "scenario,table,where,column,change\nx,stock,,maximum,-2\n",
    }
    assert warnings(tmp_path, files) == []
    assert warnings(tmp_path, files, "x") == [
        "scenarios.csv:2: after this change, stock.csv:2: minimum is 5, more than maximum, which is 4: no plan can "
        "keep both"
    ]


def test_production_begins_before_it_ends(tmp_path):
    """first_period after last_period is warned of, also from two rows: nothing is built."""
    table = (
        "plant,line,model,period,hours_per_unit,first_period,last_period\nOhio,1,Sedan,,2,2026-02,2026-01\n"
        "Texas,1,Truck,,2,2026-02,\nTexas,1,Truck,2026-01,,,2026-01\n"
    )
    assert warnings(tmp_path, {"builds.csv": table}) == [
        'builds.csv:2: first_period is "2026-02", which comes after last_period, "2026-01": nothing is built',
        'builds.csv:3: first_period is "2026-02", which comes after last_period, "2026-01" (builds.csv:4): nothing is '
        "built",
    ]


UNKNOWN_PERIOD = {
    "builds.csv": "plant,line,model,period,hours_per_unit,first_period,last_period,minimum_lot,maximum_units\n"
                  "Ohio,1,Sedan,,2,2026-02,,5,\nOhio,1,Sedan,2026-20,,,2026-01,,4\nTexas,1,Truck,2026-20,,,,,\n"
                  "Texas,1,Truck,,4,,,,\n",
    "capacity.csv": "plant,line,period,hours,overtime_hours\nOhio,1,,100,\nOhio,1,2026-20,,5\nTexas,1,,9,\n",
    "demand.csv": "market,model,period,demand,commitment,backlog_cost\nHome,Sedan,,10,8,\nHome,Sedan,2026-20,5,,7\n"
                  "Japan,Truck,2026-20,,1,\nJapan,Truck,,5,,\n",
    "parts.csv": "part,period,supply\nchip,2026-20,1\nchip,2026-01,1\n",
    "services.csv": "service,period,capacity,sailings,minimum_sailings\nboat,,9,3,2\nboat,2026-20,,1,\n",
    "tariffs.csv": "market,model,period,rate,customs_value\nJapan,,,0.1,9\nJapan,,2026-20,0.2,\n"
                   "Japan,Truck,,0.2,\n",
    "frozen.csv": "plant,line,model,market,period,units\nOhio,1,Sedan,Home,2026-02,1\n",
    "baseline.csv": "plant,line,model,market,period,units\nTexas,1,Truck,Japan,2026-02,1\n",
}  # fmt: skip
"""Rows of an unknown period that would contradict others, or lack a cell, if they were of every period."""


@pytest.mark.parametrize("name", UNKNOWN_PERIOD)
def test_unknown_name_is_not_read_as_every(tmp_path, name):
    """A row with an unknown name matches nobody knows what: it is one fault, and none is invented beside it."""
    files = {name: UNKNOWN_PERIOD[name]}
    if name in ("frozen.csv", "baseline.csv"):
        files["builds.csv"] = UNKNOWN_PERIOD["builds.csv"]
    unknown = [(file, line) for file, table in files.items() for line, row in enumerate(table.splitlines(), 1)
               if "2026-20" in row]  # fmt: skip
    said = '{}:{}: period is "2026-20", not in periods; did you mean "2026-02"?'
    assert sorted(faults(tmp_path, files)) == [said.format(*place) for place in sorted(unknown)]


def test_hours_stay_above_zero_with_adaptations(tmp_path):
    """Hours taken off by an adaptation must leave some, wherever the model can be built for the market."""
    table = "model,market,plant,hours_per_unit\nTruck,Japan,,-4\nSedan,Japan,,-9\nSedan,Home,,-1.5\n"
    assert faults(tmp_path, {"adaptations.csv": table}) == [
        "adaptations.csv:2: hours_per_unit is -4, which leaves 0 of the 4 hours per unit in builds.csv:3 for "
        "plant Texas, "
        "line 1, model Truck, market Japan, period 2026-01; the sum must stay above 0"
    ]


FROZEN = "plant,line,model,market,period,units\n"


def test_frozen_rows_can_be_built(tmp_path):
    """A firm build that can't be, or a fraction of a vehicle, is a fault with the reason."""
    builds = "plant,line,model,hours_per_unit,last_period\nOhio,1,Sedan,2,2026-01\nTexas,1,Truck,4,\n"
    rows = ("Ohio,1,Sedan,Home,2026-01,1.5\nOhio,1,Truck,Japan,2026-01,1\nOhio,1,Sedan,Home,2026-02,1\n"
            "Texas,1,Truck,Home,2026-01,1\n")  # fmt: skip
    files = {"frozen.csv": FROZEN + rows, "builds.csv": builds}
    assert faults(tmp_path, files) == [
        "frozen.csv:2: units is 1.5, not a whole number, as it must be with integer_units",
        "frozen.csv:3: can't be built: builds has no row for model Truck on line 1 of plant Ohio in period 2026-01",
        "frozen.csv:4: can't be built: period 2026-02 is outside first_period and last_period in builds",
        "frozen.csv:5: can't be built: demand has no row for market Home and model Truck",
    ]
    read(
        tmp_path, {"case.toml": 'currency = "USD"\ninteger_units = false\n', "frozen.csv": FROZEN + rows.split("\n")[0]}
    )


def test_frozen_rows_need_freight(tmp_path):
    """Nothing is built that no route takes to its market."""
    freight = FILES["freight.csv"].replace("T-J,,,2", "T-J,Sedan,,2")
    assert faults(tmp_path, {"frozen.csv": FROZEN + "Texas,1,Truck,Japan,2026-01,1\n", "freight.csv": freight}) == [
        "frozen.csv:2: can't be built: no route from plant Texas to market Japan has a freight row for Truck"
    ]


def test_baseline_rows_that_cannot_be_built_are_warned_of(tmp_path):
    """The last plan's builds that can't be are shown and change nothing."""
    case = read_with_warnings(tmp_path, {"baseline.csv": FROZEN + "Texas,1,Truck,Home,2026-01,1\n"})
    assert list(map(str, case.warnings)) == [
        "baseline.csv:2: can't be built, and costs nothing: demand has no row for market Home and model Truck"
    ]
    assert len(case.tables["baseline"]) == 1


def test_lines_without_time_are_warned_of(tmp_path):
    """A line without a row in some period has no hours there: allowed, and shown."""
    case = read_with_warnings(tmp_path, {
        "capacity.csv": "plant,line,period,hours\nOhio,1,2026-02,8\nTexas,1,,8\n",
        "shifts.csv": "plant,line,pattern,period,hours\nTexas,2,A,2026-01,8\n",
    })  # fmt: skip
    assert list(map(str, case.warnings)) == [
        "capacity.csv:2: line 1 of plant Ohio has no row for 2026-01: it has no hours there",
        "shifts.csv:2: line 2 of plant Texas has no pattern with a row for 2026-02: one must be in force in every "
        "period, so there is no plan",
    ]
