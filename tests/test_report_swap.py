"""A plan folder appears whole or not at all, whenever its writer dies."""

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from optimizer.report import swap
from optimizer.report.swap import recover, replacing

WRITER = """
import sys
from pathlib import Path
from optimizer.report import swap
if sys.argv[2] == "renames":
    swap.exchange = lambda one, other: False
for number in range(1, 10**6):
    with swap.replacing(Path(sys.argv[1])) as fresh:
        for name in "abcdefgh":
            (fresh / name).write_text(str(number))
    print(number, flush=True)
"""


def generation(place: Path) -> int:
    """The one number that stands in all eight files of a folder."""
    said = {file.name: file.read_text() for file in place.iterdir()}
    assert sorted(said) == list("abcdefgh")
    assert len(set(said.values())) == 1
    return int(said["a"])


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_killed_at_any_moment_leaves_one_whole_folder(tmp_path, way):
    """A writer that is killed leaves the old folder or the new one, whole; the next run clears its leftovers."""
    place, chance = tmp_path / "plan", random.Random(7)
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(place), way], stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()  # it has written one
            time.sleep(chance.uniform(0.0, 0.05))
            writer.kill()
        if way == "exchange":
            assert generation(place) > 0  # whole even before anything is put right
        recover(place)
        assert generation(place) > 0
        assert [entry.name for entry in tmp_path.iterdir()] == ["plan"]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_failure_leaves_the_earlier_folder(tmp_path, monkeypatch, can_exchange):
    """A writer that fails, or is interrupted, changes nothing and leaves nothing behind."""
    if not can_exchange:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    place = tmp_path / "plan"
    with replacing(place) as fresh:
        (fresh / "a").write_text("1")
    with contextlib.suppress(KeyboardInterrupt), replacing(place) as fresh:
        (fresh / "a").write_text("2")
        raise KeyboardInterrupt
    assert (place / "a").read_text() == "1"
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan"]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_new_folder_takes_the_whole_place(tmp_path, monkeypatch, can_exchange):
    """Files of the earlier folder do not linger among those of the new one."""
    if not can_exchange:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    place = tmp_path / "plan"
    for name in ("old", "new"):
        with replacing(place) as fresh:
            (fresh / name).write_text(name)
    assert [file.name for file in place.iterdir()] == ["new"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan"]


def test_folder_moved_aside_is_put_back(tmp_path):
    """A run that died between two renames left the old folder aside: it returns to its place."""
    place, aside = tmp_path / "plan", tmp_path / ".plan.old-0123456789ab"
    aside.mkdir()
    (aside / "a").write_text("1")
    recover(place)
    assert (place / "a").read_text() == "1"
    assert not aside.exists()


def test_a_living_writers_folder_is_left_alone(tmp_path):
    """What another run is still writing is no leftover."""
    place = tmp_path / "plan"
    with replacing(place) as fresh:
        recover(place)
        assert fresh.is_dir()


def test_only_its_own_leftovers_are_cleared(tmp_path):
    """Leftovers of another plan, even one whose name looks like a pattern, are not touched."""
    other = tmp_path / ".plan2.new-0123456789ab"
    other.mkdir()
    recover(tmp_path / "plan[2]")
    recover(tmp_path / "plan")
    assert other.is_dir()


def test_every_file_and_folder_is_on_disk_before_the_swap(tmp_path, monkeypatch):
    """What a power cut leaves after the swap is all there: files, folders, and those in folders."""
    flushed, swapped = set(), []
    monkeypatch.setattr(swap.os, "fsync", lambda handle: flushed.add(os.fstat(handle).st_ino))
    monkeypatch.setattr(swap, "_swap", lambda fresh, place: swapped.append((fresh, set(flushed))))
    with replacing(tmp_path / "plan") as fresh:
        (fresh / "inputs" / "case").mkdir(parents=True)
        for name in ("allocation.csv", "inputs/case/plants.csv"):
            (fresh / name).write_text("text")
    [(fresh, before)] = swapped
    assert {path.stat().st_ino for path in (fresh, *fresh.rglob("*"))} <= before
