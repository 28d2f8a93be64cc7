"""The growing tree: its frontier and the hashes of the tiles that are not finished yet.

Ingest and verification grow the same tree, so they cannot disagree about where a tile ends.
"""

from dataclasses import dataclass
from typing import Protocol

from services.audit.domain.merkle import TILE_HEIGHT, TILE_WIDTH, Frontier


@dataclass(frozen=True)
class FinishedTile:
    """A tile that will never change again: its 256 hashes and the hash over them."""

    level: int
    number: int
    hashes: bytes
    root: bytes


class Hashes(Protocol):
    """Where stored hashes come from."""

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        """Hashes number first … first+count-1 of the perfect subtrees of 256**level leaves."""
        ...


class Tree:
    """A tree that reports each tile it finishes."""

    def __init__(self) -> None:
        self.frontier = Frontier()
        self._open: list[list[bytes]] = [[]]
        self.last_leaf: bytes | None = None

    @classmethod
    def load(cls, hashes: Hashes, size: int) -> "Tree":
        """The tree of the first `size` leaves, from at most 255 stored hashes a level."""
        tree = cls()
        levels = max(0, size.bit_length() - 1) // TILE_HEIGHT
        tree._open = [[] for _ in range(levels + 1)]
        for level in range(levels, -1, -1):
            count = (size >> (level * TILE_HEIGHT)) % TILE_WIDTH
            if count:
                first = (size >> (level * TILE_HEIGHT)) - count
                tree._open[level] = hashes.read(level, first, count)
                for node in tree._open[level]:
                    tree.frontier.push(node, level * TILE_HEIGHT)
        tree.last_leaf = hashes.read(0, size - 1, 1)[0] if size else None
        return tree

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return self.frontier.size

    def append(self, leaf: bytes) -> list[FinishedTile]:
        """Add one leaf hash; answers the tiles this finishes, lowest level first."""
        hashes = self._open[0]
        hashes.append(leaf)
        self.last_leaf = leaf
        if len(hashes) < TILE_WIDTH:
            self.frontier.append(leaf)
            return []
        return self._finish(leaf)

    def _finish(self, leaf: bytes) -> list[FinishedTile]:
        finished = []
        for subtree in self.frontier.extend([leaf]):
            level = subtree.level - 1
            hashes = b"".join(self._open[level])
            finished.append(FinishedTile(level, subtree.number, hashes, subtree.root))
            self._open[level] = []
            if len(self._open) == subtree.level:
                self._open.append([])
            self._open[subtree.level].append(subtree.root)
        return finished
