"""Rows of a table as one text object each: measured first, then painted."""

from dataclasses import dataclass

from services.reporting.documents import Light, Row, RowKind, Value, ValueType
from services.reporting.documents.figure_notes import note_mark
from services.reporting.render.pdf import theme
from services.reporting.render.pdf.characters import SHORTENED
from services.reporting.render.pdf.columns import LIGHT_WIDTH, Place
from services.reporting.render.pdf.flow import Flow
from services.reporting.render.pdf.fonts import BOLD, ITALIC, REGULAR, Face, face
from services.reporting.render.pdf.lines import break_text
from services.reporting.render.pdf.structure import Rows
from services.reporting.render.pdf.symbols import draw_light
from services.reporting.render.wording import cell_text

_FACES = {
    RowKind.DATA: REGULAR,
    RowKind.GROUP: BOLD,
    RowKind.SUBTOTAL: BOLD,
    RowKind.ROUNDING: ITALIC,
    RowKind.TOTAL: BOLD,
}
_PADDING = 4.2
_MARK = 5.0
"""Size of the mark of a note, which stands in the white between two columns."""
_REMEMBERED = 20_000


def leading_of(size: float) -> float:
    """Distance of two lines in a cell, in whole hundredths: the same step is the same text in the
    file, which compresses well."""
    return round(size * 1.28, 2)


@dataclass(frozen=True, slots=True)
class RowDrawing:
    """Lines of each cell and the height they take."""

    cells: list[list[str]]
    height: float


class RowPainter:
    """Measures and paints the rows of one table; keeps the lines of texts that come again."""

    def __init__(
        self, flow: Flow, places: tuple[Place, ...], header_index: int, size: float
    ) -> None:
        self._flow = flow
        self._places = places
        self._header = header_index
        self._size = size
        self._leading = leading_of(size)
        self._most_lines = int((flow.sheet.top - flow.sheet.bottom) * 0.6 / self._leading)
        self._has_lights = any(one.column.type is ValueType.STATUS for one in places)
        self.has_measured = False
        self._known: dict[tuple[int, str], list[str]] = {}

    @property
    def single_height(self) -> float:
        """Height of a row of one line."""
        return self._leading + _PADDING

    def measure(self, row: Row) -> RowDrawing:
        """Break the cells of ``row`` into lines."""
        self.has_measured = True
        if row.kind is not RowKind.DATA:
            return self._measure_labelled(row)
        cells, most = [], 1
        for index, value in enumerate(row.cells):
            lines = self._lines(index, value)
            if len(lines) > most:
                most = len(lines)
            cells.append(lines)
        return RowDrawing(cells, most * self._leading + _PADDING)

    def _lines(self, index: int, value: Value) -> list[str]:
        place = self._places[index]
        kind = place.column.type
        text = cell_text(kind, value)
        if kind is ValueType.TEXT or kind is ValueType.STATUS:
            known = self._known.get((index, text))
            if known is None:
                width = place.width - (LIGHT_WIDTH if kind is ValueType.STATUS else 0)
                known = self._broken(text, face(REGULAR), width)
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[(index, text)] = known
            return known
        return break_text(text, face(REGULAR), place.width, self._size)

    def _broken(self, text: str, one: Face, width: float) -> list[str]:
        lines = break_text(self._flow.gate.clean(text), one, width, self._size)
        return self._flow.gate.few(lines, self._most_lines, SHORTENED)

    def _measure_labelled(self, row: Row) -> RowDrawing:
        """Break the label over the header column and the empty columns right of it."""
        one = face(_FACES[row.kind])
        last = self._header
        while last + 1 < len(row.cells) and row.cells[last + 1] is None:
            last += 1
        width = self._places[last].right - self._places[self._header].left
        cells = [
            break_text(
                self._flow.gate.clean(cell_text(place.column.type, value)),
                one,
                place.width,
                self._size,
            )
            for place, value in zip(self._places, row.cells, strict=True)
        ]
        cells[self._header] = self._broken(row.label, one, width)
        most = max(len(lines) for lines in cells)
        extra = 3.0 if row.kind is RowKind.GROUP else 0.0
        return RowDrawing(cells, most * self._leading + _PADDING + extra)

    def paint(self, row: Row, drawing: RowDrawing, body: Rows) -> None:
        """Paint ``row`` below the pen as the next row of ``body``."""
        flow = self._flow
        if row.kind is RowKind.TOTAL:
            with flow.canvas.artifact():
                flow.rule(flow.sheet.left, flow.y, flow.sheet.measure, theme.STRONG_RULE, 0.8)
        mcid = flow.tagger.next_row(body)
        flow.y -= drawing.height
        tags = [tag for tag, _ in body.cells]
        operators = self._text_object(row, drawing, tags, mcid)
        flow.canvas.emit(operators)
        if self._has_lights and row.kind is RowKind.DATA:
            self._paint_lights(row, drawing)

    def _text_object(self, row: Row, drawing: RowDrawing, tags: list[str], mcid: int) -> str:
        one = face(_FACES[row.kind])
        encoder = self._flow.canvas.encoder(one)
        font = f"{encoder.internal_name} {self._size:g} Tf"
        labelled = row.kind is not RowKind.DATA
        extra = 3.0 if row.kind is RowKind.GROUP else 0.0
        first = self._flow.y + drawing.height - extra - self._size * 0.95 - _PADDING / 2
        size, leading = self._size / 1000, self._leading
        operators = ["BT", font]
        pen_x = pen_y = 0.0
        for index, lines in enumerate(drawing.cells):
            place = self._places[index]
            operators.append(f"/{tags[index]}<</MCID {mcid + index}>>BDC")
            flush = place.flush_right and not (labelled and index == self._header)
            left = place.left
            if place.column.type is ValueType.STATUS and not labelled:
                left += LIGHT_WIDTH
            y = first
            for line in lines:
                if line:
                    x = place.right - one.width(line) * size if flush else left
                    encoded = encoder.encode(line)
                    shown = f"({encoded}) Tj" if encoded is not None else self._mixed(line, one)
                    # Rounded as written, so that the pen stays where the reader has it; a
                    # twentieth of a point is not seen, and the file is smaller by its digit.
                    move_x, move_y = round(x - pen_x, 1) or 0, round(y - pen_y, 2) or 0
                    operators.append(f"{move_x:g} {move_y:g} Td {shown}")
                    pen_x += move_x
                    pen_y += move_y
                y -= leading
            if row.notes and (number := dict(row.notes).get(place.column.key)):
                pen_x, mark = self._mark(number, (place.right, pen_x), font)
                operators.append(mark)
            operators.append("EMC")
        operators.append("ET")
        return "\n".join(operators)

    def _mark(self, number: int, at: tuple[float, float], font: str) -> tuple[float, str]:
        """Where the pen is behind the mark of a note, and its operators: small, in the gutter right
        of the column, so that amounts stay one below the other."""
        right, pen_x = at
        one = face(REGULAR)
        encoder = self._flow.canvas.encoder(one)
        move = round(right - pen_x, 1) or 0
        code = encoder.encode(f" {note_mark(number)}")
        shown = f"{encoder.internal_name} {_MARK:g} Tf {move:g} 0 Td ({code}) Tj {font}"
        return pen_x + move, shown

    def _mixed(self, line: str, one: Face) -> str:
        """Return the operators of a line that needs several subsets of its font."""
        encoder = self._flow.canvas.encoder(one)
        runs = " ".join(
            f"{name} {self._size:g} Tf ({code}) Tj" for name, code in encoder.runs(line)
        )
        return f"{runs} {encoder.internal_name} {self._size:g} Tf"

    def _paint_lights(self, row: Row, drawing: RowDrawing) -> None:
        for place, value in zip(self._places, row.cells, strict=True):
            if place.column.type is ValueType.STATUS and value is not None:
                y = self._flow.y + drawing.height - _PADDING / 2 - self._leading * 0.48
                with self._flow.canvas.artifact():
                    draw_light(self._flow.canvas, Light(str(value)), place.left + 3.5, y, 3.0)
                self._flow.fill(theme.INK)

    def paint_carry(self, label: str, sums: list[int], summed: list[int]) -> None:
        """Paint the running sums below the pen; the caller holds an artifact open."""
        flow, one = self._flow, face(ITALIC)
        flow.y -= self.single_height
        base = flow.y + self.single_height - self._size * 0.95 - _PADDING / 2
        flow.canvas.text(self._places[self._header].left, base, label, one, self._size)
        for index in summed:
            place = self._places[index]
            text = cell_text(place.column.type, sums[index])
            x = place.right - one.width(text) * self._size / 1000
            flow.canvas.text(x, base, text, one, self._size)
