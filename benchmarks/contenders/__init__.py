"""Who is measured: every contender by its name, each in a file of its own and, measured, in a process of its own."""

from dataclasses import dataclass

from benchmarks.cases import Flavour

EVERY = tuple(Flavour)
WHOLE = (Flavour.MIP, Flavour.REAL)


@dataclass(frozen=True)
class Contender:
    """One way to a solved case."""

    name: str
    module: str
    """In ``benchmarks.contenders``; it is given the case (or its arrays) and the place of its answer."""
    flavours: tuple[Flavour, ...]
    extra: tuple[str, ...] = ()
    takes_arrays: bool = False
    takes_gap: bool = False
    is_peer: bool = False
    largest: float = float("inf")
    """Most variables of a case that it is tried on, unless asked for by name."""


OURS = Contender("whole command", "command", EVERY, takes_gap=True)
STAGES = Contender("by stages", "stages", EVERY, takes_gap=True)
BARE = Contender("bare highs", "bare", EVERY, takes_arrays=True, takes_gap=True)
NAIVE = Contender("naive highs", "bare", WHOLE, ("choose", "rules_only"), takes_arrays=True, takes_gap=True)
SIMPLEX = Contender("bare highs simplex", "bare", (Flavour.LP,), ("simplex",), takes_arrays=True, takes_gap=True)
IPM = Contender("bare highs ipm", "bare", (Flavour.LP,), ("ipm",), takes_arrays=True, takes_gap=True)
GLOP = Contender("bare glop", "bare_glop", (Flavour.LP,), takes_arrays=True)
CLP = Contender("bare clp", "bare_clp", (Flavour.LP,), takes_arrays=True)
PULP = Contender("PuLP", "peer_pulp", (Flavour.LP,), is_peer=True, largest=5e5)
PYOMO = Contender("Pyomo", "peer_pyomo", (Flavour.LP,), is_peer=True, largest=5e5)
LINOPY = Contender("linopy", "peer_linopy", (Flavour.LP,), is_peer=True, largest=5e5)

CONTENDERS = (OURS, STAGES, BARE, NAIVE, IPM, GLOP, CLP, PULP, PYOMO, LINOPY)
"""In the order they are measured and shown; bare HiGHS chooses its simplex for a linear program."""
PEERS = (PULP, PYOMO, LINOPY)


def contender(name: str) -> Contender:
    """The contender of that name; raises ``ValueError`` when there is none."""
    for known in (*CONTENDERS, SIMPLEX):
        if known.name.lower() == name.strip().lower():
            return known
    raise ValueError(f'no contender is called "{name}": there are {", ".join(known.name for known in CONTENDERS)}')
