"""What tests of many subjects start from: the command line, and the plan of the small case."""

from pathlib import Path

import pytest

from tests.command_runs import TINY, Command


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
