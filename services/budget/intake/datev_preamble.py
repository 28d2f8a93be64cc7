"""The first line of a DATEV file: what it is, of which year, and how long account numbers are."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.import_row import Rejection
from services.budget.intake.csv_encoding import unreadable
from services.budget.intake.notation import shown

VERSIONS: Final = frozenset(range(9, 14))
_FORMAT: Final = ("EXTF", "700", "21")
_SHORTEST: Final = 22
_VERSION, _YEAR_START, _ACCOUNT_LENGTH, _CURRENCY = 4, 12, 13, 21


@dataclass(frozen=True)
class Preamble:
    """Version of the batch, first day of its business year, digits of a ledger account."""

    version: int
    year_start: date
    account_digits: int

    def day(self, text: str) -> date | None:
        """Return the day of a ``TTMM`` in this business year; ``None`` if there is no such day."""
        try:
            first = date(self.year_start.year, int(text[2:]), int(text[:2]))
            return first if first >= self.year_start else first.replace(year=first.year + 1)
        except ValueError:
            return self._next_year(text)

    def _next_year(self, text: str) -> date | None:
        """29 February lies in the second half of a business year that does not start in January."""
        try:
            found = date(self.year_start.year + 1, int(text[2:]), int(text[:2]))
        except ValueError:
            return None
        return found if (found.month, found.day) < _month_day(self.year_start) else None


def read_preamble(line: tuple[int, list[str]] | Rejection | None) -> Preamble:
    """Return what the first line says. Raises ``UnreadableFile`` (``batch_unreadable``)."""
    cells = [cell.strip() for cell in line[1]] if isinstance(line, tuple) else []
    if len(cells) < _SHORTEST or tuple(cells[:3]) != _FORMAT:
        found = shown(";".join(cells[:5]))
        raise unreadable(
            "batch_unreadable",
            "Das ist kein DATEV-Buchungsstapel: die erste Zeile beginnt nicht mit EXTF;700;21.",
            row=1,
            value=found,
            rule="FMT-04",
        )
    if not cells[_VERSION].isdecimal() or int(cells[_VERSION]) not in VERSIONS:
        raise _refused(f"Die Formatversion „{shown(cells[_VERSION], 20)}“ ist keine von 9 bis 13.")
    if cells[_CURRENCY] not in ("", "EUR"):
        raise _refused(f"Der Stapel ist in {shown(cells[_CURRENCY], 20)} und nicht in EUR geführt.")
    return Preamble(
        int(cells[_VERSION]), _first_day(cells[_YEAR_START]), _digits(cells[_ACCOUNT_LENGTH])
    )


def _first_day(text: str) -> date:
    try:
        if len(text) == len("JJJJMMTT") and text.isdecimal():
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    raise _refused(f"Der Beginn des Wirtschaftsjahres „{shown(text, 20)}“ ist kein Tag (JJJJMMTT).")


def _digits(text: str) -> int:
    if text not in {"4", "5", "6", "7", "8"}:
        raise _refused(f"Die Länge der Sachkonten „{shown(text, 20)}“ ist keine Zahl von 4 bis 8.")
    return int(text)


def _refused(message: str) -> Exception:
    return unreadable("batch_unreadable", message, row=1, rule="FMT-04")


def _month_day(day: date) -> tuple[int, int]:
    return day.month, day.day
