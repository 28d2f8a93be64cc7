"""Hashes of an audit log out of its published tiles (C2SP tlog-tiles), as any stranger reads them.

A tile is up to 256 consecutive hashes of one level; a hash of level n stands for 256**n leaves.
"""

from __future__ import annotations

from collections.abc import Callable

from services.reporting.domain.multiproof import HASH_BYTES, ProofError, Range, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT

ReadTile = Callable[[int, int, int], bytes]
"""level, number, width → the hashes of a tile, one after the other."""


def tile_path(level: int, number: int, width: int) -> str:
    """The path of a tile below `tile/`: `0/x001/x234/067` or `0/000.p/5`."""
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    partial = "" if width == WIDTH else f".p/{width}"
    return f"{level}/{'/'.join([*(f'x{one}' for one in parts[:-1]), parts[-1]])}{partial}"


class TiledTree:
    """The tree of the first `size` leaves; each tile is fetched once."""

    def __init__(self, read_tile: ReadTile, size: int) -> None:
        self._read_tile, self.size = read_tile, size
        self._tiles: dict[tuple[int, int], bytes] = {}

    def hash_at(self, level: int, index: int) -> bytes:
        """Hash number `index` of a level. Raises ProofError if the tree has none."""
        number, place = divmod(index, WIDTH)
        data = self._tile(level, number)
        if not 0 <= place * HASH_BYTES < len(data):
            raise ProofError(f"a tree of {self.size} has no hash {index} on level {level}")
        return data[place * HASH_BYTES : (place + 1) * HASH_BYTES]

    def find(self, leaf: bytes, lowest: int, highest: int) -> int | None:
        """The index of a leaf hash between two indexes (both included), searched from above."""
        for index in range(min(highest, self.size - 1), max(lowest, 0) - 1, -1):
            if self.hash_at(0, index) == leaf:
                return index
        return None

    def node(self, leaves: Range) -> bytes:
        """The hash of a node: perfect subtrees from the left, joined from the right."""
        position, end = leaves
        found: list[bytes] = []
        while position < end:
            height = (end - position).bit_length() - 1
            found.append(self._perfect(position, height))
            position += 1 << height
        root = found.pop()
        while found:
            root = node_hash(found.pop(), root)
        return root

    def _perfect(self, first: int, height: int) -> bytes:
        level, rest = divmod(height, HEIGHT)
        start = first >> (level * HEIGHT)
        hashes = [self.hash_at(level, start + one) for one in range(1 << rest)]
        while len(hashes) > 1:
            pairs = zip(hashes[::2], hashes[1::2], strict=True)
            hashes = [node_hash(left, right) for left, right in pairs]
        return hashes[0]

    def _tile(self, level: int, number: int) -> bytes:
        known = self._tiles.get((level, number))
        if known is None:
            width = min(WIDTH, (self.size >> (level * HEIGHT)) - number * WIDTH)
            known = self._read_tile(level, number, width) if width > 0 else b""
            if width > 0 and len(known) != width * HASH_BYTES:
                raise ProofError(f"tile {level}/{number} has {len(known)} bytes")
            self._tiles[(level, number)] = known
        return known
