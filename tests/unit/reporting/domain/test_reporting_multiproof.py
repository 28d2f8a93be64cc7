"""The multi-proof against the definition of the tree (RFC 9162, 2.1), read from tiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.multiproof import (
    Leaves,
    MultiProof,
    ProofError,
    leaf_hash,
    node_hash,
    nodes_needed,
)
from services.reporting.domain.tiles import HEIGHT, WIDTH, TiledTree, tile_path


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """Straight from the RFC: parted at the largest power of two below the length."""
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return node_hash(naive_root(leaves[:middle]), naive_root(leaves[middle:]))


class Tiles:
    """A published log that counts what is asked for."""

    def __init__(self, count: int) -> None:
        self.leaves = [leaf_hash(str(one).encode()) for one in range(count)]
        self.asked: list[tuple[int, int, int]] = []

    def read(self, level: int, number: int, width: int) -> bytes:
        self.asked.append((level, number, width))
        span = WIDTH**level
        first = number * WIDTH * span
        starts = range(first, first + width * span, span)
        return b"".join(naive_root(self.leaves[one : one + span]) for one in starts)


def proof_of(tiles: Tiles, indexes: Sequence[int], size: int) -> MultiProof:
    tree = TiledTree(tiles.read, size)
    nodes = tuple(tree.node(one) for one in nodes_needed(indexes, size))
    return MultiProof(size, listed((one, tiles.leaves[one]) for one in indexes), nodes)


def listed(leaves: Iterable[tuple[int, bytes]]) -> Leaves:
    found = Leaves()
    for index, leaf in leaves:
        found.add(index, leaf)
    return found


@given(st.data())
def test_any_leaves_of_any_tree_lead_to_its_root(data):
    size = data.draw(st.integers(1, 600))
    indexes = sorted(data.draw(st.sets(st.integers(0, size - 1), max_size=40)))
    tiles = Tiles(size)
    assert proof_of(tiles, indexes, size).root() == naive_root(tiles.leaves)


@given(st.data())
def test_a_proof_at_a_past_size_does_not_see_what_came_later(data):
    size = data.draw(st.integers(1, 300))
    tiles = Tiles(size + data.draw(st.integers(0, 300)))
    indexes = sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=5)))
    assert proof_of(tiles, indexes, size).root() == naive_root(tiles.leaves[:size])


@given(st.data())
def test_another_leaf_never_leads_to_the_root(data):
    size = data.draw(st.integers(2, 200))
    indexes = sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=10)))
    tiles = Tiles(size)
    proof = proof_of(tiles, indexes, size)
    place = data.draw(st.integers(0, len(indexes) - 1))
    leaves = [(one, tiles.leaves[one]) for one in indexes]
    leaves[place] = (leaves[place][0], leaf_hash(b"another"))
    assert MultiProof(size, listed(leaves), proof.nodes).root() != naive_root(tiles.leaves)


def test_shared_nodes_stand_there_once():
    size = 1 << 12
    tiles = Tiles(size)
    assert len(proof_of(tiles, range(100, 200), size).nodes) <= 12
    assert len(proof_of(tiles, range(size), size).nodes) == 0


@pytest.mark.parametrize("indexes", [(3, 3), (4, 2), (9,), (-1,)])
def test_indexes_rise_and_lie_in_the_tree(indexes):
    with pytest.raises(ProofError):
        nodes_needed(indexes, 9)


def test_nodes_too_few_or_too_many_are_no_proof():
    proof = proof_of(Tiles(9), [3], 9)
    with pytest.raises(ProofError):
        MultiProof(9, proof.leaves, proof.nodes[:-1]).root()
    with pytest.raises(ProofError):
        MultiProof(9, proof.leaves, (*proof.nodes, bytes(32))).root()


def test_a_leaf_is_found_within_its_window_only():
    tiles = Tiles(700)
    tree = TiledTree(tiles.read, 700)
    assert tree.find(tiles.leaves[300], 290, 310) == 300
    assert tree.find(tiles.leaves[300], 301, 699) is None
    assert tree.find(tiles.leaves[699], 0, 10_000) == 699


def test_each_tile_is_fetched_once_and_none_that_is_not_needed():
    tiles = Tiles(WIDTH * 4 + 7)
    proof_of(tiles, [5, 6, 700], len(tiles.leaves))
    assert len(set(tiles.asked)) == len(tiles.asked)
    assert (0, 1, WIDTH) not in tiles.asked and (0, 3, WIDTH) not in tiles.asked


def test_a_tile_of_the_wrong_length_is_refused():
    with pytest.raises(ProofError):
        TiledTree(lambda *_: b"short", 5).hash_at(0, 0)


def test_paths_are_those_of_the_specification():
    assert tile_path(0, 1_234_067, WIDTH) == "0/x001/x234/067"
    assert tile_path(1, 0, 5) == "1/000.p/5"
    assert HEIGHT == 8
