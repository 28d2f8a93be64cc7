"""The mask of a QR code: judged a line at once as module by module, and read back under each."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QRErrorCorrectLevel

from services.reporting.render.pdf.qr_mask import MASKS, MaskedCode, lost_points

CORNERS = ([1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1])


def by_module(grid: list[list[int]]) -> int:
    """The four rules of ISO/IEC 18004, 7.8.3, as they are written."""
    side, lines = len(grid), [*grid, *map(list, zip(*grid, strict=True))]
    lost = 0
    for line in lines:
        lost += sum(n - 2 for n in (len(list(run)) for _, run in groupby(line)) if n >= 5)
        lost += 40 * sum(line[at : at + 11] in CORNERS for at in range(side - 10))
    for row in range(side - 1):
        for at in range(side - 1):
            block = {grid[row][at], grid[row][at + 1], grid[row + 1][at], grid[row + 1][at + 1]}
            lost += 3 * (len(block) == 1)
    share = 100 * sum(map(sum, grid)) / side**2
    return lost + 10 * int(abs(share - 50) / 5)


@given(
    st.integers(11, 25).flatmap(
        lambda n: st.lists(st.integers(0, 2**n - 1), min_size=n, max_size=n)
    )
)
def test_lines_lose_the_points_of_their_modules(rows: list[int]) -> None:
    grid = [[int(bit) for bit in f"{row:0{len(rows)}b}"] for row in rows]
    assert lost_points(grid) == by_module(grid)


@pytest.mark.parametrize(
    "text", ["Prüfmarke", "origin\n4711\nCsUYapGGPo4dkMgI\n\n— key AbC=\n" * 3]
)
def test_the_mask_loses_the_fewest_points(text: str) -> None:
    code = MaskedCode(text.encode(), QRErrorCorrectLevel.M)
    code.make()
    points = []
    for mask in MASKS:
        code.makeImpl(True, mask)
        points.append(by_module([[int(bool(one)) for one in row] for row in code.modules]))
    assert code.getBestMaskPattern() == points.index(min(points))
