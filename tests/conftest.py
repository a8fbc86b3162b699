"""What tests of many subjects start from: the command line, the plan of the small case; which cases are drawn."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.command_runs import TINY, Command
from tests.invented import EXAMPLES

settings.register_profile("every day", derandomize=True)  # the same cases each time: red means that the change did it
settings.register_profile("night")
settings.load_profile("every day" if EXAMPLES == 1 else "night")


@pytest.fixture
def optimizer(capfd):
    """The command line, run in this process."""
    return Command(capfd)


@pytest.fixture(scope="session")
def plan(tmp_path_factory) -> Path:
    """The plan folder of the small case; not to be changed."""
    from optimizer.pipeline import solve_case
    from optimizer.request import Request

    place = tmp_path_factory.mktemp("plans") / "tiny"
    assert solve_case(TINY, Request(), place).plan is not None
    return place
