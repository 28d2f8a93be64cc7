"""Checks between the fields of one imported row; pure, each names the field it accuses.

They look at one row only. Duplicates, unknown lines and measures and the funding period belong to
the use case. Source: semantics 1 and 4, FMT-03.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from services.budget.domain.import_row import ImportRow
from shared.errors import Violation
from shared.money import format_euro

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A fault found between fields: the accused ``field``, stable ``code``, German ``message``."""

    field: str
    code: str
    message: str
    rule: str = "FMT-03"


@dataclass(frozen=True, slots=True)
class RowCheck(Generic[T]):
    """A check and the fields it reads: it is left out when one of them could not be read."""

    fields: frozenset[str]
    find: Callable[[T], RowFault | None]


def _gross_is_not_zero(row: ImportRow) -> RowFault | None:
    if row.gross_cents:
        return None
    return RowFault("gross_cents", "gross_zero", "Der Bruttobetrag ist 0,00.")


def _vat_fits_gross(row: ImportRow) -> RowFault | None:
    if row.vat_cents * row.gross_cents >= 0 and abs(row.vat_cents) <= abs(row.gross_cents):
        return None
    return RowFault(
        "vat_cents",
        "vat_invalid",
        "Die MwSt. hat ein anderes Vorzeichen als der Bruttobetrag oder ist größer als er.",
    )


def _deductions_fit_gross(row: ImportRow) -> RowFault | None:
    if row.gross_cents < 0:
        return _credit_note_has_no_deductions(row)
    if row.discount_cents < 0:
        return RowFault("discount_cents", "discount_negative", "Das Skonto ist negativ.")
    if row.retention_cents < 0:
        return RowFault(
            "retention_cents", "retention_negative", "Der Sicherheitseinbehalt ist negativ."
        )
    if row.discount_cents + row.retention_cents > row.gross_cents:
        return RowFault(
            "retention_cents",
            "deductions_exceed_gross",
            "Skonto und Sicherheitseinbehalt sind zusammen größer als der Bruttobetrag.",
        )
    return None


def _credit_note_has_no_deductions(row: ImportRow) -> RowFault | None:
    if not row.discount_cents and not row.retention_cents:
        return None
    return RowFault(
        "discount_cents" if row.discount_cents else "retention_cents",
        "credit_note_with_deductions",
        "Eine Gutschrift hat weder Skonto noch Sicherheitseinbehalt; "
        "bitte den gutgeschriebenen Betrag als Brutto angeben.",
    )


def _paid_is_payable(row: ImportRow) -> RowFault | None:
    if row.paid_cents is None or row.paid_cents == row.payable_cents:
        return None
    return RowFault(
        "paid_cents",
        "payment_amount_mismatch",
        "Der Zahlbetrag ist nicht Brutto − Skonto − Sicherheitseinbehalt "
        f"(erwartet {format_euro(row.payable_cents)}).",
    )


def _service_period_runs_forward(row: ImportRow) -> RowFault | None:
    if row.service_from <= row.service_to:
        return None
    return RowFault(
        "service_to", "service_period_reversed", "Das Ende der Leistung liegt vor ihrem Beginn."
    )


def _credit_note_names_its_voucher(row: ImportRow) -> RowFault | None:
    if row.gross_cents < 0 and row.credits is None:
        return RowFault(
            "credits",
            "credit_reference_missing",
            "Eine Zeile mit negativem Betrag ist eine Gutschrift und nennt den Beleg, "
            "den sie mindert.",
        )
    if row.gross_cents > 0 and row.credits is not None:
        return RowFault(
            "credits",
            "credit_reference_unexpected",
            "Nur eine Gutschrift (negativer Betrag) nennt einen Bezugsbeleg.",
        )
    if row.credits is not None and row.credits == row.voucher_number:
        return RowFault(
            "credits", "credit_reference_self", "Die Gutschrift nennt sich selbst als Bezugsbeleg."
        )
    return None


def _factual_is_complete(row: ImportRow) -> RowFault | None:
    return _certification("factual", row.factual_by is None, row.factual_on is None)


def _arithmetical_is_complete(row: ImportRow) -> RowFault | None:
    return _certification("arithmetical", row.arithmetical_by is None, row.arithmetical_on is None)


def _certification(kind: str, no_name: bool, no_day: bool) -> RowFault | None:
    if no_name == no_day:
        return None
    return RowFault(
        f"{kind}_by" if no_name else f"{kind}_on",
        "certification_incomplete",
        "Eine Feststellung braucht Name und Datum; eines davon fehlt.",
        rule="MUN-01",
    )


def _check(find: Callable[[ImportRow], RowFault | None], *fields: str) -> RowCheck[ImportRow]:
    return RowCheck(frozenset(fields), find)


_DEDUCTIONS = ("gross_cents", "discount_cents", "retention_cents")

VOUCHER_CHECKS: tuple[RowCheck[ImportRow], ...] = (
    _check(_gross_is_not_zero, "gross_cents"),
    _check(_vat_fits_gross, "gross_cents", "vat_cents"),
    _check(_deductions_fit_gross, *_DEDUCTIONS),
    _check(_paid_is_payable, *_DEDUCTIONS, "paid_cents"),
    _check(_service_period_runs_forward, "service_from", "service_to"),
    _check(_credit_note_names_its_voucher, "gross_cents", "credits", "voucher_number"),
    _check(_factual_is_complete, "factual_by", "factual_on"),
    _check(_arithmetical_is_complete, "arithmetical_by", "arithmetical_on"),
)


def import_hints(row: ImportRow) -> list[Violation]:
    """What a line that is taken over leaves open: a tax key without rate and amount (FMT-04).

    Which rate a key means is a setting of the finance system and changes with the law; it is not
    guessed (FMT-03). A line that brings the amount of its tax leaves nothing open.
    """
    key = (row.tax_key or "").strip()
    if not key.strip("0") or row.tax_rate or row.vat_cents:
        return []
    message = (
        f"Steuerschlüssel {key[:20]} ohne Satz: Steuer wird mit {format_euro(0)} übernommen. Bitte "
        "den Satz in der Spalte „Steuersatz“ mitgeben oder die Steuer an der Ausgabe nachtragen."
    )
    return [Violation("tax_key_without_rate", "FMT-04", message, "warning", "tax_key")]
