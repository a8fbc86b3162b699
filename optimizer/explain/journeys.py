"""The journeys that vehicles of a model can make to a market: from a line, through yards, routes and stock, to a sale.

Every build, wait, dispatch and sale takes a vehicle from one balance (of a plant or a market, in a period) and brings
it to another. Along a journey the prices of the balances cancel: what is left is money, and the prices of limits.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from optimizer.explain.ground import Ground

NODES = ("plant_balance", "market_balance")
MOVES = ("build", "yard", "ship", "stock", "sell")


UNUSED = 1e-6
"""Units below which the plan does not make a move."""


@dataclass(frozen=True)
class Move:
    """One column as a step of a journey: takes a vehicle from a row to a row (``None``: into, or out of, the world)."""

    column: int
    origin: int | None
    target: int | None


@dataclass(frozen=True)
class Journey:
    """Columns in the order in which a vehicle passes them, and what a vehicle more on it would lose (≥ 0)."""

    columns: tuple[int, ...]
    loss: float


_Length = tuple[float, int, int]
"""Loss (to a hundredth of a cent), moves that the plan does not use, moves: the shortest is the best explanation."""


class Journeys:
    """All journeys of one model (code) to one market (code)."""

    def __init__(self, ground: Ground, model: int, market: int) -> None:
        self._ground = ground
        self._model, self._market = model, market

    @cached_property
    def nodes(self) -> list[int]:
        """The balances, each after all from which a vehicle can come to it: by period, plants first."""
        found = []
        for rank, rule in enumerate(r for r in self._ground.allocation.draft.rules if r.name in NODES):
            keys = rule.keys
            mine = (keys["model"] == self._model) & (keys["market"] == self._market)
            found += [(int(keys["period"][place]), rank, rule.start + int(place)) for place in mine.nonzero()[0]]
        return [row for *_, row in sorted(found)]

    @cached_property
    def moves(self) -> list[Move]:
        """All steps."""
        matrix, nodes, moves = self._ground.by_column, set(self.nodes), []
        for decision in self._ground.allocation.draft.decisions:
            if decision.name not in MOVES:
                continue
            keys = decision.keys
            mine = (keys["model"] == self._model) & (keys["market"] == self._market)
            for column in decision.columns[mine].tolist():
                part = slice(matrix.indptr[column], matrix.indptr[column + 1])
                ends = {
                    int(sign): int(row)
                    for row, sign in zip(matrix.indices[part], matrix.data[part], strict=True)
                    if int(row) in nodes
                }
                moves.append(Move(column, ends.get(1), ends.get(-1)))
        return moves

    def into(self, row: int) -> Journey | None:
        """The best way to bring one more vehicle to a balance, from a line; ``None`` where no way leads there."""
        best = self._shortest(self.nodes, [(move.target, move.origin, move) for move in self.moves])
        return None if row not in best else self._journey(_walk(best, row, lambda move: move.origin)[::-1])

    def out_of(self, row: int) -> Journey | None:
        """The best use of one more vehicle at a balance, up to its sale or the horizon's end."""
        best = self._shortest(self.nodes[::-1], [(move.origin, move.target, move) for move in self.moves])
        return None if row not in best else self._journey(_walk(best, row, lambda move: move.target))

    def through(self, column: int) -> Journey | None:
        """The best journey that passes a column; ``None`` where it is a dead end."""
        move = next(move for move in self.moves if move.column == column)
        before = Journey((), 0.0) if move.origin is None else self.into(move.origin)
        after = Journey((), 0.0) if move.target is None else self.out_of(move.target)
        if before is None or after is None:
            return None
        return self._journey([*before.columns, column, *after.columns])

    def ways(self, column: int) -> list[Journey]:
        """For each build from which a vehicle can come to a column, its best journey; those that lose least first."""
        end = next(move for move in self.moves if move.column == column)
        if end.origin is None:
            return [Journey((column,), float(self._ground.losses[column]))]
        before = self.nodes[: self.nodes.index(end.origin)][::-1]
        arcs = [(move.origin, move.target, move) for move in self.moves if move.target is not None]
        best = self._shortest(before, arcs, {end.origin: (0.0, 0, 0)})
        found = [
            self._journey([move.column, *_walk(best, move.target, lambda step: step.target, end.origin), column])
            for move in self.moves
            if move.origin is None and (move.target in best or move.target == end.origin)
        ]
        return sorted(found, key=lambda way: (round(way.loss, 4), self._idle(way), len(way.columns), way.columns))

    def _idle(self, journey: Journey) -> int:
        """How many moves of a journey the plan does not make."""
        return int((self._ground.values[list(journey.columns)] <= UNUSED).sum())

    def _journey(self, columns: Sequence[int]) -> Journey:
        return Journey(tuple(columns), float(self._ground.losses[list(columns)].sum()))

    def _shortest(
        self,
        nodes: Sequence[int],
        arcs: Sequence[tuple[int | None, int | None, Move]],
        ends: Mapping[int, _Length] = MappingProxyType({}),
    ) -> dict[int, tuple[_Length, Move]]:
        """For each node with a way from (to) the world, or to one of the ``ends``: the length of the shortest, and its
        step at the node.
        """
        at: dict[int, list[tuple[int | None, Move]]] = {}
        for here, there, move in arcs:
            if here is not None:
                at.setdefault(here, []).append((there, move))
        best: dict[int, tuple[_Length, Move]] = {}
        known = dict(ends)
        for node in nodes:
            ways = list(self._ways(at.get(node, []), known))
            if ways:
                best[node] = min(ways, key=lambda way: (way[0], way[1].column))
                known[node] = best[node][0]
        return best

    def _ways(
        self, arcs: Sequence[tuple[int | None, Move]], known: Mapping[int, _Length]
    ) -> Iterator[tuple[_Length, Move]]:
        for there, move in arcs:
            if there is not None and there not in known:
                continue
            loss, idle, steps = (0.0, 0, 0) if there is None else known[there]
            loss += float(self._ground.losses[move.column])
            yield (round(loss, 4), idle + int(self._ground.values[move.column] <= UNUSED), steps + 1), move


def _walk(
    best: Mapping[int, tuple[_Length, Move]],
    row: int | None,
    following: Callable[[Move], int | None],
    end: int | None = None,
) -> list[int]:
    """The columns of the shortest way from a node on, to the world or to the node ``end``."""
    columns: list[int] = []
    while row is not None and row != end:
        move = best[row][1]
        columns.append(move.column)
        row = following(move)
    return columns
