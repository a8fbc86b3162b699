"""A folder that appears whole or not at all: written beside its place, then put there in one step.

Linux can exchange two folders in one step (``renameat2`` with ``RENAME_EXCHANGE``), so that at every moment either the
old folder or the new one stands whole in its place. Elsewhere the old one is first moved aside; should a run die
between the two renames, the next one finds it and puts it back.
"""

import contextlib
import ctypes
import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

NEW, OLD = "new", "old"
"""What a folder beside the place is: being written, or moved aside."""

ABANDONED_AFTER = 24 * 3600.0
"""Seconds after which a folder that can't be locked here is taken for a dead run's."""

FLUSHED_AT_ONCE = 8
"""Files that the disk is asked to hold at the same time: it takes the small ones together, in one write."""

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextlib.contextmanager
def replacing(place: Path) -> Iterator[Path]:
    """A fresh folder to write in, which takes the place of ``place`` when the block ends without an exception.

    An earlier folder in that place is deleted only once the new one stands there. Leftovers of killed runs are cleared
    away first. Files are flushed to disk before the swap. Raises ``OSError`` where the disk refuses.
    """
    recover(place)
    fresh = _beside(place, NEW)
    fresh.mkdir()
    try:
        with _locked(fresh):
            yield fresh
            _flush(fresh)
            _swap(fresh, place)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def recover(place: Path) -> None:
    """Clear away what killed runs left beside a place; put back a folder that one of them had moved aside."""
    for state in (OLD, NEW):
        for leftover in sorted(place.parent.glob(f".{_literal(place.name)}.{state}-*")):
            if not _abandoned(leftover):
                continue
            if state == OLD and not place.exists():
                leftover.rename(place)
            else:
                shutil.rmtree(leftover, ignore_errors=True)


def _swap(fresh: Path, place: Path) -> None:
    if not place.exists():
        fresh.rename(place)
    elif exchange(fresh, place):
        shutil.rmtree(fresh, ignore_errors=True)
    else:
        aside = _beside(place, OLD)
        place.rename(aside)
        try:
            fresh.rename(place)
        except BaseException:
            aside.rename(place)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    _sync(place.parent)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or its file system can't."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    names = os.fsencode(one), os.fsencode(other)
    if library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(fault, os.strerror(fault), str(other))


def _beside(place: Path, state: str) -> Path:
    return place.with_name(f".{place.name}.{state}-{secrets.token_hex(6)}")


def _literal(name: str) -> str:
    """A name with what ``glob`` would take for a wildcard made literal."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder, so that others can tell that its writer lives: the lock dies with the process."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a network disk without locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _abandoned(folder: Path) -> bool:
    """Whether nobody alive is writing in a folder."""
    try:
        if sys.platform == "win32":
            return time.time() - folder.stat().st_mtime > ABANDONED_AFTER
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return time.time() - folder.stat().st_mtime > ABANDONED_AFTER
        finally:
            os.close(handle)
    except FileNotFoundError:
        return False
    return True


def _flush(folder: Path) -> None:
    """Have the disk hold every file of a folder, and the folders themselves."""
    from concurrent.futures import ThreadPoolExecutor  # takes as long to load as all else here: only for writing

    paths = [path for path in folder.rglob("*") if path.is_file() or path.is_dir()]
    with ThreadPoolExecutor(FLUSHED_AT_ONCE) as threads:
        list(threads.map(_sync, [*paths, folder]))


def _sync(path: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems can't flush a folder
            os.fsync(handle)
    finally:
        os.close(handle)
