"""One booking of a DATEV batch: which accounts it moves and what it says about a voucher (FMT-04).

A personal account has one digit more than a ledger account; 7 to 9 in front makes it a creditor's.
``Soll/Haben`` speaks of ``Konto``; a ``Generalumkehr`` turns the amount.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.intake.batch_accounts import Batch
from services.budget.intake.datev_preamble import Preamble
from services.budget.intake.notation import CellFault, read_amount, shown
from shared.csv_text import Cents, cell_text
from shared.periods import german_date

AMOUNT, SIDE = "Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen"
ACCOUNT, CONTRA = "Konto", "Gegenkonto (ohne BU-Schlüssel)"
DAY, SERVICE, NUMBER, REFERENCE = "Belegdatum", "Leistungsdatum", "Belegfeld 1", "Belegfeld 2"
TAX_RATE, REVERSED, CURRENCY = "Steuersatz", "Generalumkehr", "WKZ Umsatz"
TAX_KEY: Final = "BU-Schlüssel"
DERIVED: Final = (
    "Tag", "Zahlungstag", "Leistungstag", "Betrag", "Steuerbetrag", "Kreditorkonto",
    "Aufwandskonto", "Bezug", "Auftragsdatum", "Kein Auftrag, weil",
)  # fmt: skip
"""What no column of a batch says as a voucher needs it; named so that no version has them."""

_NO_TAX_PART: Final = re.compile(r"0*[24]0")
"""Of a key with two digits the first corrects (2 reversal, 4 automatic of the account off) and the
second is the tax: 0 says none."""
_PAIR = re.compile(r"Zusatzinformation ?- ?(Art|Inhalt) ([0-9]{1,2})")


class BookingFault(Exception):
    """The booking is no voucher: ``code``, the accused column and its text."""

    def __init__(self, code: str, message: str, column: str = "", value: str = "") -> None:
        super().__init__(message)
        self.code, self.column, self.value = code, column, shown(value)


@dataclass(frozen=True)
class Booking:
    """A booking on a creditor's account; amounts in cents, days in German notation.

    ``cents`` is what the creditor is owed more by it, ``tax_cents`` the tax in it.
    """

    number: str
    creditor: str
    account: str
    day: str
    service_day: str
    cents: int
    tax_cents: int
    reference: str
    is_payment: bool
    contract_date: str
    no_contract_reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What an invoice and its payment have in common."""
        return self.creditor, self.number, self.amount

    @property
    def amount(self) -> str:
        """The amount without its sign, as text."""
        return cell_text(Cents(abs(self.cents)))


def derived_cells(booking: Booking, paid_on: str) -> list[str]:
    """Return the cells below ``DERIVED``."""
    is_credit_note = booking.cents < 0
    return [
        booking.day,
        paid_on,
        booking.service_day,
        cell_text(Cents(booking.cents)),
        cell_text(Cents(booking.tax_cents)),
        f"Kreditor {booking.creditor}",
        booking.account,
        booking.reference if is_credit_note else "",
        booking.contract_date,
        booking.no_contract_reason,
    ]


def tax_keys_alone(cells: Sequence[str], header: Sequence[str]) -> list[str]:
    """The cells of a line without a key that corrects only and says no tax."""
    return [
        "" if name == TAX_KEY and _NO_TAX_PART.fullmatch(cell.strip()) else cell
        for name, cell in zip(header, cells, strict=True)
    ]


def read_booking(
    cells: Sequence[str], header: Sequence[str], preamble: Preamble, batch: Batch
) -> Booking:
    """Return the booking of a line below ``header``. Raises ``BookingFault``."""
    if len(cells) != len(header):
        raise BookingFault(
            "column_count", f"Die Zeile hat {len(cells)} statt {len(header)} Spalten."
        )
    texts = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    if texts.get(CURRENCY, "") not in ("", "EUR"):
        raise _fault("batch_currency", "Der Umsatz ist nicht in EUR.", texts, CURRENCY)
    debit, credit = _accounts(texts)
    cents = _cents(texts)
    day = _day(texts, preamble)
    creditor, account, owed = _creditor_side(debit, credit, cents, preamble)
    if owed > 0 and batch.pays_from(account):
        raise _money_back(creditor, account)
    further = _further(texts)
    return Booking(
        number=texts.get(NUMBER, ""),
        creditor=creditor,
        account=account,
        day=day,
        service_day=_service_day(texts, day),
        cents=owed,
        tax_cents=_tax(texts, owed),
        reference=texts.get(REFERENCE, ""),
        contract_date=further.get("auftragsdatum", ""),
        no_contract_reason=further.get("kein auftrag", ""),
        is_payment=owed < 0 and batch.pays_from(account),
    )


def _money_back(creditor: str, account: str) -> BookingFault:
    """A refund or a reversed payment: it owes the creditor more, but nothing was bought."""
    message = (
        f"Die Buchung vom Geldkonto {shown(account, 12)} an Kreditor {shown(creditor, 12)} ist "
        "keine Ausgabe, sondern eine Erstattung des Kreditors oder eine zurückgenommene Zahlung. "
        "Bitte Gutschrift und Zahlungstag des Belegs prüfen."
    )
    return BookingFault("payment_returned", message, ACCOUNT, account)


def _accounts(texts: dict[str, str]) -> tuple[str, str]:
    side = texts.get(SIDE, "")
    if side not in ("S", "H"):
        raise _fault("batch_side", "Das Kennzeichen ist weder S noch H.", texts, SIDE)
    account, contra = texts.get(ACCOUNT, ""), texts.get(CONTRA, "")
    return (account, contra) if side == "S" else (contra, account)


def _cents(texts: dict[str, str]) -> int:
    try:
        cents = read_amount(texts.get(AMOUNT, ""))
    except CellFault as fault:
        raise _fault(fault.code, str(fault), texts, AMOUNT) from None
    if cents <= 0:
        raise _fault("batch_amount", "Der Umsatz ist nicht größer als 0,00.", texts, AMOUNT)
    return -cents if texts.get(REVERSED, "") in ("1", "G") else cents


def _day(texts: dict[str, str], preamble: Preamble) -> str:
    text = texts.get(DAY, "")
    if len(text) == len("TMM") and text.isdecimal():
        message = f"Das Datum hat keine vier Ziffern (TTMM): fehlt die führende Null, also 0{text}?"
        raise _fault("batch_day", message, texts, DAY)
    day = preamble.day(text) if len(text) == len("TTMM") and text.isdecimal() else None
    if day is None:
        raise _fault("batch_day", "Das Datum ist kein Tag in der Form TTMM.", texts, DAY)
    return german_date(day)


def _service_day(texts: dict[str, str], day: str) -> str:
    text = texts.get(SERVICE, "")
    if not text:
        return day
    try:
        if len(text) == len("TTMMJJJJ") and text.isdecimal():
            return german_date(date(int(text[4:]), int(text[2:4]), int(text[:2])))
    except ValueError:
        pass
    raise _fault("batch_day", "Das Leistungsdatum ist kein Tag (TTMMJJJJ).", texts, SERVICE)


def _creditor_side(debit: str, credit: str, cents: int, preamble: Preamble) -> tuple[str, str, int]:
    """Creditor, the account on the other side, and what is owed more."""
    if _is_creditor(credit, preamble) and not _is_creditor(debit, preamble):
        return credit, debit, cents
    if _is_creditor(debit, preamble) and not _is_creditor(credit, preamble):
        return debit, credit, -cents
    accounts = f"{shown(debit, 12)} an {shown(credit, 12)}"
    raise BookingFault(
        "batch_no_creditor",
        f"Die Buchung {accounts} nennt keinen Kreditor; eine Ausgabe braucht einen "
        "Zahlungsempfänger.",
        ACCOUNT,
        accounts,
    )


def _is_creditor(account: str, preamble: Preamble) -> bool:
    is_personal = len(account) == preamble.account_digits + 1 and account.isdecimal()
    return is_personal and account[0] in "789"


def _tax(texts: dict[str, str], gross_cents: int) -> int:
    """The tax in the gross by the stated rate, rounded half up; 0 where no rate is stated."""
    text = texts.get(TAX_RATE, "")
    if not text:
        return 0
    try:
        rate = read_amount(text)
    except CellFault as fault:
        raise _fault(fault.code, str(fault), texts, TAX_RATE) from None
    if not 0 <= rate < 10_000:
        raise _fault("batch_rate", "Der Steuersatz liegt nicht unter 100 %.", texts, TAX_RATE)
    tax = (2 * abs(gross_cents) * rate + 10_000 + rate) // (2 * (10_000 + rate))
    return tax if gross_cents > 0 else -tax


def _further(texts: dict[str, str]) -> dict[str, str]:
    """The pairs of kind and text in which a city may add what DATEV has no column for."""
    parts = {
        (match[1], match[2]): text
        for name, text in texts.items()
        if text and (match := _PAIR.fullmatch(name))
    }
    return {
        text.casefold(): parts.get(("Inhalt", number), "")
        for (half, number), text in parts.items()
        if half == "Art"
    }


def _fault(code: str, message: str, texts: dict[str, str], column: str) -> BookingFault:
    return BookingFault(code, message, column, texts.get(column, ""))
