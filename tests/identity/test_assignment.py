"""The assignment is the best there is, whatever the graph."""

from __future__ import annotations

import random
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from deckgen.identity.assignment import assign

pairs = st.tuples(st.integers(0, 5), st.integers(0, 5))
weights = st.dictionaries(pairs, st.integers(1, 20).map(float), max_size=18)


def best(graph: dict[tuple[int, int], float]) -> float:
    """The greatest sum, by trying everything."""
    return max(
        sum(graph.get((row, column), 0.0) for row, column in enumerate(columns))
        for columns in permutations(range(6))
    )


@given(weights)
def test_sum_is_the_greatest(graph: dict[tuple[int, int], float]) -> None:
    chosen = assign(graph)

    assert len(set(chosen.values())) == len(chosen)
    assert all(pair in graph for pair in chosen.items())
    assert sum(graph[pair] for pair in chosen.items()) == best(graph)


@given(weights, st.randoms())
def test_order_of_the_pairs_does_not_matter(
    graph: dict[tuple[int, int], float], rng: random.Random
) -> None:
    shuffled = list(graph.items())
    rng.shuffle(shuffled)

    assert assign(dict(shuffled)) == assign(graph)


def test_large_component_is_solved_nearly_as_well() -> None:
    graph = {
        (row, (row + shift) % 3000): (1.0 if shift == 0 else 0.4 + (row * 7 % 10) / 20)
        for row in range(3000)
        for shift in range(5)
    }

    chosen = assign(graph)

    assert sum(graph[pair] for pair in chosen.items()) >= 0.98 * 3000


def test_all_equal_weights_still_end() -> None:
    graph = {(row, column): 1.0 for row in range(150) for column in range(150)}

    assert len(assign(graph)) == 150
