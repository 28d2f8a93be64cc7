"""Inclusion and consistency proofs (RFC 9162 sections 2.1.3 and 2.1.4): making and checking them.

Making a proof needs hashes of ranges of leaves. They come from a `Hashes` reader, which knows the
leaf hashes (level 0) and the hashes of finished subtrees of 256**level leaves, so a proof in a log
of millions of entries reads a few hundred hashes.
"""

from collections.abc import Sequence

from services.audit.domain.merkle import EMPTY_ROOT, TILE_HEIGHT, Frontier, node_hash
from services.audit.domain.tree import Hashes


class ProofError(ValueError):
    """A proof was asked for a leaf or a size the tree does not have."""


def range_root(hashes: Hashes, first: int, end: int) -> bytes:
    """The Merkle tree hash of the leaves first … end-1, where they are a node of the tree.

    That is: first is a multiple of the smallest power of two not below the length.
    """
    frontier, position = Frontier(), first
    for level in range((end - first).bit_length() // TILE_HEIGHT, -1, -1):
        height = level * TILE_HEIGHT
        count = (end - position) >> height
        if count:
            for node in hashes.read(level, position >> height, count):
                frontier.push(node, height)
            position += count << height
    return frontier.root()


def tree_root(hashes: Hashes, size: int) -> bytes:
    """The root of the tree of the first `size` leaves."""
    return range_root(hashes, 0, size) if size else EMPTY_ROOT


def _split(length: int) -> int:
    """The largest power of two below `length` (RFC 9162, 2.1.1)."""
    return 1 << (length - 1).bit_length() - 1


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The leaf ranges whose hashes prove leaf `index` in a tree of `size`, leaf side first.

    Raises ProofError if the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} has no leaf {index}")
    first, end, path = 0, size, []
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((first, middle))
            first = middle
    return path[::-1]


def inclusion_proof(hashes: Hashes, index: int, size: int) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size` (RFC 9162, 2.1.3.1)."""
    return [range_root(hashes, first, end) for first, end in inclusion_ranges(index, size)]


def consistency_ranges(old: int, size: int) -> list[tuple[int, int]]:
    """The leaf ranges that prove the tree of `old` a prefix of the tree of `size`.

    Raises ProofError unless 0 <= old <= size. Nothing has to be proved for 0 and for equal sizes.
    """
    if not 0 <= old <= size:
        raise ProofError(f"a tree of {old} is no prefix of a tree of {size}")
    if old in (0, size):
        return []
    first, end, known, path = 0, size, True, []
    while end != old:
        middle = first + _split(end - first)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((first, middle))
            first, known = middle, False
    # A prefix that is itself a left-most perfect tree is known to whoever holds the old root.
    return ([] if known else [(first, end)]) + path[::-1]


def consistency_proof(hashes: Hashes, old: int, size: int) -> list[bytes]:
    """The proof that the tree of `old` is a prefix of the tree of `size` (RFC 9162, 2.1.4.1)."""
    return [range_root(hashes, first, end) for first, end in consistency_ranges(old, size)]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root an inclusion proof leads to (RFC 9162, 2.1.3.2); None if its length is wrong."""
    if not 0 <= index < size:
        return None
    position, last, root = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return None
        if position & 1 or position == last:
            root = node_hash(node, root)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            root = node_hash(root, node)
        position, last = position >> 1, last >> 1
    return root if last == 0 else None


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof shows the leaf hash at `index` of the tree with this size and root."""
    return root_from_inclusion(leaf, index, size, proof) == root


def verify_consistency(
    old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of `old` is a prefix of the tree of `size` (RFC 9162, 2.1.4.2)."""
    if old == size:
        return old_root == root and not proof
    if old == 0:
        return old_root == EMPTY_ROOT and not proof
    if not 0 < old < size:
        return False
    # A perfect old tree is its own first node and is left out of the proof.
    nodes = list(proof) if old & (old - 1) else [old_root, *proof]
    return _climb(nodes, old - 1, size - 1) == (old_root, root)


def _climb(nodes: list[bytes], position: int, last: int) -> tuple[bytes, bytes] | None:
    """Both roots a consistency proof leads to; None if its length is wrong."""
    while position & 1:
        position, last = position >> 1, last >> 1
    if not nodes:
        return None
    old_root = root = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old_root, root = node_hash(node, old_root), node_hash(node, root)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            root = node_hash(root, node)
        position, last = position >> 1, last >> 1
    return (old_root, root) if last == 0 else None
