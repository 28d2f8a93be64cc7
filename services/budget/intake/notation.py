"""How a profile writes amounts, days and texts: one reader per kind, strict, nothing guessed.

A reader takes the stripped, non-empty text of a cell and returns its value or raises ``CellFault``
with a stable code and a German message. Source: FMT-01 to FMT-03.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final, Literal
from unicodedata import normalize

from services.budget.domain.assignment import AccountAssignment, parse_assignments
from shared.money import MAX_CENTS, AmountError, format_euro, parse_euro
from shared.periods import Period, PeriodError

CellReader = Callable[[str], Any]
Kind = Literal[
    "text", "long_text", "number", "amount", "date", "year", "percent", "period", "assignments"
]

_EARLIEST: Final = date(2000, 1, 1)
_LATEST: Final = date(2099, 12, 31)
LONGEST_TEXT: Final = {"number": 100, "text": 300, "long_text": 2000}
SHORTEST_LIMIT: Final = min(LONGEST_TEXT.values())

DATE_FORMS: Final = {
    "TT.MM.JJJJ": re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
    "JJJJ-MM-TT": re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    "JJJJMMTT": re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    "TT/MM/JJJJ": re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"),
    "MM/TT/JJJJ": re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4})"),
}

_YEAR = re.compile(r"20[0-9]{2}")
_PERCENT = re.compile(r"([0-9]{1,3})(?:,([0-9]{1,2}))? ?%?")
_SPREADSHEET_NUMBER = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
_USUAL_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,2}(?:\.[0-9]{3}){0,2}|[1-9][0-9]{3,8}),[0-9]{2}")
_SWAP_COMMA_AND_DOT = str.maketrans(",.", ".,")


class CellFault(ValueError):
    """The text of a cell cannot be its value: stable ``code``, German message, rule id."""

    def __init__(self, code: str, message: str, rule: str = "FMT-03") -> None:
        super().__init__(message)
        self.code = code
        self.rule = rule


@dataclass(frozen=True)
class Notation:
    """How a file writes numbers and days; part of a profile.

    ``decimal`` is the decimal sign ("," or "."), ``dates`` the allowed forms (keys of
    ``DATE_FORMS``), ``invert`` says that the system writes payments as negative amounts.
    """

    decimal: str = ","
    dates: tuple[str, ...] = ("TT.MM.JJJJ", "JJJJ-MM-TT")
    invert: bool = False

    def reader(self, kind: Kind) -> CellReader:
        """Return the function that reads cells of this kind."""
        simple: dict[str, CellReader] = {
            "year": read_year,
            "percent": read_percent,
            "period": read_period,
            "assignments": read_assignments,
            "number": read_number,
            "text": read_text,
            "long_text": partial(read_text, longest=LONGEST_TEXT["long_text"]),
        }
        if kind == "amount":
            return self._amount_reader()
        if kind == "date":
            return self._date_reader()
        return simple[kind]

    def _amount_reader(self) -> CellReader:
        read = read_amount if self.decimal == "," else _read_amount_with_decimal_dot
        # One line often holds the same amount twice (gross and paid) and 0,00 more than once.
        return lru_cache(maxsize=1024)((lambda text: -read(text)) if self.invert else read)

    def _date_reader(self) -> CellReader:
        patterns = tuple(DATE_FORMS[name] for name in self.dates)
        forms = " oder ".join(self.dates)

        # A ledger repeats its days; the bounded cache is what makes seven dates per row cheap.
        @lru_cache(maxsize=4096)
        def read(text: str) -> date:
            for pattern in patterns:
                if match := pattern.fullmatch(text):
                    return _plausible_day(text, match)
            raise CellFault("date_invalid", f"Das Datum hat nicht die Form {forms}.", "FMT-02")

        return read


def _plausible_day(text: str, match: re.Match[str]) -> date:
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise CellFault("date_invalid", f"Den Tag „{text}“ gibt es nicht.", "FMT-02") from None
    if not _EARLIEST <= day <= _LATEST:
        raise CellFault(
            "date_implausible", "Das Datum liegt außerhalb der Jahre 2000 bis 2099.", "FMT-02"
        )
    return day


def read_amount(text: str) -> int:
    """Return cents of an amount in German notation; ``1.234`` is ``amount_ambiguous``."""
    # Nearly all amounts of a ledger look like this and need no more than that; the others take the
    # full parser. test_notation checks that both give the same answer.
    if _USUAL_AMOUNT.fullmatch(text):
        return int(text.replace(".", "").replace(",", ""))
    try:
        return parse_euro(text)
    except AmountError as error:
        raise CellFault(error.code, str(error)) from None


def _read_amount_with_decimal_dot(text: str) -> int:
    try:
        return parse_euro(text.translate(_SWAP_COMMA_AND_DOT))
    except AmountError as error:
        # The German sentence of parse_euro would show the swapped text; say it anew.
        raise CellFault(error.code, _DOT_MESSAGES.get(error.code, _DOT_INVALID)) from None


_DOT_INVALID: Final = "Das ist kein Betrag mit Dezimalpunkt, zum Beispiel 1,234.56."
_DOT_MESSAGES: Final = {
    "amount_ambiguous": "Der Betrag ist mehrdeutig: Tausender oder Nachkommastellen? "
    "Dieses Profil erwartet Dezimalpunkt und zwei Nachkommastellen.",
    "amount_too_large": f"Der Betrag ist größer als {format_euro(MAX_CENTS)}.",
}


def read_year(text: str) -> int:
    """Return a year of this century, written with four digits."""
    if _YEAR.fullmatch(text) is None:
        raise CellFault("year_invalid", "Das Jahr hat nicht die Form 2026.")
    return int(text)


def read_percent(text: str) -> int:
    """Return basis points of ``100``, ``65,5`` or ``65,50 %``; at most 100 percent."""
    match = _PERCENT.fullmatch(text)
    basis_points = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else -1
    if not 0 <= basis_points <= 10_000:
        raise CellFault("percent_invalid", "Der Anteil ist keine Prozentzahl von 0 bis 100.")
    return basis_points


def read_period(text: str) -> str:
    """Return a period in the notation of the interfaces (``2025-H2``), checked."""
    try:
        return str(Period.parse_long(text))
    except PeriodError as error:
        raise CellFault(error.code, str(error)) from None


def read_assignments(text: str) -> tuple[AccountAssignment, ...]:
    """Return the parts of a voucher in its books, separated by `|` (MUN-07)."""
    try:
        return parse_assignments(read_text(text, LONGEST_TEXT["long_text"]))
    except CellFault:
        raise
    except ValueError as error:
        raise CellFault("assignment_unreadable", str(error), "MUN-07") from None


def read_number(text: str) -> str:
    """Return an identifying number as text; refuses what a spreadsheet has turned into a float."""
    if "+" in text and _SPREADSHEET_NUMBER.fullmatch(text):
        raise CellFault(
            "number_rounded",
            "Die Nummer wurde von einer Tabellenkalkulation gerundet; "
            "bitte die Spalte als Text ausgeben.",
        )
    return read_text(text, LONGEST_TEXT["number"])


def read_text(text: str, longest: int = LONGEST_TEXT["text"]) -> str:
    """Return one line of printable text (NFC); line breaks inside a cell become spaces.

    Text that looks like a formula stays as it is: it is guarded where it is written (FMT-05).
    """
    if not text.isprintable():
        text = " ".join(text.split())
        if not text.isprintable():
            raise CellFault(
                "control_character", "Das Feld enthält Steuerzeichen oder unlesbare Zeichen."
            )
    if len(text) > longest:
        raise CellFault("text_too_long", f"Das Feld ist länger als {longest} Zeichen.")
    return text if text.isascii() else normalize("NFC", text)


def shown(text: str, longest: int = 120) -> str:
    """Shorten a found text for a message; unprintable characters and lone bytes become U+FFFD."""
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    if short.isprintable():
        return short
    return "".join(char if char.isprintable() else "\ufffd" for char in short)
