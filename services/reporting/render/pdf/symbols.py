"""Status lights as shapes that differ without colour: circle, triangle, square, ring."""

from services.reporting.documents import Light
from services.reporting.render.pdf.canvas import TaggedCanvas
from services.reporting.render.pdf.theme import LIGHTS


def draw_light(canvas: TaggedCanvas, light: Light, x: float, y: float, radius: float) -> None:
    """Draw the shape of ``light`` around (x, y); the caller holds an artifact open."""
    canvas.setFillColorRGB(*LIGHTS[light])
    canvas.setStrokeColorRGB(*LIGHTS[light])
    if light is Light.GREEN:
        canvas.circle(x, y, radius, stroke=0, fill=1)
    elif light is Light.YELLOW:
        path = canvas.beginPath()
        path.moveTo(x - radius * 1.1, y - radius * 0.9)
        path.lineTo(x + radius * 1.1, y - radius * 0.9)
        path.lineTo(x, y + radius * 1.1)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    elif light is Light.RED:
        canvas.rect(
            x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8, stroke=0, fill=1
        )
    else:
        canvas.setLineWidth(1.2)
        canvas.circle(x, y, radius * 0.85, stroke=1, fill=0)
