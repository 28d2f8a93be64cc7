"""Merkle tree hash and its compact form (RFC 9162 section 2.1.1; the same tree as RFC 6962).

The hash of a leaf is SHA-256(0x00 ‖ body), of an inner node SHA-256(0x01 ‖ left ‖ right). A tree
of any size is the left-most perfect trees of falling height, joined from the right; those perfect
trees are all that has to be remembered in order to append.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

HASH_BYTES = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(body: bytes) -> bytes:
    """Hash of one leaf (RFC 9162, 2.1.1): the only place where a body enters the tree."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Subtree:
    """The hash of a finished tree of 256**level leaves, the `number`-th of that level from 0."""

    level: int
    number: int
    root: bytes


@dataclass
class Frontier:
    """The perfect subtrees left of the next leaf: enough to append and to state the root.

    `nodes` are ordered from the largest to the smallest; there is one per set bit of `size`.
    """

    size: int = 0
    nodes: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash on the right."""
        nodes, rest = self.nodes, self.size
        while rest & 1:
            leaf = sha256(b"\x01" + nodes.pop() + leaf).digest()
            rest >>= 1
        nodes.append(leaf)
        self.size += 1

    def push(self, node: bytes, height: int) -> None:
        """Add a perfect subtree of 2**height leaves on the right.

        Raises ValueError if the current size is no multiple of 2**height: the subtree would
        not be a node of the tree.
        """
        if self.size & ((1 << height) - 1):
            raise ValueError(f"a subtree of height {height} cannot start at leaf {self.size}")
        rest = self.size >> height
        while rest & 1:
            node = sha256(b"\x01" + self.nodes.pop() + node).digest()
            rest >>= 1
        self.nodes.append(node)
        self.size += 1 << height

    def extend(self, leaves: Iterable[bytes]) -> list[Subtree]:
        """Add many leaf hashes; answers the subtrees of 256, 65,536 … leaves finished by them."""
        finished: list[Subtree] = []
        for leaf in leaves:
            if self.size & (TILE_WIDTH - 1) == TILE_WIDTH - 1:
                finished.extend(self._append_last_of_tile(leaf))
            else:
                self.append(leaf)
        return finished

    def _append_last_of_tile(self, leaf: bytes) -> list[Subtree]:
        """Append the leaf that closes a tile, and note each finished level on the way up."""
        finished, rest, height, node = [], self.size, 0, leaf
        self.size += 1
        while rest & 1:
            node = sha256(b"\x01" + self.nodes.pop() + node).digest()
            rest >>= 1
            height += 1
            if height % TILE_HEIGHT == 0:
                number = (self.size >> height) - 1
                finished.append(Subtree(height // TILE_HEIGHT, number, node))
        self.nodes.append(node)
        return finished

    def root(self) -> bytes:
        """The Merkle tree hash of everything appended so far; of nothing, SHA-256 of ''."""
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = sha256(b"\x01" + node + root).digest()
        return root

    def copy(self) -> "Frontier":
        """An independent copy, for trying out what a further leaf would give."""
        return Frontier(self.size, list(self.nodes))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The Merkle tree hash over the given leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
