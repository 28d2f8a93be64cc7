"""The period rules of one expenditure: contract and service inside, payment in time.

Errors refuse only what claims eligibility; what is recorded as wholly ineligible passes
(semantics 2). Used when an entry is made and again whenever it is assessed, because an amendment
may move the period afterwards. Source: ELG-03, ELG-04, ELG-13, E31.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from services.budget.domain.evidence import Evidence, early_start
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.grant import Terms
from services.budget.domain.plan import Category
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.periods import german_date


def period_violations(
    facts: NewExpenditure,
    terms: Terms,
    rules: Rules,
    category: Category | None,
    evidence: Sequence[Evidence],
    order: NewExpenditure | None = None,
) -> list[Violation]:
    """Every period error and warning of an expenditure; `category` None for an unknown line,
    `order` the order a part invoice names."""
    found = list(_payment_warnings(facts, terms))
    if facts.claims_nothing:
        return found
    permitted = early_start(evidence, facts.measure_id)
    found.extend(_invoice_warnings(facts, terms, permitted))
    if category is None or category.value not in rules.expenditure.contract_exempt_categories:
        found.extend(_contract_violations(facts, terms, permitted))
        found.extend(_early_invoice_warnings(facts, order))
    found.extend(_service_violations(facts, terms, permitted))
    return found


def _invoice_warnings(
    facts: NewExpenditure, terms: Terms, permitted: date | None
) -> Iterator[Violation]:
    start = _start(terms.earliest_contract_date, permitted)
    if facts.invoice_date is not None and facts.invoice_date < start:
        message = (
            f"Das Rechnungsdatum ({german_date(facts.invoice_date)}) liegt vor dem zulässigen "
            f"Beginn ({german_date(start)}). Bitte prüfen: Vertippt, oder zu früh beauftragt?"
        )
        yield Violation("invoice_before_start", "ELG-03", message, "warning", "invoice_date")


def _contract_violations(
    facts: NewExpenditure, terms: Terms, permitted: date | None
) -> Iterator[Violation]:
    start = _start(terms.earliest_contract_date, permitted)
    if facts.contract_date is not None and facts.contract_date < start:
        message = (
            f"Der Auftrag vom {german_date(facts.contract_date)} liegt vor dem zulässigen Beginn "
            f"({german_date(start)}). Bitte eine Zustimmung zum vorzeitigen Beginn ablegen oder "
            "die Ausgabe ganz als nicht zuwendungsfähig erfassen."
        )
        yield Violation("contract_before_start", "ELG-03", message, field="contract_date")
    yield from _late_contract_warnings(facts, terms)


def _late_contract_warnings(facts: NewExpenditure, terms: Terms) -> Iterator[Violation]:
    """An order stands before what it orders, and inside the period: else a slip, or an order that
    was only written down afterwards. On the first day of the service, and on the last of the
    period, it is in time."""
    ordered = facts.contract_date
    if ordered is None:
        return
    if ordered > facts.service_from:
        when = (
            f"nach dem Ende der Leistung am {german_date(facts.service_to)}"
            if ordered > facts.service_to
            else f"nach dem Beginn der Leistung am {german_date(facts.service_from)}"
        )
        message = (
            f"Der Auftrag vom {german_date(ordered)} liegt {when}. Bitte prüfen: Vertippt, oder "
            "erst nachträglich schriftlich beauftragt? Dann bitte den ursprünglichen Tag eintragen."
        )
        yield Violation("contract_after_service", "ELG-03", message, "warning", "contract_date")
    if ordered > terms.period_end:
        message = (
            f"Der Auftrag vom {german_date(ordered)} liegt nach dem Ende des Bewilligungszeitraums "
            f"({german_date(terms.period_end)}). Bitte das Vertragsdatum prüfen."
        )
        yield Violation("contract_after_period", "ELG-03", message, "warning", "contract_date")


def _early_invoice_warnings(
    facts: NewExpenditure, order: NewExpenditure | None
) -> Iterator[Violation]:
    """Nobody invoices what was not ordered yet; on the day of the order it is in time.

    A part invoice has the day of its order unless it names its own single call-off (semantics 2).
    """
    inherited = None if order is None else order.contract_date
    ordered, invoiced = facts.contract_date or inherited, facts.invoice_date
    if ordered is None or invoiced is None or invoiced >= ordered:
        return
    message = (
        f"Die Rechnung vom {german_date(invoiced)} liegt vor ihrem Auftrag vom "
        f"{german_date(ordered)}. Bitte prüfen: Vertippt, zu einem anderen Auftrag, oder erst "
        "nachträglich schriftlich beauftragt? Dann bitte den ursprünglichen Tag eintragen."
    )
    yield Violation("invoice_before_contract", "ELG-03", message, "warning", "invoice_date")


def _service_violations(
    facts: NewExpenditure, terms: Terms, permitted: date | None
) -> Iterator[Violation]:
    start = _start(terms.period_start, permitted)
    if facts.service_from < start:
        message = (
            f"Die Leistung beginnt am {german_date(facts.service_from)}, zulässig ist sie ab "
            f"{german_date(start)}. Bitte den Beleg aufteilen oder die Ausgabe ganz als nicht "
            "zuwendungsfähig erfassen."
        )
        yield Violation("service_before_period", "ELG-03", message, field="service_from")
    if facts.service_from > terms.period_end:
        message = (
            "Die Leistung liegt ganz nach dem Ende des Bewilligungszeitraums "
            f"({german_date(terms.period_end)}). Bitte als nicht zuwendungsfähig erfassen oder "
            "eine Verlängerung eintragen."
        )
        yield Violation("service_after_period", "ELG-03", message, field="service_from")
    elif facts.service_to > terms.period_end:
        message = (
            f"Die Leistung läuft über das Ende ({german_date(terms.period_end)}) hinaus; nur der "
            "Anteil bis dahin zählt."
        )
        yield Violation("service_past_end", "ELG-13", message, "warning", "service_to")


def _payment_warnings(facts: NewExpenditure, terms: Terms) -> Iterator[Violation]:
    paid_on = facts.payment_date
    if paid_on is None or facts.claims_nothing:
        return
    if paid_on > terms.payments_until:
        message = (
            f"Die Zahlung vom {german_date(paid_on)} kommt nach dem letzten Tag, bis zu dem "
            f"Zahlungen zählen ({german_date(terms.payments_until)}); sie ist nicht "
            "zuwendungsfähig."
        )
        yield Violation("payment_too_late", "ELG-03", message, "warning", "payment_date")
    elif paid_on > terms.period_end:
        message = (
            f"Die Zahlung vom {german_date(paid_on)} liegt nach dem Bewilligungszeitraum "
            f"(bis {german_date(terms.period_end)}); sie zählt, weil die Leistung darin liegt."
        )
        yield Violation("payment_after_period", "ELG-03", message, "warning", "payment_date")


def _start(start: date, permitted: date | None) -> date:
    return start if permitted is None else min(start, permitted)
