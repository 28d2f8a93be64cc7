"""One proof for many leaves of the audit log (RFC 9162, 2.1; the format: contracts/multiproof.md).

An inclusion proof per leaf would repeat the nodes near the root for each of them. Here the tree is
walked once from the left: a subtree without any of the leaves gives its hash as a node, everything
else follows from the leaf hashes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise

Range = tuple[int, int]
"""Leaves `first` to `end` (exclusive) that are one node of the tree; or places in a list."""

HASH_BYTES = 32


class ProofError(ValueError):
    """Leaves and nodes do not make up a tree of this size."""


@dataclass(frozen=True)
class Leaves:
    """(index, leaf hash) in rising order, in forty bytes each: a report may rest on a hundred
    thousand events."""

    indexes: array[int] = field(default_factory=lambda: array("Q"))
    hashes: bytearray = field(default_factory=bytearray)

    def add(self, index: int, leaf: bytes) -> None:
        """One more, behind all others."""
        self.indexes.append(index)
        self.hashes.extend(leaf)

    def hash_at(self, place: int) -> bytes:
        """The hash of the leaf at a place of the list (not of the tree)."""
        return bytes(self.hashes[place * HASH_BYTES : (place + 1) * HASH_BYTES])


@dataclass(frozen=True)
class MultiProof:
    """`nodes` are the hashes beside those of the leaves, from the left."""

    tree_size: int
    leaves: Leaves
    nodes: tuple[bytes, ...]

    def root(self) -> bytes:
        """The root these hashes lead to. Raises ProofError if they do not fit the size."""
        nodes = iter(self.nodes)
        places = (0, len(self.leaves.indexes))
        found = _root(self.leaves, places, nodes, (0, self.tree_size))
        if next(nodes, None) is not None:
            raise ProofError("more nodes than the proof needs")
        return found


def leaf_hash(body: bytes) -> bytes:
    """Hash of one leaf (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def split(first: int, end: int) -> int:
    """Where a node of several leaves parts: at the largest power of two below their number."""
    return first + (1 << (end - first - 1).bit_length() - 1)


def nodes_needed(indexes: Sequence[int], tree_size: int) -> list[Range]:
    """The subtrees without any of `indexes`, from the left.

    Raises ProofError unless the indexes rise and lie in the tree.
    """
    if any(one >= other for one, other in pairwise(indexes)):
        raise ProofError("the indexes do not rise")
    if indexes and not 0 <= indexes[0] <= indexes[-1] < tree_size:
        raise ProofError(f"a tree of {tree_size} has no such leaf")
    return list(_needed(indexes, (0, len(indexes)), (0, tree_size))) if tree_size else []


def _needed(indexes: Sequence[int], places: Range, node: Range) -> Iterator[Range]:
    """`places`: those of the indexes that lie below the node."""
    (low, high), (first, end) = places, node
    if low == high:
        yield node
    elif high - low < end - first:
        middle = split(first, end)
        parting = bisect_left(indexes, middle, low, high)
        yield from _needed(indexes, (low, parting), (first, middle))
        yield from _needed(indexes, (parting, high), (middle, end))


def _root(leaves: Leaves, places: Range, nodes: Iterator[bytes], node: Range) -> bytes:
    (low, high), (first, end) = places, node
    if low == high:
        given = next(nodes, None)
        if given is None:
            raise ProofError("fewer nodes than the proof needs")
        return given
    if end - first == 1:
        return leaves.hash_at(low)
    middle = split(first, end)
    parting = bisect_left(leaves.indexes, middle, low, high)
    return node_hash(
        _root(leaves, (low, parting), nodes, (first, middle)),
        _root(leaves, (parting, high), nodes, (middle, end)),
    )
