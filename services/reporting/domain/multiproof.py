"""One proof for many leaves of the audit log (RFC 9162, 2.1; the format: contracts/multiproof.md).

An inclusion proof per leaf would repeat the nodes near the root for each of them. Here the tree is
walked once from the left: a subtree without any of the leaves gives its hash as a node, everything
else follows from the leaf hashes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

Range = tuple[int, int]
"""Leaves `first` to `end` (exclusive) that are one node of the tree."""


class ProofError(ValueError):
    """Leaves and nodes do not make up a tree of this size."""


@dataclass(frozen=True)
class MultiProof:
    """`leaves` are (index, leaf hash) in rising order, `nodes` the other hashes from the left."""

    tree_size: int
    leaves: tuple[tuple[int, bytes], ...]
    nodes: tuple[bytes, ...]

    def root(self) -> bytes:
        """The root these hashes lead to. Raises ProofError if they do not fit the size."""
        indexes = [index for index, _ in self.leaves]
        known = dict(self.leaves)
        nodes = iter(self.nodes)
        found = _root(indexes, known, nodes, (0, self.tree_size))
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
    return list(_needed(indexes, (0, tree_size))) if tree_size else []


def _needed(indexes: Sequence[int], node: Range) -> Iterator[Range]:
    first, end = node
    if not indexes:
        yield node
    elif end - first > 1:
        middle = split(first, end)
        left = [one for one in indexes if one < middle]
        yield from _needed(left, (first, middle))
        yield from _needed(indexes[len(left) :], (middle, end))


def _root(
    indexes: Sequence[int], known: dict[int, bytes], nodes: Iterator[bytes], node: Range
) -> bytes:
    first, end = node
    if not indexes:
        given = next(nodes, None)
        if given is None:
            raise ProofError("fewer nodes than the proof needs")
        return given
    if end - first == 1:
        return known[first]
    middle = split(first, end)
    left = [one for one in indexes if one < middle]
    return node_hash(
        _root(left, known, nodes, (first, middle)),
        _root(indexes[len(left) :], known, nodes, (middle, end)),
    )
