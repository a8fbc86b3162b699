"""Faulty cases, one small folder per fault, and odd-looking ones that are right: what `optimizer check` says of each.

`bad_inputs/_base` is a small, complete, valid case. Every other folder holds the files that differ from it and an
`expected.toml`: `absent` (files of the base that are left out), `scenario` (to check under), `count` (of faults, where
it is clear), `alone` (not to be mixed with others), and a list of `fault` or `warning`: `file`, physical `line` (or
several that are equally right; none: any), `or_at` (other files equally right), `column`, and `words` to be found.
"""

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
BASE = HERE / "bad_inputs" / "_base"
PLACE = re.compile(
    r"^(?P<before>warning: )?(?P<file>[\w-]+\.(?:csv|cvs|toml))(?::(?P<line>\d+))?: (?P<after>warning: )?(?P<text>.*)$",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """One fault or warning as printed: where it is, and what is said of it."""

    file: str
    line: int | None
    text: str
    warns: bool


class Answer(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str

    def places(self, *, warns: bool = False) -> list[Place]:
        """All faults (or all warnings) on standard error."""
        found = []
        for line in self.err.splitlines():
            if match := PLACE.match(line):
                number = int(match["line"]) if match["line"] else None
                is_warning = bool(match["before"] or match["after"])
                found.append(Place(match["file"], number, match["text"], is_warning))
        return [place for place in found if place.warns == warns]


def folders(kind: str) -> list[Path]:
    """The cases of a kind, without the base."""
    return sorted(path for path in (HERE / kind).iterdir() if path.is_dir() and not path.name.startswith("_"))


BAD, GOOD = folders("bad_inputs"), folders("good_inputs")


def expected(folder: Path) -> dict:
    """What must be said of a case."""
    return tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))


def overlay(folders: list[Path], case: Path) -> Path:
    """The base with the files of all these folders in place of its own."""
    shutil.copytree(BASE, case)
    for folder in folders:
        for path in folder.iterdir():
            if path.name == "expected.toml":
                continue
            if path.is_dir():
                (case / path.name).unlink(missing_ok=True)
                shutil.copytree(path, case / path.name)
            else:
                shutil.copy(path, case / path.name)
        for absent in expected(folder).get("absent", []):
            (case / absent).unlink()
    return case


@pytest.fixture
def optimizer(capfd) -> Iterator:
    """The command line, run in this process: faster than a process for each of some two hundred cases."""
    from optimizer import commands

    def run(*arguments: str | Path) -> Answer:
        capfd.readouterr()
        try:
            code = commands.run([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        out, err = capfd.readouterr()
        return Answer(int(code or 0), out, err)

    return run


def is_said(wanted: dict, places: list[Place]) -> bool:
    """Whether one of the printed places is the wanted one, and names its column and all its words."""
    lines = wanted.get("line")
    lines = [lines] if isinstance(lines, int) else lines
    for place in places:
        here = place.file == wanted["file"] and (lines is None or place.line in lines)
        words = [wanted.get("column", ""), *wanted.get("words", [])]
        if (here or place.file in wanted.get("or_at", [])) and all(word in place.text for word in words):
            return True
    return False


def check_refused(answer: Answer, wanted: list[dict]) -> None:
    """The case was refused as it should be, and every wanted fault is among what was said."""
    assert answer.code == 2, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err
    unsaid = [fault for fault in wanted if not is_said(fault, answer.places())]
    assert not unsaid, f"not said: {unsaid}\nsaid:\n{answer.err}"


def scenario_of(wanted: dict) -> list[str]:
    """The option that chooses the scenario of a case, if it has one."""
    return ["--scenario", wanted["scenario"]] if "scenario" in wanted else []


@pytest.mark.parametrize("folder", BAD, ids=lambda folder: folder.name)
def test_fault_is_told(folder, optimizer, tmp_path):
    """Every fault is told on a line of its own: file, physical line, column, value found; and none is invented."""
    wanted = expected(folder)
    answer = optimizer("check", overlay([folder], tmp_path / "case"), *scenario_of(wanted))
    check_refused(answer, wanted["fault"])
    if "count" in wanted:
        assert len(answer.places()) == wanted["count"], answer.err


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_odd_but_right_is_accepted(folder, optimizer, tmp_path):
    """What the data dictionary allows is accepted, however odd it looks; warnings are shown and change nothing."""
    wanted = expected(folder)
    answer = optimizer("check", overlay([folder], tmp_path / "case"))
    assert answer.code == 0, answer.err
    assert answer.places() == []
    unsaid = [warning for warning in wanted.get("warning", []) if not is_said(warning, answer.places(warns=True))]
    assert not unsaid, f"not said: {unsaid}\nsaid:\n{answer.err}"


def test_base_of_faulty_cases_is_right(optimizer):
    """The case that all faults are planted in has none of its own, under any of its scenarios, and no warning."""
    for scenario in ([], ["--scenario", "strong-dollar"], ["--scenario", "strike"], ["--scenario", "recession"]):
        answer = optimizer("check", BASE, *scenario)
        assert answer.code == 0, answer.err
        assert answer.places() == answer.places(warns=True) == []


def together() -> list[list[Path]]:
    """The cases that touch different files, gathered into as few cases as that allows, greedily."""
    groups: list[tuple[set[str], list[Path]]] = []
    for folder in BAD:
        wanted = expected(folder)
        if wanted.get("alone") or "scenario" in wanted:
            continue
        touched = {path.name for path in folder.iterdir()} - {"expected.toml"} | set(wanted.get("absent", []))
        for files, members in groups:
            if not files & touched:
                files |= touched
                members.append(folder)
                break
        else:
            groups.append((touched, [folder]))
    return [members for _, members in groups if len(members) > 1]


@pytest.mark.parametrize("members", together(), ids=lambda members: members[0].name)
def test_all_faults_are_told_at_once(members, optimizer, tmp_path):
    """All faults of a case are reported at once: no kind of fault keeps another, in another file, from being told."""
    answer = optimizer("check", overlay(members, tmp_path / "case"))
    check_refused(answer, [fault for folder in members for fault in expected(folder)["fault"]])


def test_unreadable_table_hides_no_fault_of_another(optimizer, tmp_path):
    """A table that cannot be read, and settings that cannot, keep no bad cell elsewhere from being told."""
    members = [HERE / "bad_inputs" / name for name in ("table-is-a-folder", "case-settings-not-toml", "not-a-number")]
    answer = optimizer("check", overlay(members, tmp_path / "case"))
    check_refused(answer, [fault for folder in members for fault in expected(folder)["fault"]])


def test_many_faults_are_all_told(optimizer, tmp_path):
    """Three hundred bad cells in one column are three hundred faults, each at its own line."""
    case = overlay([], tmp_path / "case")
    with (case / "surcharges.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"GE-US,,,,{number}x\n" for number in range(300))
    answer = optimizer("check", case)
    assert answer.code == 2
    bad_cells = {place.line for place in answer.places() if place.file == "surcharges.csv" and "x" in place.text}
    assert set(range(4, 304)) <= bad_cells


@pytest.mark.parametrize("name", ["letter-o-for-zero", "missing-required-file", "freight-rows-clash", "utf-16",
                                  "case-settings-not-toml", "scenario-causes-a-negative"])  # fmt: skip
def test_faulty_case_is_not_solved(name, optimizer, tmp_path):
    """`solve` tells the same faults as `check`, ends with 2 and leaves nothing in the place of the plan."""
    folder = HERE / "bad_inputs" / name
    wanted = expected(folder)
    answer = optimizer("solve", overlay([folder], tmp_path / "case"), "--out", tmp_path / "plan", *scenario_of(wanted))
    check_refused(answer, wanted["fault"])
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_case_that_is_not_there(optimizer, tmp_path):
    """A path where there is nothing is a faulty command line, named as it was given."""
    answer = optimizer("check", tmp_path / "nowhere")
    assert answer.code == 2
    assert answer.out == ""
    assert "nowhere" in answer.err.replace("\n", "")
    assert "Traceback" not in answer.err


def test_case_that_is_one_table(optimizer):
    """A table is no case: neither a folder nor a workbook."""
    answer = optimizer("check", BASE / "demand.csv")
    assert answer.code == 2
    assert answer.out == ""
    assert "demand.csv" in answer.err.replace("\n", "")
    assert "Traceback" not in answer.err


def test_empty_folder_lacks_every_required_table(optimizer, tmp_path):
    """An empty folder lacks nine tables and the settings, and is told of all ten."""
    answer = optimizer("check", tmp_path)
    required = ["periods", "plants", "models", "markets", "capacity", "builds", "demand", "routes", "freight"]
    check_refused(answer, [{"file": f"{name}.csv"} for name in required] + [{"file": "case.toml"}])
    assert len(answer.places()) == 10


def test_scenario_that_is_not_there(optimizer):
    """A misspelt scenario is named with the nearest one of the case."""
    answer = optimizer("check", BASE, "--scenario", "strong-dolar")
    assert answer.code == 2
    assert answer.out == ""
    assert "strong-dolar" in answer.err
    assert "strong-dollar" in answer.err
