"""A program in memory that several processes read: one copy for all, without a name, so nothing is ever left behind.

The arrays lie in a nameless file in memory, which other processes get as an open descriptor. The system frees it when
the last process that has it open is gone, however that process ended. (Named shared memory has to be unlinked by
somebody who is still alive, and lies in ``/dev/shm``, which holds no more than 64 MB in most containers.)
"""

import mmap
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO

from models.program import Program

ALIGNED = 64
"""Bytes to whose multiples arrays are moved: a line of the processor's cache."""


@dataclass(frozen=True)
class SharedProgram:
    """Where a program lies: what another process needs, besides the open descriptor itself, to find it."""

    descriptor: int
    outline: bytes
    """The program pickled without its arrays."""
    places: tuple[tuple[int, int], ...]
    """Of each array the first byte and the number of bytes."""

    def opened(self) -> Program:
        """The program over the shared arrays; what is written to them stays in this process. Closes the descriptor."""
        memory = memoryview(mmap.mmap(self.descriptor, 0, access=mmap.ACCESS_COPY))
        os.close(self.descriptor)
        arrays = [memory[first : first + size] for first, size in self.places]
        program: Program = pickle.loads(self.outline, buffers=arrays)
        return program


@contextmanager
def shared(program: Program) -> Iterator[SharedProgram]:
    """Copies what an engine needs of a program to shared memory; this process lets go of it when the block ends.

    Raises ``OSError`` where there is no memory for it.
    """
    arrays: list[pickle.PickleBuffer] = []
    decisions = program.decisions if program.is_mip else ()  # engines ask them which whole columns are vehicles
    needed = replace(program, decisions=decisions, rules=(), box=None)
    outline = pickle.dumps(needed, protocol=5, buffer_callback=arrays.append)
    with _nameless() as file:
        places = []
        for array in arrays:
            first = file.seek(-(-file.tell() // ALIGNED) * ALIGNED)
            places.append((first, file.write(array.raw())))
        file.write(b"\0")  # an empty file can't be mapped
        file.flush()
        yield SharedProgram(file.fileno(), outline, tuple(places))


def _nameless() -> IO[bytes]:
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("program"), "wb")  # noqa: PTH123 (a descriptor has no path)
    return tempfile.TemporaryFile()
