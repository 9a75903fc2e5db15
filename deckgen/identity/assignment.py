"""Choose among weighted pairs so that the sum is greatest and nobody is taken twice.

Maximum-weight matching on a sparse bipartite graph.  It is cut into connected components, each
solved exactly by shortest augmenting paths (Jonker and Volgenant's form of the Hungarian method).
A component too large for that loses its weakest pairs until it falls apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

Weights = Mapping[tuple[int, int], float]
"""The worth of each possible pair, greater than 0."""

_LARGEST = 120
"""Most rows or columns of a component that is solved exactly (about 0.1 s)."""


def assign(weights: Weights) -> dict[int, int]:
    """Pair left with right so that the sum of the weights is greatest.

    Exact for components of up to 120 on a side.  A greater one is first cut: its pairs are dropped
    in the order of their weights, weakest first, until it falls apart into parts that are not.
    The result depends on the weights only, not on the order of the pairs.
    """
    chosen: dict[int, int] = {}
    stack = [dict(component) for component in _components(weights)]
    while stack:
        component = stack.pop()
        rows = {row for row, _ in component}
        columns = {column for _, column in component}
        if len(component) == 1:
            chosen.update(list(component))
        elif min(len(rows), len(columns)) <= _LARGEST:
            chosen.update(_solve(component, sorted(rows), sorted(columns)))
        elif smaller := _cut(component):
            stack.extend(smaller)
        else:
            chosen.update(_take_any(component))
    return chosen


def _components(weights: Weights) -> Iterable[Weights]:
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in weights:
        parent[root(row)] = root(~column)
    found: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for (row, column), weight in weights.items():
        found[root(row)][row, column] = weight
    return found.values()


def _cut(component: Weights) -> list[dict[tuple[int, int], float]]:
    """Drop those pairs (a quarter at most) that are furthest from the best of row and column.

    Returns:
        The parts that are left; none if every pair is the best of its row or column.
    """
    best: dict[int, float] = defaultdict(float)
    for (row, column), weight in component.items():
        best[row] = max(best[row], weight)
        best[~column] = max(best[~column], weight)
    loss = {pair: min(best[pair[0]], best[~pair[1]]) - weight for pair, weight in component.items()}
    ranked = sorted(component, key=lambda pair: (-loss[pair], pair))
    dropped = {pair for pair in ranked[: max(1, len(ranked) // 4)] if loss[pair] > 0}
    if not dropped:
        return []
    kept = {pair: weight for pair, weight in component.items() if pair not in dropped}
    return [dict(part) for part in _components(kept)]


def _take_any(component: Weights) -> dict[int, int]:
    """Take one pair after the other where each is as good as any for its row and column."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for row, column in sorted(component):
        if row not in chosen and column not in taken:
            chosen[row] = column
            taken.add(column)
    return chosen


def _solve(component: Weights, rows: list[int], columns: list[int]) -> dict[int, int]:
    if len(rows) > len(columns):
        turned = {(column, row): weight for (row, column), weight in component.items()}
        return {row: column for column, row in _solve(turned, columns, rows).items()}
    cost = [[-component.get((row, column), 0.0) for column in columns] for row in rows]
    chosen = _hungarian(cost)
    pairs = {row: columns[chosen[at]] for at, row in enumerate(rows)}
    return {row: column for row, column in pairs.items() if (row, column) in component}


def _hungarian(cost: list[list[float]]) -> list[int]:
    """The column of each row in a cheapest complete assignment; no more rows than columns."""
    width = len(cost[0])
    row_potential = [0.0] * (len(cost) + 1)
    column_potential = [0.0] * (width + 1)
    row_of = [0] * (width + 1)  # 1-based; column 0 stands for the row being placed
    for row in range(1, len(cost) + 1):
        row_of[0] = row
        column, came_from = _augment(cost, row_of, row_potential, column_potential)
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    chosen = [0] * len(cost)
    for column in range(1, width + 1):
        if row_of[column]:
            chosen[row_of[column] - 1] = column - 1
    return chosen


def _augment(
    cost: list[list[float]], row_of: list[int], rows: list[float], columns: list[float]
) -> tuple[int, list[int]]:
    """Find the cheapest way to a free column, adjusting the potentials on the way."""
    width = len(columns)
    slack = [float("inf")] * width
    came_from = [0] * width
    done = [False] * width
    column = 0
    while row_of[column]:
        done[column] = True
        row = row_of[column]
        line, base = cost[row - 1], rows[row]
        smallest, following = float("inf"), 0
        for other in range(1, width):
            if done[other]:
                continue
            reduced = line[other - 1] - base - columns[other]
            if reduced < slack[other]:
                slack[other] = reduced
                came_from[other] = column
            if slack[other] < smallest:
                smallest, following = slack[other], other
        for other in range(width):
            if done[other]:
                rows[row_of[other]] += smallest
                columns[other] -= smallest
            else:
                slack[other] -= smallest
        column = following
    return column, came_from
