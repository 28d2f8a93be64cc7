"""The code words of a QR code: its data and what corrects errors in them (ISO/IEC 18004, 7.4, 7.5).

reportlab's encoder makes them bit by bit, and for every block the generator polynomial anew, which
took half of the time of a code.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain, cycle, islice, zip_longest

from reportlab.graphics.barcode.qrencoder import EXP_TABLE, LOG_TABLE, QRRSBlock

_BYTES = 0b0100
"""The mode of data that are bytes."""
_FILLING = (0xEC, 0x11)
_FEW = 10
"""Smaller versions count their bytes in eight bits, larger ones in sixteen."""
_FIELD = 255


def code_words(text: bytes, version: int, level: int) -> list[int]:
    """All code words in the order in which they are drawn; ``text`` must fit the version."""
    blocks = QRRSBlock.getRSBlocks(version, level)
    data = iter(_data_words(text, version, sum(one.dataCount for one in blocks)))
    parts = [list(islice(data, one.dataCount)) for one in blocks]
    tests = [
        _remainder(part, one.totalCount - one.dataCount)
        for part, one in zip(parts, blocks, strict=True)
    ]
    drawn = chain(zip_longest(*parts), zip_longest(*tests))
    return [word for words in drawn for word in words if word is not None]


def _data_words(text: bytes, version: int, room: int) -> list[int]:
    """Mode, length, bytes and the end, filled up to ``room`` words."""
    wide = 8 if version < _FEW else 16
    bits = (_BYTES << wide | len(text)) << 8 * len(text) | int.from_bytes(text)
    used = 4 + wide + 8 * len(text)
    end = min(4, 8 * room - used)
    aligned = -(-(used + end) // 8)
    words = (bits << 8 * aligned - used).to_bytes(aligned)
    return [*words, *islice(cycle(_FILLING), room - aligned)]


def _remainder(words: Sequence[int], count: int) -> list[int]:
    """The ``count`` words that make a block a multiple of the generator (Reed-Solomon)."""
    generator, rest = _generator(count), [0] * count
    for word in words:
        factor = word ^ rest[0]
        rest = [*rest[1:], 0]
        if factor:
            by = LOG_TABLE[factor]
            times = (EXP_TABLE[(by + log) % _FIELD] for log in generator)
            rest = [one ^ two for one, two in zip(rest, times, strict=True)]
    return rest


@cache
def _generator(count: int) -> tuple[int, ...]:
    """Logarithms of the coefficients behind the leading one of (x - 1)(x - 2)(x - 4)…"""
    found = [1]
    for power in range(count):
        times = [EXP_TABLE[(LOG_TABLE[one] + power) % _FIELD] for one in found]
        found = [a ^ b for a, b in zip([*found, 0], [0, *times], strict=True)]
    return tuple(LOG_TABLE[one] for one in found[1:])
