"""Values as German text; PDF and page show the same words for the same value."""

from datetime import date

from services.reporting.documents import Light, Value, ValueType, short_digests
from shared.money import NBSP, format_amount, format_euro, format_percent_bp
from shared.periods import german_date

EMPTY = "–"
"""Stands for a value there is none of (a ratio with an empty divisor), never for zero."""


NO_ROWS = "Keine Einträge"
"""Stands where a table has no rows, so that nobody looks for a missing page."""


def cell_text(value_type: ValueType, value: Value) -> str:
    """Return the text of a table cell: money without unit (the head names it), percents with two
    decimals, so that they stand below each other; None is empty."""
    if value is None:
        return ""
    if value_type is ValueType.MONEY:
        return format_amount(int(value))  # type: ignore[arg-type]
    if value_type is ValueType.PERCENT:
        return f"{format_amount(int(value))}{NBSP}%"  # type: ignore[arg-type]
    return _text(value_type, value)


def figure_text(value_type: ValueType, value: Value, unit: str = "") -> str:
    """Return the text of a value that stands alone, with its unit; None is a dash."""
    if value is None:
        return EMPTY
    if value_type is ValueType.MONEY:
        return format_euro(int(value))  # type: ignore[arg-type]
    return f"{_text(value_type, value)}\u00a0{unit}" if unit else _text(value_type, value)


def _text(value_type: ValueType, value: Value) -> str:
    if value_type is ValueType.PERCENT:
        return format_percent_bp(int(value))  # type: ignore[arg-type]
    if value_type is ValueType.INTEGER:
        return f"{value:,}".replace(",", ".").replace("-", "−")
    if isinstance(value, date):
        return german_date(value)
    if value_type is ValueType.STATUS:
        return Light(str(value)).label
    if value_type is ValueType.DIGEST:
        return short_digests(str(value))
    return str(value)


def column_label(label: str, value_type: ValueType) -> str:
    """Return the head of a column; money columns name their unit once, here."""
    return f"{label} (EUR)" if value_type is ValueType.MONEY else label
