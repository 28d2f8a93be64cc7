"""The pictures of real pages in the READMEs: small, in the colours of the pages, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from services.reporting.documents import Light
from services.reporting.render.pdf.theme import ACCENT, LIGHTS, WARNING, Colour

ROOT = Path(__file__).parents[3]
PICTURE = ROOT / "services" / "reporting" / "pages.png"
_NEAR = 24


@pytest.mark.parametrize(
    "colour", [ACCENT, WARNING, *(LIGHTS[one] for one in Light if one is not Light.NONE)]
)
def test_the_picture_has_the_colours_of_the_pages(colour: Colour) -> None:
    """Reduced to too few colours it once showed lights and drafts in grey."""
    wanted = tuple(round(255 * one) for one in colour)
    with Image.open(PICTURE) as picture:
        found = picture.convert("RGB").getcolors(1 << 16) or []
    assert any(
        all(abs(one - two) <= _NEAR for one, two in zip(seen, wanted, strict=True))
        for _, seen in found
        if isinstance(seen, tuple)
    )


def test_the_picture_is_small_and_shown_where_people_begin() -> None:
    assert PICTURE.stat().st_size < 300_000
    assert "](services/reporting/pages.png)" in (ROOT / "README.md").read_text()
