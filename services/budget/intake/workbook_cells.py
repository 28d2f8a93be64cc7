"""The cells of a workbook as the text a list in the same columns would hold; nothing is guessed.

Numbers get the decimal sign and days the first date form of the profile. A day with a time, a
number with more digits than a spreadsheet keeps, a truth value stay visibly what they are: the
field then refuses them, at its cell.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from services.budget.intake.notation import Notation

_DAY_FORMS: Final = {
    "TT.MM.JJJJ": "%d.%m.%Y",
    "JJJJ-MM-TT": "%Y-%m-%d",
    "JJJJMMTT": "%Y%m%d",
    "TT/MM/JJJJ": "%d/%m/%Y",
    "MM/TT/JJJJ": "%m/%d/%Y",
}
_DIGITS_KEPT: Final = 15


def letters(column: int) -> str:
    """Return the name of a column, counted from 1: ``1`` is A, ``27`` is AA."""
    name = ""
    while column:
        column, at = divmod(column - 1, 26)
        name = chr(ord("A") + at) + name
    return name


def texts_of(cells: Sequence[Any], notation: Notation) -> list[str]:
    """Return the texts of a row without its empty end."""
    texts = [_text(cell.value, notation) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def cells_of_kind(cells: Sequence[Any], kind: str) -> list[str]:
    """Return the columns of the cells of a kind: ``f`` is a formula, ``e`` an error like #REF!."""
    return [letters(at) for at, cell in enumerate(cells, start=1) if _kind(cell) == kind]


def _kind(cell: Any) -> str:
    return "" if cell.value is None else str(cell.data_type)


def _text(value: object, notation: Notation) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, int | float):
        return _number(value, notation)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        # "%Y" writes early years without leading zeros; the field refuses them either way.
        return value.strftime(_DAY_FORMS[notation.dates[0]])
    return str(value)


def _number(value: float, notation: Notation) -> str:
    """Excel keeps fifteen digits and shows them; what a sum left behind them is no amount."""
    if isinstance(value, int) and len(str(abs(value))) <= _DIGITS_KEPT:
        return str(value)
    return f"{float(value):.{_DIGITS_KEPT}g}".replace(".", notation.decimal)
