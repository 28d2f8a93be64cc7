"""How series look: each role differs by pattern, dash and marker, not by colour alone."""

from dataclasses import dataclass

from services.reporting.documents import SeriesRole
from services.reporting.render.pdf.canvas import TaggedCanvas
from services.reporting.render.pdf.theme import ACCENT, QUIET, Colour


@dataclass(frozen=True, slots=True)
class Look:
    """Colour, filling of bars, dash of lines and shape of markers.

    Fillings: solid; hatched and leaning, slanted one way and the other; dotted; crossed.
    """

    colour: Colour
    filling: str
    dash: tuple[float, ...]
    marker: str


LOOKS = {
    SeriesRole.PLAN: Look(QUIET, "hatched", (4, 2.5), "square"),
    SeriesRole.ACTUAL: Look(ACCENT, "solid", (), "disc"),
    SeriesRole.RECEIVED: Look((0.02, 0.42, 0.42), "dotted", (7, 2), "diamond"),
    SeriesRole.FORECAST: Look((0.55, 0.27, 0.03), "leaning", (1.2, 2), "ring"),
    SeriesRole.POTENTIAL: Look((0.10, 0.48, 0.24), "crossed", (3, 1.5, 1, 1.5), "square"),
}


def draw_bar(canvas: TaggedCanvas, look: Look, box: tuple[float, float, float, float]) -> None:
    """Fill the bar (x, y, width, height) in its pattern; nothing for an empty one."""
    x, y, width, height = box
    if width <= 0 or height <= 0:
        return
    canvas.setStrokeColorRGB(*look.colour)
    canvas.setFillColorRGB(*look.colour)
    canvas.setLineWidth(0.7)
    if look.filling == "solid":
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        return
    _hatch(canvas, look, box)
    canvas.rect(x, y, width, height, stroke=1, fill=0)


def _hatch(canvas: TaggedCanvas, look: Look, box: tuple[float, float, float, float]) -> None:
    """Draw the slanted lines of the filling inside the bar, cut off at its edges."""
    x, y, width, height = box
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setLineWidth(0.6)
    if look.filling == "dotted":
        canvas.setDash([0.6, 1.6])
    step, at = 3.0, x - height
    lines = []
    while at < x + width:
        if look.filling != "leaning":
            lines.append((at, y, at + height, y + height))
        if look.filling in ("leaning", "crossed"):
            lines.append((at, y + height, at + height, y))
        at += step
    canvas.lines(lines)
    canvas.restoreState()


def draw_marker(canvas: TaggedCanvas, look: Look, x: float, y: float) -> None:
    """Draw the marker of a point on a line."""
    canvas.setFillColorRGB(*look.colour)
    canvas.setStrokeColorRGB(*look.colour)
    canvas.setDash()
    if look.marker == "square":
        canvas.rect(x - 1.8, y - 1.8, 3.6, 3.6, stroke=0, fill=1)
    elif look.marker == "disc":
        canvas.circle(x, y, 2, stroke=0, fill=1)
    elif look.marker == "ring":
        canvas.setFillColorRGB(1, 1, 1)
        canvas.circle(x, y, 1.9, stroke=1, fill=1)
    else:
        path = canvas.beginPath()
        path.moveTo(x - 2.5, y)
        path.lineTo(x, y + 2.5)
        path.lineTo(x + 2.5, y)
        path.lineTo(x, y - 2.5)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
