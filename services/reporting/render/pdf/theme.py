"""Measures and colours: one grid, one type family, few greys and one blue.

Contrast of every text colour on white is above 4.5:1 (WCAG 1.4.3). Points are 1/72 inch.
"""

from dataclasses import dataclass
from typing import Final

from services.reporting.documents import Light

MM: Final = 72 / 25.4
Colour = tuple[float, float, float]

INK: Final[Colour] = (0.10, 0.12, 0.16)
QUIET: Final[Colour] = (0.36, 0.40, 0.46)
ACCENT: Final[Colour] = (0.04, 0.20, 0.42)
RULE: Final[Colour] = (0.85, 0.87, 0.90)
STRONG_RULE: Final[Colour] = (0.36, 0.40, 0.46)
WASH: Final[Colour] = (0.95, 0.96, 0.975)
WARNING: Final[Colour] = (0.70, 0.33, 0.02)
LIGHTS: Final[dict[Light, Colour]] = {
    Light.GREEN: (0.10, 0.48, 0.24),
    Light.YELLOW: (0.89, 0.63, 0.05),
    Light.RED: (0.75, 0.10, 0.12),
    Light.NONE: (0.55, 0.58, 0.62),
}

TITLE: Final = 19.0
SUBTITLE: Final = 10.5
HEADINGS: Final = {2: 13.0, 3: 10.5, 4: 9.5}
BODY: Final = 9.5
LEADING: Final = 13.2
SMALL: Final = 7.6
FURNITURE: Final = 7.2
FIGURE: Final = 13.5
TABLE_SIZES: Final = (8.2, 7.6, 7.0, 6.4)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its margins; content lies between ``bottom`` and ``top``."""

    width: float
    height: float
    margin: float = 20 * MM
    head: float = 24 * MM
    foot: float = 22 * MM

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, as the canvas wants them."""
        return self.width, self.height

    @property
    def left(self) -> float:
        """Left edge of the content."""
        return self.margin

    @property
    def right(self) -> float:
        """Right edge of the content."""
        return self.width - self.margin

    @property
    def top(self) -> float:
        """Upper edge of the content."""
        return self.height - self.head

    @property
    def bottom(self) -> float:
        """Lower edge of the content."""
        return self.foot

    @property
    def measure(self) -> float:
        """Width of the content."""
        return self.right - self.left


PORTRAIT: Final = Sheet(210 * MM, 297 * MM)
LANDSCAPE: Final = Sheet(297 * MM, 210 * MM, margin=15 * MM, head=20 * MM, foot=18 * MM)
