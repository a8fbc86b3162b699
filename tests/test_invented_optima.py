"""The tool against the oracle: the same optimum or the same refusal, on cases invented at random."""

import pytest

from benchmarks.invent import SMALL, Feature, invent
from tests.invented import EXAMPLES, drawn, near, solved
from tests.oracle import answer


def judge(case, folder, scenario=None):
    """Fail where tool and oracle differ, or where the tool's plan is not verified."""
    expected = answer(case, scenario=scenario)
    said = solved(case, folder, scenario=scenario)
    words = f"seed {case.seed}, scenario {scenario}, features {' '.join(sorted(case.features))}"
    if expected.objective is None:
        assert said.exit_code == 3, f"{words}: a plan of {said.objective} where none exists {said.faults}"
        return
    assert said.exit_code == 0, f"{words}: exit {said.exit_code}, optimum {expected.objective} {said.faults}"
    assert said.outcome.verdict.passed, words
    assert near(said.objective, expected.objective), f"{words}: {said.objective}, optimum {expected.objective}"


@pytest.mark.parametrize("feature", Feature)
def test_invented_optimum_of_one_feature(feature, tmp_path):
    """Each capability alone: same optimum, or no plan for either."""
    for seed in range(EXAMPLES):
        judge(invent(seed, [feature], SMALL), tmp_path / str(seed))


@pytest.mark.parametrize("seed", range(16 * EXAMPLES))
def test_invented_optimum_of_many_features(seed, tmp_path):
    """Capabilities together, few or many: same optimum, or no plan for either."""
    judge(drawn(seed), tmp_path)


@pytest.mark.parametrize("seed", range(2 * EXAMPLES))
def test_invented_optimum_of_scenarios(seed, tmp_path):
    """What-if cases: the changes mean the same to tool and oracle."""
    case = invent(seed, [Feature.SCENARIOS, Feature.BLANK_KEYS, Feature.BASELINE, Feature.OVERTIME, Feature.SETUPS])
    for scenario in sorted({row["scenario"] for row in case.tables["scenarios"]}):
        judge(case, tmp_path / scenario, scenario)
