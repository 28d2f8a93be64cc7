"""Reads a QR code from the squares of its drawing (ISO/IEC 18004): what a telephone would show.

Nothing is corrected: every code word must be right, else a reader that corrects could read other
words than stand here. Only what our renderer draws is read: level M, one segment of bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from .content import Foreign
from .places import Shape

_CORRECTION = (
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26,
)  # fmt: skip
"""Code words of each block that correct it, by version from 1 (level M)."""
_BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17)
_FINDER, _NEAR = 8, 0.02
_LEVEL_M, _MASKED = 0, 0b101010000010010
_BYTES = 0b0100
_POLYNOMIAL = 0x11D
_OTHER = "ein anderer QR-Code"
Grid = list[list[bool]]


def read_code(shapes: Iterable[Shape]) -> bytes:
    """The bytes a reader sees. Raises Foreign where it is no code of ours."""
    grid = _grid(list(shapes))
    version = (len(grid) - 17) // 4
    if not 1 <= version <= len(_BLOCKS) or len(grid) % 4 != 1:
        raise Foreign(_OTHER)
    if any(grid[row][column] is not dark for (row, column), dark in _patterns(version)):
        raise Foreign(_OTHER)
    words = _code_words(grid, version, _mask(grid))
    return _message(_data(words, version), version)


def _grid(shapes: list[Shape]) -> Grid:
    """Each dark square as wide as a row is high, all of them beside each other."""
    if not shapes or any(not one.is_box for one in shapes):
        raise Foreign(_OTHER)
    left, top = min(one.left for one in shapes), max(one.top for one in shapes)
    side = sum(one.high for one in shapes) / len(shapes)
    count = round((max(one.right for one in shapes) - left) / side)
    side = (max(one.right for one in shapes) - left) / max(1, count)
    grid = [[False] * count for _ in range(count)]
    for one in shapes:
        places = (one.left - left) / side, (one.right - left) / side, (top - one.top) / side
        first, end, row = (round(place) for place in places)
        fits = all(abs(a - round(a)) <= _NEAR * 4 for a in places)
        if not fits or abs(one.high - side) > _NEAR or row >= count or any(grid[row][first:end]):
            raise Foreign(_OTHER)
        grid[row][first:end] = [True] * (end - first)
    return grid


def _mask(grid: Grid) -> int:
    """Its number, as both copies of the format say it."""
    size = len(grid)
    near = [(8, one) for one in (0, 1, 2, 3, 4, 5, 7, 8)] + [
        (one, 8) for one in (7, 5, 4, 3, 2, 1, 0)
    ]
    far = [(size - 1 - one, 8) for one in range(7)] + [(8, size - 8 + one) for one in range(8)]
    found = {_number(grid[row][column] for row, column in places) for places in (near, far)}
    if len(found) != 1:
        raise Foreign(_OTHER)
    told = found.pop() ^ _MASKED
    if told >> 13 != _LEVEL_M or _rest(told, 0x537, 10):
        raise Foreign(_OTHER)
    return told >> 10 & 7


def _number(bits: Iterable[bool]) -> int:
    value = 0
    for bit in bits:
        value = value << 1 | bit
    return value


def _rest(value: int, divisor: int, bits: int) -> int:
    """What is left of a division of polynomials."""
    for place in range(value.bit_length() - 1, bits - 1, -1):
        if value >> place & 1:
            value ^= divisor << place - bits
    return value


def _is_masked(mask: int, row: int, column: int) -> bool:
    both = row * column
    return (
        (row + column) % 2, row % 2, column % 3, (row + column) % 3, (row // 2 + column // 3) % 2,
        both % 2 + both % 3, (both % 2 + both % 3) % 2,
        ((row + column) % 2 + both % 3) % 2,
    )[mask] == 0  # fmt: skip


def _code_words(grid: Grid, version: int, mask: int) -> bytes:
    """In the order they stand in, two columns at a time from the right, up and down in turn."""
    size, bits = len(grid), list[bool]()
    taken = _function(version)
    columns = [one for one in range(size - 1, 0, -2) if one > 6] + [5, 3, 1]
    upward = True
    for right in columns:
        rows = range(size - 1, -1, -1) if upward else range(size)
        for row in rows:
            for column in (right, right - 1):
                if (row, column) not in taken:
                    bits.append(grid[row][column] ^ _is_masked(mask, row, column))
        upward = not upward
    ends = range(8, len(bits) + 1, 8)
    return bytes(_number(bits[end - 8 : end]) for end in ends)


def _function(version: int) -> set[tuple[int, int]]:
    """Squares that carry no data: corners, timing, alignment, format and version."""
    size = 17 + 4 * version
    corner = range(_FINDER + 1)
    taken = {(row, column) for row in corner for column in corner}
    taken |= {(row, size - 1 - column) for row in corner for column in range(_FINDER)}
    taken |= {(size - 1 - row, column) for row in range(_FINDER) for column in corner}
    taken |= {(6, one) for one in range(size)} | {(one, 6) for one in range(size)}
    taken |= {place for place, _ in _alignments(version)}
    if version >= 7:
        taken |= {(row, size - 9 - one) for row in range(6) for one in range(3)}
        taken |= {(size - 9 - one, column) for column in range(6) for one in range(3)}
    return taken


def _patterns(version: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Squares by which a reader finds the code, and whether each is dark."""
    size = 17 + 4 * version
    for row in range(_FINDER):
        for column in range(_FINDER):
            ring = max(abs(row - 3), abs(column - 3))
            dark = ring in (0, 1, 3)
            yield (row, column), dark
            yield (row, size - 1 - column), dark
            yield (size - 1 - row, column), dark
    for one in range(_FINDER, size - _FINDER):
        yield (6, one), one % 2 == 0
        yield (one, 6), one % 2 == 0
    yield (size - _FINDER, _FINDER), True
    yield from _alignments(version)


def _alignments(version: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Small squares inside; none where the corners are."""
    middles, size = _middles(version), 17 + 4 * version
    near = range(-2, 3)
    for row, column in product(middles, middles):
        if (row, column) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
            for down, right in product(near, near):
                yield (row + down, column + right), max(abs(down), abs(right)) != 1


def _middles(version: int) -> list[int]:
    """Of the alignment patterns."""
    if version == 1:
        return []
    count, size = version // 7 + 2, 17 + 4 * version
    step = (version * 8 + count * 3 + 5) // (count * 4 - 4) * 2
    return [6, *(size - 7 - step * one for one in range(count - 2, -1, -1))]


def _data(words: bytes, version: int) -> bytes:
    """The data words of all blocks, each block once it is seen to be right."""
    correction, count = _CORRECTION[version - 1], _BLOCKS[version - 1]
    length = len(words) // count
    shorter = count - len(words) % count
    blocks = [bytearray() for _ in range(count)]
    at = 0
    for place in range(length - correction + 1):
        for number, block in enumerate(blocks):
            if place < length - correction or number >= shorter:
                block.append(words[at])
                at += 1
    lengths = [len(one) for one in blocks]
    for number, word in enumerate(words[at:]):
        blocks[number % count].append(word)
    for block in blocks:
        _demand_right(bytes(block), correction)
    return b"".join(bytes(one[:end]) for one, end in zip(blocks, lengths, strict=True))


def _demand_right(block: bytes, correction: int) -> None:
    """A block is right where it is nothing at each root of its polynomial."""
    root = 1
    for _ in range(correction):
        value = 0
        for word in block:
            value = _times(value, root) ^ word
        if value:
            raise Foreign(_OTHER)
        root = _times(root, 2)


def _times(one: int, other: int) -> int:
    value = 0
    while other:
        if other & 1:
            value ^= one
        one = one << 1 ^ (_POLYNOMIAL if one & 0x80 else 0)
        other >>= 1
    return value


def _message(data: bytes, version: int) -> bytes:
    """One segment of bytes, and behind it nothing but filling."""
    bits = "".join(f"{one:08b}" for one in data)
    wide = 8 if version < 10 else 16
    start = 4 + wide
    end = start + 8 * int(bits[4:start], 2)
    if int(bits[:4], 2) != _BYTES or end > len(bits) or "1" in bits[end : end + 4]:
        raise Foreign(_OTHER)
    return bytes(int(one, 2) for one in _bytes(bits[start:end]))


def _bytes(bits: str) -> Iterator[str]:
    return (bits[at : at + 8] for at in range(0, len(bits), 8))
