"""The log as static resources: paths, widths and bytes of tiles (C2SP tlog-tiles).

A tile is 256 consecutive hashes of one level; the right-most one of a level may be partial. An
entry bundle holds the leaves of one level-0 tile, each behind its length as big-endian uint16.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.audit.domain.merkle import TILE_HEIGHT, TILE_WIDTH

MAX_ENTRY_BYTES = 0xFFFF
MAX_LEVEL = 63
_PATH = re.compile(
    r"(?P<level>entries|0|[1-9]\d?)/(?P<index>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?"
)


class TileError(ValueError):
    """A path names no tile, or bytes are no entry bundle."""


@dataclass(frozen=True)
class Tile:
    """One tile. `level` None means the entry bundle beside the level-0 tile of that number."""

    level: int | None
    number: int
    width: int = TILE_WIDTH

    @property
    def first(self) -> int:
        """Number of its first hash within the level."""
        return self.number * TILE_WIDTH

    def path(self) -> str:
        """The path below `tile/`, for example `0/x001/x234/067` or `entries/000.p/5`."""
        level = "entries" if self.level is None else str(self.level)
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"{level}/{index_path(self.number)}{partial}"


def index_path(number: int) -> str:
    """A tile number as path elements of three digits, all but the last with an `x`."""
    text = str(number)
    text = text.zfill(-(-len(text) // 3) * 3)
    parts = [text[at : at + 3] for at in range(0, len(text), 3)]
    return "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])


def parse_path(path: str) -> Tile:
    """The tile a path below `tile/` names. Raises TileError for anything but the one spelling."""
    match = _PATH.fullmatch(path)
    if not match:
        raise TileError(f"no tile path: {path!r}")
    level = None if match["level"] == "entries" else int(match["level"])
    number = int(match["index"].replace("x", "").replace("/", ""))
    width = int(match["width"] or TILE_WIDTH)
    tile = Tile(level, number, width)
    if (level or 0) > MAX_LEVEL or width > TILE_WIDTH or tile.path() != path:
        raise TileError(f"no tile path: {path!r}")
    return tile


def width_at(level: int, number: int, size: int) -> int:
    """How many hashes tile `number` of a level has in a tree of `size` leaves; 0 if none yet."""
    hashes = size >> (TILE_HEIGHT * level)
    return max(0, min(TILE_WIDTH, hashes - number * TILE_WIDTH))


def exists(tile: Tile, size: int) -> bool:
    """Whether a tree of `size` leaves has this tile, full or partial, at this width."""
    return 0 < tile.width <= width_at(tile.level or 0, tile.number, size)


def encode_bundle(bodies: Iterable[bytes]) -> bytes:
    """The entry bundle of these leaves. Raises TileError for a leaf above 65,535 bytes."""
    parts = []
    for body in bodies:
        if len(body) > MAX_ENTRY_BYTES:
            raise TileError(f"an entry of {len(body)} bytes does not fit a bundle")
        parts += [len(body).to_bytes(2, "big"), body]
    return b"".join(parts)


def decode_bundle(data: bytes) -> Iterator[bytes]:
    """The leaves of an entry bundle in order. Raises TileError if it ends within a leaf."""
    position = 0
    while position < len(data):
        length = int.from_bytes(data[position : position + 2], "big")
        body = data[position + 2 : position + 2 + length]
        position += 2 + length
        if position > len(data) or len(body) < length:
            raise TileError("the bundle ends within an entry")
        yield body
