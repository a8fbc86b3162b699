"""The program of a case as arrays in a file: what the bare solver starts from.

python -m benchmarks.prepare inputs/tiny tiny.npz
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Arrays:
    """A maximisation of ``cost``; the matrix by rows. Shapes: ``n`` columns, ``m`` rows."""

    cost: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    integer: NDArray[np.bool_]
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: NDArray[np.float64]

    @property
    def is_mip(self) -> bool:
        """Whether any column must be whole."""
        return bool(self.integer.any())


def load(place: Path, *, rules_only: bool = False) -> Arrays:
    """The arrays in a file; with ``rules_only`` without the rows that tighten the program."""
    with np.load(place) as file:
        arrays = {name: file[name] for name in file.files}
    rows = int(arrays.pop("last_rule"))  # those after it only tighten
    if rules_only:
        kept = arrays["starts"][rows]
        arrays |= {name: arrays[name][:kept] for name in ("columns", "values")}
        arrays |= {name: arrays[name][:rows] for name in ("row_lower", "row_upper")}
        arrays["starts"] = arrays["starts"][: rows + 1]
    return Arrays(**arrays)


def main(case: Path, place: Path) -> None:
    """Read a case, formulate it and write its arrays."""
    from models.allocation import formulate
    from models.case import Case
    from optimizer.read import read_case

    allocation = formulate(Case(read_case(case).tables))
    program, matrix = allocation.program, allocation.program.matrix
    np.savez(
        place, cost=program.cost, lower=program.lower, upper=program.upper, integer=program.integer,
        row_lower=program.row_lower, row_upper=program.row_upper, starts=matrix.indptr.astype(np.int32),
        columns=matrix.indices.astype(np.int32), values=matrix.data,
        last_rule=np.array(len(allocation.rules_only.row_lower)),
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
