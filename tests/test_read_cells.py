"""What a cell may hold: numbers, counts, limits, words, identifiers; and the settings."""

import pytest

from tests.read_cases import FILES, faults, read


def demand(cell: str) -> dict[str, str]:
    return {"demand.csv": FILES["demand.csv"].replace(",10,", f",{cell},")}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("12O", ""),
        ("-3", ""),
        ("inf", "; a number must be finite"),
        ("nan", "; a number must be finite"),
        ("NaN", "; a number must be finite"),
        ("true", ""),
        ("1e400", ""),
        ("0x10", ""),
        ("1_000", ""),
        ('"1,000"', "; write 1000, without thousands separators"),
        ("1 000", "; write 1000, without thousands separators"),
        ('"12,5"', "; write 12.5, with a decimal point"),
        ("none", '; "none" is only for limits: a number is needed'),
        ("5%", "; write a fraction: 0.05 for 5%"),
        ("NA", "; a number is needed"),
        ("#N/A", "; a number is needed"),
        ("-", "; a number is needed"),
        ("#REF!", "; a formula of the spreadsheet has failed: write the number itself"),
        ("(120.5)", "; brackets mean a negative number, which is not allowed here"),
    ],
)
def test_what_is_no_number_is_explained(tmp_path, cell, said):
    """Whatever is not a finite number ≥ 0 is shown as written, with what was probably meant."""
    shown = cell.strip('"')
    assert faults(tmp_path, demand(cell)) == [f'demand.csv:2: demand is "{shown}", not a number ≥ 0{said}']


@pytest.mark.parametrize(
    ("cell", "value"), [("1e3", 1000), ("+.5", 0.5), ("10.", 10), ("0.30000000000000004", 0.1 * 3)]
)
def test_numbers_are_read_exactly(tmp_path, cell, value):
    """A decimal number is read to the last bit, fast path or slow."""
    assert read(tmp_path, demand(cell))["demand"]["demand"][0] == value
    quoted = {
        "demand.csv": demand(cell)["demand.csv"]
        .replace("market,", "note,market,")
        .replace("\nH", '\n"\n",H')
        .replace("\nJ", "\nnan,J")
    }
    assert read(tmp_path, quoted)["demand"]["demand"][0] == value


@pytest.mark.parametrize(
    ("cell", "said"),
    [("n/a", "; leave the cell blank where there is none"), ("(1.5)", "; brackets mean a negative number: write -1.5")],
)
def test_what_is_no_number_is_explained_by_its_column(tmp_path, cell, said):
    """Where a cell may be blank, or negative, that is what is advised."""
    found = faults(tmp_path, {"freight.csv": FILES["freight.csv"].replace(",1\n", f",{cell}\n")})
    assert found == [f'freight.csv:2: cost is "{cell}", not a number{said}']


@pytest.mark.parametrize("cell", ["1.5", "-1", "many"])
def test_counts_are_whole(tmp_path, cell):
    """A fraction where a count is asked is a fault."""
    said = f'routes.csv:2: lead_time is "{cell}", not a whole number ≥ 0'
    assert faults(tmp_path, {"routes.csv": FILES["routes.csv"].replace("Home,0", f"Home,{cell}")}) == [said]


def test_limits_take_the_word_none(tmp_path):
    """A limit is a number or the word none, which is infinite; blank stays blank; inf is not the word."""
    plants = "plant,yard_capacity\nOhio,none\nTexas,\n"
    capacity = read(tmp_path, {"plants.csv": plants})["plants"]["yard_capacity"]
    assert capacity[0] == float("inf")
    assert capacity.isna()[1]
    said = 'plants.csv:2: yard_capacity is "inf", not a number ≥ 0 or the word "none"; for no limit write "none"'
    assert faults(tmp_path, {"plants.csv": plants.replace("none", "inf")}) == [said]


def test_bounds_are_those_of_the_schema(tmp_path):
    """Above 0, from 0 to 1, from -180 to 180: each said in words; costs that may be negative may."""
    read(tmp_path, {"freight.csv": FILES["freight.csv"].replace(",1\n", ",-1\n")})
    found = faults(tmp_path, {
        "builds.csv": FILES["builds.csv"].replace(",2,10", ",0,-10"),
        "plants.csv": "plant,longitude\nOhio,181\nTexas,-180\n",
        "mix.csv": "plant,line,model,maximum_share\nOhio,1,Sedan,1.5\n",
    })  # fmt: skip
    assert found == [
        'plants.csv:2: longitude is "181", not a number from -180 to 180',
        'builds.csv:2: hours_per_unit is "0", not a number > 0',
        'mix.csv:2: maximum_share is "1.5", not a number from 0 to 1',
    ]


def test_words_are_of_the_choices(tmp_path):
    """A choice is one of its words, as written."""
    said = 'markets.csv:3: kind is "Export", not one of domestic or export; did you mean "export"?'
    assert faults(tmp_path, {"markets.csv": FILES["markets.csv"].replace(",export", ",Export")}) == [said]


def test_identifiers_are_text(tmp_path):
    """01 is not 1; names are trimmed and case-sensitive; NA and null are names like others."""
    lines = "plant,line,hours\nOhio,01,100\nOhio,1,50\nTexas,NA,10\n"
    builds = "plant,line,model,hours_per_unit\nOhio,01,Sedan,2\nTexas, NA ,Truck,4\n"
    tables = read(tmp_path, {"capacity.csv": lines, "builds.csv": builds})
    assert list(tables["builds"]["line"]) == ["01", "NA"]
    said = 'builds.csv:2: line is "001", which is no line of plant Ohio in capacity or shifts; did you mean "01"?'
    assert faults(tmp_path, {"capacity.csv": lines, "builds.csv": builds.replace("01", "001")}) == [said]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('title = "x"\n', 'case.toml: the setting currency is missing; write for instance: currency = "USD"'),
        ('currency = "USD\n', "case.toml:1: is not valid TOML: Illegal character '\\n'; a setting reads: currency "
                              "= \"USD\""),
        ('\ncurrency = "dollars"\n', 'case.toml:2: currency is "dollars", not an ISO 4217 code (three capital '
                                     'letters, for instance USD)'),
        ("currency = 5\n", "case.toml:1: currency is 5, not text in quotes"),
        ('currency = "USD"\ninteger_unit = true\n', 'case.toml:2: integer_unit is not a known setting; did you '
                                                    'mean "integer_units"?'),
        ('currency = "USD"\ninteger_units = "yes"\n', 'case.toml:2: integer_units is "yes", not true or false'),
        ('currency = "USD"\nchange_cost = -1\n', "case.toml:2: change_cost is -1, not a number ≥ 0"),
        ('currency = "USD"\nchange_cost = true\n', "case.toml:2: change_cost is true, not a number ≥ 0"),
        ('currency = "USD"\nchange_cost = inf\n', "case.toml:2: change_cost is inf, not a number ≥ 0"),
    ],
)  # fmt: skip
def test_settings_are_checked(tmp_path, toml, said):
    """A missing, mistyped, unknown or impossible setting is told with its line."""
    assert faults(tmp_path, {"case.toml": toml}) == [said]


def test_settings_are_read(tmp_path):
    """Settings, their defaults, and the planner's own notes, with a byte-order mark."""
    toml = '\ufeffcurrency = "EUR"\nchange_cost = 5\nsource = "me"\nnotes = [1]\n'
    settings = read(tmp_path, {"case.toml": toml}).settings
    assert (settings.currency, settings.change_cost, settings.integer_units, settings.title) == ("EUR", 5.0, True, "")


def test_missing_settings_file_is_told(tmp_path):
    """A case without case.toml lacks its currency."""
    [said] = faults(tmp_path, {"case.toml": None})
    assert said.startswith("case.toml: the file is missing; it must at least say the currency")
