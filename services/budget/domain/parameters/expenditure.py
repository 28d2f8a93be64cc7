"""ELG, MUN, PROC: what a single expenditure needs to count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.budget.domain.parameters.specs import (
    DIGITS,
    LINES,
    YES_NO,
    choice,
    dated,
    pairs,
    parameter,
    texts,
    whole,
)


@dataclass(frozen=True)
class ExpenditureParameters:
    """`certification_persons`: how many persons the two certifications need.
    `external_certifications`: those of the finance system are taken over. `payment_proof`: what
    proves a payment. `procurement_required`: the award of the contract is proven, by
    `procurement_proof`: a document filed at the row or its order will do, or only a procurement
    file with its checklist. `prepaid_by`: how a service that runs past the end is divided.
    `contract_exempt_categories`: need no contract date.
    `certification_authority`: whether the role alone lets a person certify, or an entry of the
    register of authorities is needed beside it. `allocation_keys`: whether a share below 100 %
    rests on an approved key of the register. `account_class_categories`: which category the
    city books under an account class, `52=SACH`. `eligible_categories` and
    `eligible_account_classes` (first digits, empty: all) are the kinds of cost the grant pays for,
    `own_services` whether own staff is among them, `blocked_cost_words` what a purpose may not say.
    `standard_vat_rates`: the standard rate of value added tax in basis points from a day on.
    """

    certification_persons: int = parameter("Personen für die beiden Feststellungen", whole(1, 2))
    external_certifications: bool = parameter(
        "Feststellungen der Finanzbuchhaltung übernehmen", YES_NO
    )
    standard_vat_rates: tuple[str, ...] = parameter(
        "Regelsteuersatz ab einem Tag", dated(0, 10_000)
    )
    payment_proof: Literal["reference", "file"] = parameter(
        "Nachweis der Zahlung", choice("reference", "file")
    )
    procurement_required: bool = parameter("Vergabeunterlagen nötig", YES_NO)
    procurement_proof: Literal["document", "procurement_file"] = parameter(
        "Nachweis der Vergabe", choice("document", "procurement_file")
    )
    prepaid_by: Literal["days", "months"] = parameter(
        "Leistung über das Ende hinaus geteilt nach", choice("days", "months")
    )
    contract_exempt_categories: tuple[str, ...] = parameter(
        "Kostenarten ohne Vertragsdatum", texts("PERSONAL", "SACH", "INVEST")
    )
    certification_authority: Literal["open", "register"] = parameter(
        "Feststellungsbefugnis", choice("open", "register")
    )
    allocation_keys: Literal["open", "register"] = parameter(
        "Projektanteil nach Schlüssel", choice("open", "register")
    )
    account_class_categories: tuple[str, ...] = parameter(
        "Kostenart je Kontenklasse", pairs("PERSONAL", "SACH", "INVEST")
    )
    eligible_categories: tuple[str, ...] = parameter(
        "Zuwendungsfähige Kostenarten", texts("PERSONAL", "SACH", "INVEST")
    )
    eligible_account_classes: tuple[str, ...] = parameter(
        "Zuwendungsfähige Sachkonten (Anfangsziffern)", DIGITS
    )
    own_services: Literal["funded", "excluded"] = parameter(
        "Eigenleistungen der Stadt", choice("funded", "excluded")
    )
    blocked_cost_words: tuple[str, ...] = parameter("Gesperrte Wörter im Zweck", LINES)
