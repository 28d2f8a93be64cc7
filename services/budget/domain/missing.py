"""What a stored row still needs before it is claimable: gaps, no faults (semantics 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from services.budget.domain.circumstances import Context
from services.budget.domain.deciding_values import cited
from services.budget.domain.expenditure import CertificationKind, DocumentKind, Kind, Row
from services.budget.domain.rulepack import Rules
from shared.errors import DecidingValue
from shared.money import format_euro

_PAYMENT_PROOF: Final = {
    "reference": "Zum Nachweis der Zahlung fehlt die Zahlungsreferenz oder eine Datei.",
    "file": "Zum Nachweis der Zahlung fehlt eine Datei.",
}
_PROCUREMENT_PROOF: Final = {
    "document": "Die Vergabeunterlagen fehlen: Bitte eine Vergabeakte nennen oder sie ablegen.",
    "procurement_file": "Es fehlt die Vergabeakte; eine einzelne Unterlage genügt nicht.",
}


@dataclass(frozen=True)
class Missing:
    """One gap: stable English code, rule id, German sentence, the values that ask for it."""

    code: str
    rule: str
    message: str
    values: tuple[DecidingValue, ...] = ()


_CERTIFICATIONS: Final = {
    CertificationKind.FACTUAL: Missing(
        "certification_factual",
        "MUN-01",
        "Die sachliche Richtigkeit ist noch nicht festgestellt.",
    ),
    CertificationKind.ARITHMETICAL: Missing(
        "certification_arithmetical",
        "MUN-01",
        "Die rechnerische Richtigkeit ist noch nicht festgestellt.",
    ),
}


def missing_of(row: Row, context: Context) -> tuple[Missing, ...]:
    """Everything a voucher still needs; an order needs nothing, it is never claimed itself."""
    if row.kind is not Kind.VOUCHER:
        return ()
    found = (
        *_payment(row, context.rules),
        *_files(row, context),
        *_procurement(context),
        *_certifications(row, context.rules),
        *_split(context),
    )
    return tuple(cited(found, context.rules))


def _payment(row: Row, rules: Rules) -> Iterator[Missing]:
    facts = row.facts
    if not facts.is_paid:
        yield Missing("payment", "ELG-05", "Die Zahlung ist noch nicht erfasst.")
        return
    has_file = DocumentKind.PAYMENT_PROOF in row.documents
    has_reference = rules.expenditure.payment_proof == "reference" and bool(facts.payment_reference)
    if not has_file and not has_reference:
        yield Missing("payment_proof", "ELG-12", _PAYMENT_PROOF[rules.expenditure.payment_proof])


def _files(row: Row, context: Context) -> Iterator[Missing]:
    if DocumentKind.VOUCHER not in row.documents:
        yield Missing("voucher_file", "ELG-12", "Die Datei des Belegs fehlt.")
    inherited = context.order.documents if context.order else frozenset[DocumentKind]()
    on_file = row.documents | inherited
    rules = context.rules.expenditure
    by_document = rules.procurement_proof == "document" and DocumentKind.PROCUREMENT in on_file
    is_shown = context.procurement is not None or by_document
    if rules.procurement_required and not (is_shown or _no_award(row, context)):
        yield Missing("procurement_file", "PROC-01", _PROCUREMENT_PROOF[rules.procurement_proof])


def _no_award(row: Row, context: Context) -> bool:
    """Whether nothing was awarded: salaries and the like, or a stated reason for no contract.

    The same exemption as for the date of the contract (ELG-03). A reason beside a contract or an
    order does not exempt: there something was awarded.
    """
    facts = row.facts
    if context.category.value in context.rules.expenditure.contract_exempt_categories:
        return True
    has_contract = facts.contract_date is not None or facts.commitment_id is not None
    return not has_contract and bool((facts.no_contract_reason or "").strip())


def _procurement(context: Context) -> Iterator[Missing]:
    message = context.procurement.wait_reason if context.procurement else None
    if message and context.rules.procurement.procurement_incomplete == "block":
        yield Missing("procurement_incomplete", "PROC-01", message)


def _certifications(row: Row, rules: Rules) -> Iterator[Missing]:
    given = {
        one.kind
        for one in row.certifications
        if rules.expenditure.external_certifications or not one.external
    }
    for kind, gap in _CERTIFICATIONS.items():
        if kind not in given:
            yield gap


def _split(context: Context) -> Iterator[Missing]:
    split = context.split
    if split is not None and split.recorded_cents < split.total_cents:
        rest = format_euro(split.total_cents - split.recorded_cents)
        message = f"Vom geteilten Beleg sind {rest} noch nicht zugeordnet."
        yield Missing("split_part", "ELG-09", message)
