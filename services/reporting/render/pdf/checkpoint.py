"""The checkpoint on the first page: as text and as a QR code, so that paper witnesses the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportlab.graphics.barcode.qrencoder import QRErrorCorrectLevel

from services.reporting.documents import Frame
from services.reporting.render.pdf import attributes, theme
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import MEDIUM, REGULAR, face
from services.reporting.render.pdf.lines import Fragment, break_fragments
from services.reporting.render.pdf.prose import draw_lines
from services.reporting.render.pdf.qr_mask import MaskedCode

SIDE: Final = 23 * theme.MM
"""With some 60 modules a side each is 0.4 mm: printed and copied it can still be scanned."""

GUTTER: Final = 6 * theme.MM
_SIZE: Final = 6.6
_QUIET: Final = 2
_MOST_BYTES: Final = 600


def has_code(frame: Frame) -> bool:
    """True where there is a checkpoint of a length that a code of this size can carry."""
    return 0 < len(frame.checkpoint.encode()) <= _MOST_BYTES


def checkpoint_code(flow: Flow, frame: Frame, top: float) -> None:
    """Draw the code in the upper right corner, below ``top``; the pen stays where it is."""
    box = (flow.sheet.right - SIDE, top - SIDE, flow.sheet.right, top)
    size = frame.cut_off_position
    message = f"QR-Code mit der unterschriebenen Prüfmarke des Prüfprotokolls über {size} Einträge"
    with flow.tagger.elem("Figure", attributes.figure(message, box)), flow.canvas.mark():
        flow.canvas.saveState()
        flow.fill(theme.INK)
        flow.canvas.emit(" ".join(_squares(frame.checkpoint, box[0], top)) + " f")
        flow.canvas.restoreState()


def checkpoint_text(flow: Flow, frame: Frame, width: float) -> None:
    """Draw the note line by line as one paragraph of small print over ``width``."""
    label = Fragment(face(MEDIUM), "Prüfmarke: ")
    words = " · ".join(line for line in frame.checkpoint.splitlines() if line)
    lines = break_fragments([label, Fragment(face(REGULAR), flow.gate.clean(words))], width, _SIZE)
    flow.fill(theme.QUIET)
    with flow.tagger.elem("P"):
        draw_lines(flow, lines, flow.sheet.left, _SIZE, _SIZE * 1.3)
    flow.fill(theme.INK)


def _squares(text: str, left: float, top: float) -> Iterator[str]:
    """Yield the dark modules as rectangles, each run of a row as one."""
    code = MaskedCode(text.encode(), QRErrorCorrectLevel.M)
    code.make()
    count = code.getModuleCount()
    side = SIDE / (count + 2 * _QUIET)
    for row in range(count):
        column = 0
        while column < count:
            start = column
            while column < count and code.isDark(row, column):
                column += 1
            if column > start:
                x = left + (start + _QUIET) * side
                y = top - (row + _QUIET + 1) * side
                yield f"{x:.3f} {y:.3f} {(column - start) * side:.3f} {side:.3f} re"
            column += 1
