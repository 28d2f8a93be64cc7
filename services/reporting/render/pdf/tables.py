"""Tables of any length on one path: caption, head, rows, page carry; tagged as one table.

All rows go through ``Rows`` (no object per cell), each as one text object, so that 100,000 rows
cost less than drawing them string by string. Heads repeated on later pages and the carry are
artifacts: the structure has them once.
"""

from collections.abc import Iterator
from itertools import chain, islice
from math import inf

from services.reporting.documents import Row, RowKind, Table
from services.reporting.documents.tables import checked_rows
from services.reporting.render.pdf import theme
from services.reporting.render.pdf.attributes import SCOPE_COLUMN, SCOPE_ROW
from services.reporting.render.pdf.characters import SHORTENED
from services.reporting.render.pdf.columns import Place, head_lines, layout
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import MEDIUM, face
from services.reporting.render.pdf.lines import Fragment, break_fragments
from services.reporting.render.pdf.measured import READ
from services.reporting.render.pdf.prose import draw_lines
from services.reporting.render.pdf.rows import RowPainter, leading_of
from services.reporting.render.pdf.structure import Rows
from services.reporting.render.pdf.together import Together, together
from services.reporting.render.wording import NO_ROWS, column_label

CARRY = "Übertrag"
_HEAD_LINES = 8
_ABOVE, _BELOW = 3.0, 8.0
_AROUND = _ABOVE + _BELOW
_WHOLE = 10
"""A table of so many rows, a way of calculation, stays on one page (``Manner``)."""


def table(flow: Flow, block: Table) -> None:
    """Draw ``block`` from the pen position on, over as many pages as it takes."""
    _TableDrawing(flow, block).draw()
    flow.gap(_BELOW)


def table_lead(flow: Flow, block: Table) -> float:
    """Height of caption, head and first rows of ``block``, which stay on one page."""
    with flow.gate.unheard():  # measured again when it is drawn
        drawing = _TableDrawing(flow, block)
        try:
            return drawing.lead(drawing.beginning(drawing.together()))
        finally:
            drawing.close()


def short_height(flow: Flow, block: Table) -> float:
    """Height of all of ``block`` with the white around it if it has few rows, else infinite."""
    with flow.gate.unheard():  # measured again when it is drawn
        drawing = _TableDrawing(flow, block)
        try:
            return drawing.whole() + _AROUND if len(drawing.read) <= _WHOLE else inf
        finally:
            drawing.close()


def _height(part: Together) -> float:
    return sum(drawing.height for _, drawing in part)


class _TableDrawing:
    def __init__(self, flow: Flow, block: Table) -> None:
        self._stream = checked_rows(block)
        self.read = tuple(islice(self._stream, READ + 1))
        self._flow = flow
        self._table = block
        found = layout(block.columns, self.read, flow.sheet)
        self._size, self._places = found.size, found.places
        self._leading = leading_of(self._size)
        if found.is_squeezed:
            flow.gate.squeezed(block.caption)
        self._painter = RowPainter(flow, self._places, block.header_index, self._size)
        self._head = [
            flow.gate.few(
                head_lines(
                    place,
                    flow.gate.clean(column_label(place.column.label, place.column.type)),
                    self._size,
                ),
                _HEAD_LINES,
                SHORTENED,
            )
            for place in self._places
        ]
        caption = Fragment(face(MEDIUM), flow.gate.clean(block.caption))
        self._caption_lines = break_fragments([caption], flow.sheet.measure, theme.BODY)
        self._sums = [0] * len(self._places)
        self._summed = [n for n, one in enumerate(block.columns) if one.summed]
        self._carries = block.carry and bool(self._summed)
        self._rules: list[float] = []
        self._any_row = False
        self._fresh = False

    @property
    def _head_height(self) -> float:
        return max(len(lines) for lines in self._head) * self._leading + 6

    @property
    def _reserve(self) -> float:
        """Room kept free for the carry line at the foot of a page."""
        return self._painter.single_height if self._carries else 0.0

    def beginning(self, parts: Iterator[Together]) -> list[Together]:
        """The first pieces, read until it is known whether they are the whole of a short table."""
        read: list[Together] = []
        rows = 0
        while rows <= _WHOLE and (part := next(parts, None)) is not None:
            read.append(part)
            rows += len(part)
        return read

    def lead(self, read: list[Together]) -> float:
        """Height of caption, head and all rows of a short table, else of the first rows, at least
        three of one line; of the very first row only where all of them are higher than a page."""
        top = len(self._caption_lines) * theme.LEADING + 2 + self._head_height
        single, first = self._painter.single_height, read[0]
        short = top + sum(_height(part) for part in read)
        if (
            sum(len(part) for part in read) <= _WHOLE
            and short <= self._flow.page_height * self._flow.manner.whole
        ):
            return max(short, top + 3 * single)
        whole = top + max(_height(first), 3 * single) + self._reserve
        return whole if whole <= self._flow.page_height else top + first[0][1].height

    def close(self) -> None:
        """Read no further; a file of rows is closed."""
        self._stream.close()

    def whole(self) -> float:
        """Height of caption, head and all rows, of at least three of one line (``lead``)."""
        top = len(self._caption_lines) * theme.LEADING + 2 + self._head_height
        rows = sum(_height(part) for part in self.together())
        return top + max(rows, 3 * self._painter.single_height)

    def draw(self) -> None:
        flow = self._flow
        parts = self.together()
        read = self.beginning(parts)
        flow.gap(_ABOVE)
        flow.need(self.lead(read))
        with flow.tagger.elem("Table"):
            self._caption()
            with flow.tagger.elem("THead"), flow.tagger.elem("TR"):
                self._draw_head(tagged=True)
            body = flow.tagger.rows(
                tuple(
                    ("TH", SCOPE_ROW) if one.column.row_header else ("TD", "")
                    for one in self._places
                )
            )
            self._draw_rows(body, chain(read, parts))
        self._draw_rules()

    def _caption(self) -> None:
        flow = self._flow
        flow.fill(theme.INK)
        with flow.tagger.elem("Caption"):
            draw_lines(flow, self._caption_lines, flow.sheet.left, theme.BODY, theme.LEADING)
        flow.y -= 2

    def _draw_head(self, *, tagged: bool) -> None:
        flow = self._flow
        height = self._head_height
        top = flow.y
        flow.fill(theme.QUIET)
        if tagged:
            for place, lines in zip(self._places, self._head, strict=True):
                with flow.tagger.elem("TH", SCOPE_COLUMN), flow.canvas.mark():
                    self._head_cell(place, lines, top)
        else:
            with flow.canvas.artifact("Pagination"):
                flow.canvas.stamp((self, top), self._draw_head_cells)
        flow.y -= height
        with flow.canvas.artifact():
            flow.rule(flow.sheet.left, flow.y, flow.sheet.measure, theme.STRONG_RULE, 0.8)
        flow.fill(theme.INK)

    def _draw_head_cells(self) -> None:
        """Draw the head once more on top of a page."""
        self._flow.fill(theme.QUIET)
        for place, lines in zip(self._places, self._head, strict=True):
            self._head_cell(place, lines, self._flow.y)

    def _head_cell(self, place: Place, lines: list[str], top: float) -> None:
        """Draw the lines of one head, standing on the rule below."""
        strong = face(MEDIUM)
        base = top - self._head_height + 4 + self._size * 0.2
        for number, line in enumerate(lines):
            shown = line.rstrip(" ") if place.flush_right else line
            x = place.left
            if place.flush_right:
                x = place.right - strong.width(shown) * self._size / 1000
            y = base + (len(lines) - 1 - number) * self._leading
            if place.flush_right and line != shown:
                shown += " "  # hangs over the edge, keeps extracted words apart
            self._flow.canvas.text(x, y, shown, strong, self._size)

    def together(self) -> Iterator[Together]:
        """All rows, measured, in the groups that stay on one page."""
        rows = chain(self.read, self._stream, self._none_found())
        return together((row, self._painter.measure(row)) for row in rows)

    def _none_found(self) -> Iterator[Row]:
        """Yield, once all rows are measured, the line that says there were none."""
        if not self._painter.has_measured:
            yield Row((None,) * len(self._places), RowKind.ROUNDING, label=NO_ROWS)

    def _draw_rows(self, body: Rows, parts: Iterator[Together]) -> None:
        flow, painter = self._flow, self._painter
        most = flow.page_height - self._head_height - 2 * self._reserve
        for part in parts:
            if (
                self._any_row
                and len(part) > 1
                and flow.room < _height(part) + self._reserve <= most
            ):
                self._turn_page()
            for row, drawing in part:
                if drawing.height + self._reserve > flow.room and not self._fresh:
                    self._turn_page()
                painter.paint(row, drawing, body)
                self._any_row, self._fresh = True, False
                self._rules.append(flow.y)
                if row.kind in (RowKind.DATA, RowKind.ROUNDING):
                    for index in self._summed:
                        self._sums[index] += row.cells[index] or 0  # type: ignore[operator]  # summed: integers

    def _turn_page(self) -> None:
        flow = self._flow
        carries = self._carries and self._any_row
        if carries:
            self._draw_carry()
        self._draw_rules()
        flow.turn_page()
        self._draw_head(tagged=False)
        if carries:
            self._draw_carry()
        self._fresh = True

    def _draw_carry(self) -> None:
        with self._flow.canvas.artifact("Pagination"):
            self._painter.paint_carry(CARRY, self._sums, self._summed)
        self._rules.append(self._flow.y)

    def _draw_rules(self) -> None:
        """Draw the hairlines under the rows of this page in one artifact."""
        flow = self._flow
        if not self._rules:
            return
        left, width = flow.sheet.left, flow.sheet.measure
        with flow.canvas.artifact():
            flow.fill(theme.RULE)
            # Operators at once: reportlab would format each of some forty lines on its own. As
            # filled boxes they need their height on the page once.
            boxes = (f"{left:.1f} {y - 0.2:.1f} {width:.1f} .4 re" for y in self._rules)
            flow.canvas.emit(" ".join(boxes) + " f")
            flow.fill(theme.INK)
        self._rules = []
