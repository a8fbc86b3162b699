"""What invents the cases: the same from the same seed, about what was asked for, and valid."""

import csv

import pytest
from hypothesis import given, settings

from benchmarks.invent import NEEDS, SMALL, Feature, invent
from optimizer.read import read_case
from tests.invented import EXAMPLES, cases, drawn
from tests.oracle import answer

TABLES = {
    Feature.SHIFTS: "shifts", Feature.FROZEN: "frozen", Feature.BASELINE: "baseline", Feature.MIX: "mix",
    Feature.PARTS: "parts", Feature.YARDS: "yards", Feature.STOCK: "stock", Feature.PIPELINE: "pipeline",
    Feature.PROGRAMS: "programs", Feature.SERVICES: "services", Feature.TARIFFS: "tariffs",
    Feature.ADAPTATIONS: "adaptations", Feature.SURCHARGES: "surcharges", Feature.EXCHANGE_RATES: "exchange_rates",
    Feature.SCENARIOS: "scenarios",
}  # fmt: skip
"""The optional table that a feature brings."""


def test_invented_seed():
    """The same seed and features give the same case; another seed another."""
    assert invent(3, ["stock", "mix"]) == invent(3, ["mix", "stock"])
    assert invent(3, ["stock"]).tables != invent(4, ["stock"]).tables


def test_invented_unknown_feature():
    """A feature nobody knows is refused."""
    with pytest.raises(ValueError, match="overtyme"):
        invent(1, ["overtyme"])


@pytest.mark.parametrize("feature", TABLES)
def test_invented_tables(feature):
    """A feature brings its table, and nothing brings it without."""
    for seed in range(20):
        assert TABLES[feature] in invent(seed, [feature]).tables
        assert TABLES[feature] not in invent(seed, set(Feature) - {feature, *_needing(feature)}).tables


def _needing(feature):
    return [other for other, needed in NEEDS.items() if feature in needed]


def test_invented_files(tmp_path):
    """What is written is what was invented: every filled cell, blank where a row has none."""
    case = invent(11, list(Feature), SMALL)
    case.write(tmp_path)
    for name, rows in case.tables.items():
        with (tmp_path / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            read = [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(file)]
        assert read == rows


@pytest.mark.parametrize("seed", range(1000, 1000 + 12 * EXAMPLES))
def test_invented_valid(seed, tmp_path):
    """The tool finds no fault in an invented case, nor under any of its scenarios."""
    case = drawn(seed)
    case.write(tmp_path)
    for scenario in {None, *(row["scenario"] for row in case.tables.get("scenarios", []))}:
        assert read_case(tmp_path, scenario).tables is not None


@given(cases())
@settings(max_examples=15 * EXAMPLES, deadline=None, derandomize=EXAMPLES == 1)
def test_invented_unambiguous(case):
    """Every cell of an invented case has one answer: the oracle finds an optimum, or that there is no plan."""
    assert answer(case).status in ("optimal", "infeasible")
