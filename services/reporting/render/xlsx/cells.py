"""Typed cells: native numbers and days, texts that stay texts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from services.reporting.documents import Light, Value, ValueType
from services.reporting.render.finding import Finding

_LONGEST_TEXT = 32_767
"""Characters a cell can hold (Excel specification)."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER_FORMATS = {
    ValueType.MONEY: "#,##0.00",
    ValueType.PERCENT: "0.00%",
    ValueType.DATE: "dd.mm.yyyy",
    ValueType.INTEGER: "#,##0",
}


class Style(NamedTuple):
    """What a cell looks like beside its number format; a tuple, for it is looked up per cell."""

    bold: bool = False
    italic: bool = False
    line_above: bool = False
    wrap: bool = False
    size: int = 10
    quoted: bool = False


class CellWriter:
    """Writes cells of one workbook; formats are made once per kind."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[ValueType, Style], Any] = {}
        self._shortened = 0
        self._differing = 0

    def format(self, value_type: ValueType, style: Style) -> Any:
        """Return the workbook's format for this kind of cell."""
        found = self._formats.get((value_type, style))
        if found is None:
            properties = {
                "font_name": "Fira Sans",
                "font_size": style.size,
                "bold": style.bold,
                "italic": style.italic,
                "text_wrap": style.wrap,
                "valign": "top",
                "top": 1 if style.line_above else 0,
                "quote_prefix": style.quoted,
                "num_format": _NUMBER_FORMATS.get(value_type, "@" if style.quoted else "General"),
            }
            found = self._workbook.add_format(properties)
            self._formats[(value_type, style)] = found
        return found

    def write(
        self,
        sheet: Any,
        place: tuple[int, int],
        value_type: ValueType,
        value: Value,
        style: Style,
    ) -> None:
        """Write one value; None leaves a blank cell in the format of its column."""
        row, column = place
        if value is None:
            sheet.write_blank(row, column, None, self.format(value_type, style))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.format(value_type, style))
        elif isinstance(value, int):
            sheet.write_number(
                row, column, number(value_type, value), self.format(value_type, style)
            )
        else:
            text = Light(value).label if value_type is ValueType.STATUS else value
            self.text(sheet, place, text, style)

    def text(self, sheet: Any, place: tuple[int, int], text: str, style: Style) -> None:
        """Write a text; what looks like a formula is marked so that editing does not start it."""
        if len(text) > _LONGEST_TEXT:
            text = text[: _LONGEST_TEXT - 12] + " … [gekürzt]"
            self._shortened += 1
        if text.startswith(_DANGEROUS):
            style = style._replace(quoted=True)
        sheet.write_string(*place, text, self.format(ValueType.TEXT, style))

    def sum(
        self,
        sheet: Any,
        place: tuple[int, int],
        value_type: ValueType,
        stated: int,
        added: int,
        formula: str,
        style: Style,
    ) -> None:
        """Write a total as ``formula`` with the stated value; as a plain number and with a finding
        where the cells above do not add up to it."""
        shape = self.format(value_type, style)
        if stated != added:
            self._differing += 1
            sheet.write_number(*place, number(value_type, stated), shape)
            return
        sheet.write_formula(*place, formula, shape, number(value_type, stated))

    def findings(self) -> tuple[Finding, ...]:
        """Return what could not be written as given."""
        found = (
            ("text_shortened", "Texte über 32.767 Zeichen gekürzt.", self._shortened),
            ("total_differs", "Summe weicht von ihren Zeilen ab; als Zahl.", self._differing),
        )
        return tuple(Finding(code, message, count) for code, message, count in found if count)


def number(value_type: ValueType, value: int) -> Decimal | int:
    """Return the exact number of a cell: euros of cents, a ratio of basis points."""
    if value_type is ValueType.MONEY:
        return Decimal(value).scaleb(-2)
    if value_type is ValueType.PERCENT:
        return Decimal(value).scaleb(-4)
    return value


def widths(lengths: Iterable[int]) -> list[float]:
    """Return column widths in characters for texts of these lengths."""
    return [float(min(60, max(9, length + 2))) for length in lengths]
