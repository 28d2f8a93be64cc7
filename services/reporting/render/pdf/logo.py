"""The city's logo beside the title of the first page, where it takes no room from the text."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image
from reportlab.lib.utils import ImageReader

from services.reporting.documents import Logo
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.flow import Flow

HEIGHT: Final = 14 * theme.MM
WIDTH: Final = 34 * theme.MM


def draw_logo(flow: Flow, logo: Logo, right: float) -> float:
    """Draw the logo below the pen, its right edge at ``right``, as large as its place allows.

    Returns its width; the pen stays where it is. PDF/A wants one colour space and printers want no
    transparency, so it is laid on white.
    """
    with Image.open(BytesIO(logo.png)) as opened:
        shown = opened.convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    picture = Image.alpha_composite(paper, shown).convert("RGB")
    scale = min(WIDTH / picture.width, HEIGHT / picture.height)
    width, height = picture.width * scale, picture.height * scale
    top = flow.y + theme.TITLE * 0.3  # the title's line begins above its letters
    box = (right - width, top - height, right, top)
    with flow.tagger.elem("Figure", attributes.figure(logo.alt, box)), flow.canvas.mark():
        flow.canvas.drawImage(ImageReader(picture), box[0], box[1], width, height)
    return width
