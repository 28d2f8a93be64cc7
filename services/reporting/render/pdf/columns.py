"""How the columns of a table share the width of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.reporting.documents import SHOWN_DIGITS, Column, Light, Table, ValueType
from services.reporting.render.pdf.fonts import MEDIUM, REGULAR, face
from services.reporting.render.pdf.lines import break_text
from services.reporting.render.pdf.theme import LANDSCAPE, PORTRAIT, TABLE_SIZES, Sheet
from services.reporting.render.wording import column_label

GUTTER = 8.5
"""White between two columns; no vertical rules."""

_WIDEST_VALUE = {
    ValueType.MONEY: "−99.999.999,99",
    ValueType.PERCENT: "−100,00 %",
    ValueType.DATE: "00.00.0000",
    ValueType.INTEGER: "100.000",
    ValueType.DIGEST: "d" * SHOWN_DIGITS,
}
LIGHT_WIDTH = 11.0
_LEAST_CHARS = 9
_MEAN_CHAR = 0.52
"""Width of an average character of running German text in em."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: left edge and width of its text, and whether it ends flush right."""

    column: Column
    left: float
    width: float
    flush_right: bool

    @property
    def right(self) -> float:
        """Right edge of the text."""
        return self.left + self.width


def layout(table: Table, sheet: Sheet) -> tuple[float, tuple[Place, ...]]:
    """Return font size and places; the largest size at which every column gets what it needs."""
    for size in TABLE_SIZES:
        needs = [_need(column, size) for column in table.columns]
        if sum(needs) + GUTTER * (len(needs) - 1) <= sheet.measure:
            break
    return size, _places(table.columns, _widths(table.columns, needs, sheet.measure), sheet.left)


def is_squeezed(places: Sequence[Place], size: float) -> bool:
    """Whether the table is too wide for the page: its values break where they should not."""
    return any(one.width + 0.01 < _need(one.column, size) for one in places)


def sheet_for(tables: Sequence[Table]) -> Sheet:
    """Return the page format on which every table fits at a readable size."""
    for table in tables:
        needs = sum(_need(column, TABLE_SIZES[1]) for column in table.columns)
        if needs + GUTTER * (len(table.columns) - 1) > PORTRAIT.measure:
            return LANDSCAPE
    return PORTRAIT


def head_lines(place: Place, text: str, size: float) -> list[str]:
    """Return the lines of a column head."""
    return break_text(text, face(MEDIUM), place.width, size)


def _need(column: Column, size: float) -> float:
    """Return the least width in points: widest value, longest word of the head."""
    plain, strong = face(REGULAR), face(MEDIUM)
    words = column_label(column.label, column.type).replace("-", "- ").split()
    known = "".join(char for word in words for char in word if char not in strong.widths)
    head = max(strong.width(_known(word, known)) for word in words) * size / 1000 + 1
    if column.type is ValueType.TEXT:
        # Running text of several sentences stays readable only in a wide column.
        running = min(column.expected_chars // 2, 40)
        chars = max(_LEAST_CHARS, min(column.expected_chars, 16), running)
        return max(min(head, 18 * size * _MEAN_CHAR), chars * size * _MEAN_CHAR)
    if column.type is ValueType.STATUS:
        widest = max(plain.width(one.label) for one in Light) * size / 1000
        return max(head, widest + LIGHT_WIDTH)
    return max(head, plain.width(_WIDEST_VALUE[column.type]) * size / 1000)


def _known(word: str, unknown: str) -> str:
    return "".join(char for char in word if char not in unknown)


def _widths(columns: Sequence[Column], needs: list[float], measure: float) -> list[float]:
    """Share what is left among the text columns by their usual length; if all is too wide even at
    the smallest size, every column shrinks alike and its values break."""
    room = measure - GUTTER * (len(needs) - 1)
    spare = room - sum(needs)
    if spare < 0:
        return [one * room / sum(needs) for one in needs]
    weights = [column.expected_chars if column.type is ValueType.TEXT else 0 for column in columns]
    if not any(weights):
        weights = [1 if column.row_header else 0 for column in columns]
        spare = min(spare, 80.0)
    total = sum(weights)
    return [need + spare * weight / total for need, weight in zip(needs, weights, strict=True)]


def _places(columns: Sequence[Column], widths: list[float], left: float) -> tuple[Place, ...]:
    places = []
    for column, width in zip(columns, widths, strict=True):
        places.append(Place(column, left, width, column.type.is_number))
        left += width + GUTTER
    return tuple(places)
