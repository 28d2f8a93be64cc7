"""How the columns of a table share the width of the page: by what stands in them (``measured``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.reporting.documents import SHOWN_DIGITS, Column, Light, Row, Table, ValueType
from services.reporting.render.pdf.fonts import MEDIUM, REGULAR, face
from services.reporting.render.pdf.lines import break_text
from services.reporting.render.pdf.measured import Content, contents_of
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
_LONG_WORD = 18
"""Longer words part at a syllable."""
_RUNNING = 40
"""A column of running text is no narrower than so many characters."""
_REGISTER, _SMALL = 100, 2
_FEW = 3
_LINES, _MOST_LINES = 3, 9
"""A usual cell takes no more than three lines, the longest no more than nine."""
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


@dataclass(frozen=True, slots=True)
class Layout:
    """Font size and places of a table; ``is_squeezed``: it is too wide for the page, its values
    break where they should not."""

    size: float
    places: tuple[Place, ...]
    is_squeezed: bool


def layout(columns: Sequence[Column], rows: Sequence[Row], sheet: Sheet) -> Layout:
    """Return the largest size at which every column gets what it needs, and the places; small print
    for a list so long that one looks things up in it instead of reading it. ``rows``: the first
    ones, one more than ``READ`` of a longer table."""
    found = contents_of(columns, rows)
    room = sheet.measure - GUTTER * (len(columns) - 1)
    for size in TABLE_SIZES[_SMALL if found[0].rows > _REGISTER else 0 :]:
        needs = [_holds(*one, size) for one in zip(columns, found, strict=True)]
        if sum(needs) <= room:
            break
    if sum(needs) > room:  # every column shrinks alike
        widths = [one * room / sum(needs) for one in needs]
    else:
        widths = _widths(columns, [(one.sum * size, one.cell * size) for one in found], needs, room)
    return Layout(size, _places(columns, widths, sheet.left), sum(needs) > room)


def sheet_for(tables: Sequence[Table]) -> Sheet:
    """Return the page format on which every table fits at a readable size."""
    return PORTRAIT if all(_fits_portrait(one) for one in tables) else LANDSCAPE


def _fits_portrait(table: Table) -> bool:
    """By the usual width of its columns, so that a report keeps its format when it grows; a table
    of few rows, not worth a page of its own, by what stands in it, too."""
    room = PORTRAIT.measure - GUTTER * (len(table.columns) - 1)
    if sum(_need(column, TABLE_SIZES[1]) for column in table.columns) <= room:
        return True
    if not isinstance(table.rows, tuple) or len(table.rows) > _FEW:
        return False
    found = zip(table.columns, contents_of(table.columns, table.rows), strict=True)
    return sum(_holds(*one, TABLE_SIZES[1]) for one in found) <= room


def head_lines(place: Place, text: str, size: float) -> list[str]:
    """Return the lines of a column head."""
    return break_text(text, face(MEDIUM), place.width, size)


def _holds(column: Column, content: Content, size: float) -> float:
    """Return the least width in points for what stands in the column and in its head."""
    head = _head(column, size)
    if column.type is ValueType.TEXT:
        word = min(content.word, _LONG_WORD * _MEAN_CHAR)
        running = min(max(content.mean / _LINES, content.cell / _MOST_LINES), _RUNNING * _MEAN_CHAR)
        return max(min(head, _LONG_WORD * size * _MEAN_CHAR), max(word, running) * size + 0.5)
    if column.type is ValueType.STATUS or not content.is_whole:
        return _need(column, size)
    return max(head, content.cell * size + 0.5)


def _head(column: Column, size: float) -> float:
    """Width of the longest word of the head."""
    strong = face(MEDIUM)
    words = column_label(column.label, column.type).replace("-", "- ").split()
    known = "".join(char for word in words for char in word if char not in strong.widths)
    return max(strong.width(_known(word, known)) for word in words) * size / 1000 + 1


def _need(column: Column, size: float) -> float:
    """Return the least width in points as a rule: widest value, longest word of the head."""
    plain, head = face(REGULAR), _head(column, size)
    if column.type is ValueType.TEXT:
        # Running text of several sentences stays readable only in a wide column.
        running = min(column.expected_chars // 2, _RUNNING)
        chars = max(_LEAST_CHARS, min(column.expected_chars, 16), running)
        return max(min(head, _LONG_WORD * size * _MEAN_CHAR), chars * size * _MEAN_CHAR)
    if column.type is ValueType.STATUS:
        widest = max(plain.width(one.label) for one in Light) * size / 1000
        return max(head, widest + LIGHT_WIDTH)
    return max(head, plain.width(_WIDEST_VALUE[column.type]) * size / 1000)


def _known(word: str, unknown: str) -> str:
    return "".join(char for char in word if char not in unknown)


def _widths(
    columns: Sequence[Column], found: list[tuple[float, float]], needs: list[float], room: float
) -> list[float]:
    """Share what is left among the text columns: by all that stands in each (``found``: its sum and
    its widest cell) until its cells are on one line, then by their usual length."""
    texts = {n for n, column in enumerate(columns) if column.type is ValueType.TEXT}
    spare, widths = room - sum(needs), list(needs)
    if not texts:
        header = next(n for n, column in enumerate(columns) if column.row_header)
        widths[header] += min(spare, 80.0)
        return widths
    while spare > 0.01 and (short := [n for n in texts if widths[n] < found[n][1] + 0.5]):
        total = sum(found[n][0] for n in short)
        gains = {n: min(spare * found[n][0] / total, found[n][1] + 0.51 - widths[n]) for n in short}
        for n, gain in gains.items():
            widths[n] += gain
        spare -= sum(gains.values())
    total = sum(columns[n].expected_chars for n in texts)
    for n in texts:
        widths[n] += max(0.0, spare) * columns[n].expected_chars / total
    return widths


def _places(columns: Sequence[Column], widths: list[float], left: float) -> tuple[Place, ...]:
    places = []
    for column, width in zip(columns, widths, strict=True):
        places.append(Place(column, left, width, column.type.is_number))
        left += width + GUTTER
    return tuple(places)
