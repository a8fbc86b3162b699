"""What is wrong with a folder is wrong with the workbook that is made of it, in the same words."""

import re
from pathlib import Path

import pytest

from optimizer.convert.converting import convert
from optimizer.faults import FaultyCase
from optimizer.read import read_case
from tests.test_bad_inputs import BAD, expected, overlay

OF_FILES = re.compile(r"\.csv\b|; format the cell as text.*|the (?:table|sheet) \w+ .*")
"""What is said of a file or a sheet alone."""


@pytest.mark.parametrize("folder", BAD[::4], ids=lambda folder: folder.name)
def test_a_workbook_has_the_faults_that_its_folder_has(tmp_path, folder):
    """Word for word but for their places; those of form apart, with which none can be made."""
    case = overlay([folder], tmp_path / "case")
    try:
        convert(case, tmp_path / "case.xlsx", force=False)
    except FaultyCase:
        return
    scenario = expected(folder).get("scenario")
    assert without_places(tmp_path / "case.xlsx", scenario) == without_places(case, scenario)


def without_places(case: Path, scenario: str | None) -> list[str]:
    """The faults of the tables of a case; settings are typed otherwise in a folder."""
    try:
        read_case(case, scenario)
    except FaultyCase as faulty:
        found = [str(fault) for fault in faulty.faults if not str(fault).startswith("case")]
    else:
        found = []
    plain = (re.sub(r"\b(\w+)(?:\.csv:|![A-Z]*)\d+", r"\1", fault) for fault in found)
    return sorted(OF_FILES.sub("", fault) for fault in plain)
