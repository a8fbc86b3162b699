"""Large files go another way, many cells at a time: what they say, and what is said of them, is the same."""

import pandas as pd
import pytest

import optimizer.read.csv_text
import optimizer.read.source
from optimizer.faults import FaultyCase
from optimizer.read import read_case
from tests.read_cases import FILES, faults, read
from tests.test_bad_inputs import GOOD, overlay, together


@pytest.fixture
def large(monkeypatch):
    """From now on every file counts as large."""

    def set_in() -> None:
        monkeypatch.setattr(optimizer.read.source, "SMALL", -1)
        monkeypatch.setattr(optimizer.read.csv_text, "SMALL", -1)

    return set_in


def said_of(case):
    """All that is found in a case: its frames, the place of every row, its faults and warnings."""
    try:
        found = read_case(case)
    except FaultyCase as faulty:
        return {}, [], faulty.faults, faulty.warnings
    tables = found.tables
    places = [tables.origins[name].cite(row) for name in tables.frames for row in range(len(tables[name]))]
    return tables.frames, places, (), found.warnings


@pytest.mark.parametrize("members", [*together(), *([folder] for folder in GOOD)], ids=lambda members: members[0].name)
def test_large_files_are_read_like_small_ones(members, large, tmp_path):
    """Whatever a file holds, read as a large one it has the same cells, lines, faults and warnings."""
    case = overlay(members, tmp_path / "case")
    frames, *rest = said_of(case)
    large()
    frames_if_large, *rest_if_large = said_of(case)
    assert rest_if_large == rest
    assert frames_if_large.keys() == frames.keys()
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frames_if_large[name], frame)


def test_both_ways_of_reading_agree(tmp_path, large):
    """Trimmed, quoted, over several lines, blank and behind a byte-order mark: frames, lines and digest agree."""
    files = {
        "stock.csv": "\ufeffmarket,model,maximum,opening\n Japan ,Truck,none, 3\n\nHome,Sedan,,0.1\n",
        "parts.csv": 'part,supply,storable,note\nchip,9,yes,"a\nb"\n01,8,,\n',
    }
    small = read(tmp_path, files)
    large()
    if_large = read(tmp_path, files)
    assert if_large.inputs_sha256 == small.inputs_sha256
    for table, frame in small.frames.items():
        pd.testing.assert_frame_equal(if_large[table], frame)
        for row in range(len(frame)):
            assert if_large.origins[table].cite(row) == small.origins[table].cite(row)
    assert small.origins["parts"].cite(1) == if_large.origins["parts"].cite(1) == "parts.csv:4"


ROWS = "".join(f"Home,Sedan,,{number},1\n" for number in range(8000))
HEADER = "market,model,period,demand,price\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Home,Sedan,,12O,1", 'demand is "12O", not a number ≥ 0'),
        ("Home,Sedann,,1,1", 'model is "Sedann", not in models; did you mean "Sedan"?'),
        ("Home,Sedan,,1", "the row has 4 cells where the header has 5; a blank cell keeps its comma"),
    ],
)
def test_fault_deep_in_a_large_file_is_told_with_its_line(tmp_path, row, said):
    """One bad row among thousands is told, behind quoted line breaks and blank lines too."""
    models = [f"Model {number}" for number in range(6000)]
    table = HEADER + '"Home",Truck,"",1,"1"\n\n,,,,\n' + "".join(f"Home,{model},,1,1\n" for model in models)
    files = {"models.csv": "model\nSedan\nTruck\n" + "\n".join(models), "demand.csv": f"{table}{row}\n"}
    assert faults(tmp_path, files) == [f"demand.csv:6005: {said}"]


def test_very_many_faults_are_counted(tmp_path):
    """Of one file the first thousand faults are told, and how many more there are, to the last one."""
    table = HEADER + ROWS.replace(",1\n", ",1x\n")
    with pytest.raises(FaultyCase) as faulty:
        read(tmp_path, {"demand.csv": table, "plants.csv": FILES["plants.csv"] + "Ohio\n"})
    told = [str(fault) for fault in faulty.value.faults]
    assert told[0].startswith("plants.csv:4")
    assert told[1].startswith("demand.csv:2: ")
    assert told[-1].startswith("demand.csv: … and ")
    assert len(told) == 1002
    both = 8000 + 7999  # each price is no number, and each row but the first repeats a key
    assert told[-1] == f"demand.csv: … and {both - 1000:,} more faults"
    assert faulty.value.count == both + 1


@pytest.mark.parametrize(
    ("row", "each"),
    [("Nowhere,Sedan,,1,1\n", 1), ("Home,Sedan,,1\n", 1), (",Sedan,,1,1\n", 1), ("Home,Sedan,,inf,none\n", 2)],
)
def test_every_kind_of_fault_is_counted(tmp_path, row, each):
    """Unknown names, ragged rows, blank keys and bad cells are counted exactly, however many there are."""
    with pytest.raises(FaultyCase) as faulty:
        read(tmp_path, {"demand.csv": FILES["demand.csv"] + row * 5000})
    repeats = 4999 if each == 2 else 0
    repeats += each == 2  # the row that the file had before
    assert faulty.value.count == 5000 * each + repeats
