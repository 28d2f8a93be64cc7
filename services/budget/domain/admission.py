"""May this expenditure be recorded? Every refusing rule and every warning at once (semantics 2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from services.budget.domain.circumstances import Split
from services.budget.domain.cost_kinds import cost_kind_violations
from services.budget.domain.deciding_values import cited
from services.budget.domain.duplicate import Likeness
from services.budget.domain.evidence import Evidence
from services.budget.domain.expenditure import Kind, NewExpenditure, Row, kind_of
from services.budget.domain.grant import Terms
from services.budget.domain.ledger_persons import is_one_person, release_person_violations
from services.budget.domain.line_limits import LineUse, limit_violations
from services.budget.domain.period_rules import period_violations
from services.budget.domain.plan import PlanLine
from services.budget.domain.plausibility import nonsense
from services.budget.domain.relations import OrderUse, relation_violations
from services.budget.domain.rulepack import Rules
from shared.errors import Violation, errors_only
from shared.periods import german_date

__all__ = ["Admission", "OrderUse", "check_new_expenditure", "duplicate_violations"]


@dataclass(frozen=True)
class Admission:
    """Everything the rules need to know of the world to judge one new entry.

    `lines` are those of the binding plan version; `used` maps lines to their eligible plus expected
    eligible cents so far; `excused` lines are overrun by an authority (PLAN-03). `exact` is the
    active row that already carries the same duplicate key, `near` those that merely look alike; of
    rows in `unnamed_grants`, which whoever enters may not read, neither number nor grant is told.
    `split_head` is the first part named by `split_of` with its running `split`; `instalments` are
    the active rows of the standing invoice named by `instalment_of`, the first included; `order`
    the one named by `commitment_id`; `replaced` the
    row named by `replaces`. A named id that does not exist in the grant leaves its field None.

    For a PATCH of a stored row leave that row out of everything; `worth_before` is what it takes of
    its line so far, in cents. `closed_on` is the day its measure was closed, None while it is open.
    """

    grant_id: str
    terms: Terms
    rules: Rules
    today: date
    lines: Mapping[str, PlanLine]
    measures: frozenset[str]
    closed_on: date | None = None
    used: Mapping[str, int] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    exact: Row | None = None
    near: tuple[Likeness, ...] = ()
    unnamed_grants: frozenset[str] = frozenset()
    split_head: Row | None = None
    split: Split | None = None
    instalments: tuple[Row, ...] | None = None
    order: OrderUse | None = None
    replaced: Row | None = None
    excused: Collection[str] = ()
    worth_before: int = 0


def check_new_expenditure(new: NewExpenditure, admission: Admission) -> list[Violation]:
    """All violations of a new (or edited) entry, errors first: errors refuse it, warnings show."""
    line = admission.lines.get(new.budget_line)
    category = line.category if line else None
    found = nonsense(new, admission.today, admission.rules)
    # Rules of money and time need an entry that makes sense; they would only repeat the nonsense.
    sensible = not errors_only(found)
    found.extend(_place_violations(new, admission))
    found.extend(_voucher_violations(new))
    found.extend(_contract_violations(new, admission))
    order = admission.order.order.facts if admission.order else None
    found.extend(
        period_violations(
            new, admission.terms, admission.rules, category, admission.evidence, order
        )
    )
    found.extend(duplicate_violations(new, admission))
    found.extend(
        relation_violations(
            new,
            split_head=admission.split_head,
            split=admission.split,
            instalments=admission.instalments,
            order=admission.order,
            replaced=admission.replaced,
        )
    )
    if line is not None:
        found.extend(cost_kind_violations(new, line.category, admission.rules.expenditure))
    if sensible and line is not None:
        use = LineUse(
            admission.lines,
            admission.used,
            admission.order,
            admission.excused,
            admission.worth_before,
        )
        found.extend(limit_violations(new, use, admission.terms, admission.rules))
    return sorted(cited(found, admission.rules), key=lambda one: not one.is_error)


def _place_violations(new: NewExpenditure, admission: Admission) -> Iterator[Violation]:
    line = admission.lines.get(new.budget_line)
    if line is None:
        known = ", ".join(sorted(admission.lines)) or "noch keine; der Plan ist nicht freigegeben"
        message = f"Die Kostenposition „{new.budget_line}“ gibt es im Plan nicht. Es gibt: {known}."
        yield Violation("budget_line_unknown", "PLAN-01", message, field="budget_line")
    if new.measure_id not in admission.measures:
        message = (
            f"Die Maßnahme „{new.measure_id}“ gibt es in dieser Zuwendung nicht. Jede Ausgabe "
            "gehört zu einer Maßnahme der genehmigten Strategie."
        )
        yield Violation("measure_unknown", "PRG-05", message, field="measure_id")
    elif line is not None and line.measure_id != new.measure_id:
        message = (
            f"Die Kostenposition „{new.budget_line}“ ist für die Maßnahme „{line.measure_id}“ "
            f"geplant, nicht für „{new.measure_id}“. Bitte die Zuordnung prüfen."
        )
        yield Violation("measure_differs_from_line", "PRG-05", message, "warning", "measure_id")
    if admission.closed_on is not None:
        since = german_date(admission.closed_on)
        message = (
            f"Die Maßnahme „{new.measure_id}“ ist seit dem {since} abgeschlossen. "
            "Bitte prüfen, ob die Ausgabe zu ihr gehört, oder die Maßnahme wieder öffnen."
        )
        yield Violation("measure_closed", "PRG-05", message, "warning", "measure_id")


def _voucher_violations(new: NewExpenditure) -> Iterator[Violation]:
    """Number and date of the voucher may be absent only while unpaid (VN-11)."""
    if new.is_paid and not (new.voucher_number or "").strip():
        message = "Eine bezahlte Ausgabe braucht eine Belegnummer."
        yield Violation("voucher_number_missing", "VN-11", message, field="voucher_number")
    if new.is_paid and new.invoice_date is None:
        message = "Eine bezahlte Ausgabe braucht ein Rechnungsdatum."
        yield Violation("invoice_date_missing", "VN-11", message, field="invoice_date")
    if is_one_person(new.paid_by, new.booked_by):
        message = (
            "Zahlung und Buchung stammen von derselben Person. "
            "Bitte klären; zahlen und buchen dürfen nicht dieselben Beschäftigten."
        )
        yield Violation("paid_and_booked_by_one", "MUN-02", message, field="booked_by")
    yield from release_person_violations(new)


def _contract_violations(new: NewExpenditure, admission: Admission) -> Iterator[Violation]:
    """A contract date, or the reason why there is none; invoices inherit that of their order."""
    line = admission.lines.get(new.budget_line)
    exempt = admission.rules.expenditure.contract_exempt_categories
    if (
        new.contract_date is not None
        or new.commitment_id is not None
        or new.claims_nothing
        or line is None
        or line.category.value in exempt
        or (new.no_contract_reason or "").strip()
    ):
        return
    message = (
        "Es fehlt das Datum des Auftrags. Bei Reisen, Gebühren und Direktkäufen bitte angeben, "
        "warum es keinen Auftrag gibt."
    )
    yield Violation("contract_date_missing", "ELG-03", message, field="contract_date")


def duplicate_violations(new: NewExpenditure, admission: Admission) -> Iterator[Violation]:
    """The same receipt (an error) and those it looks like (warnings), ELG-09."""
    exact = admission.exact
    field = "invoice_number" if new.invoice_number else "voucher_number"
    if exact is not None:
        message = (
            f"Dieser Beleg ist schon {_place(admission, exact.grant_id, exact.number, 'als')} "
            "erfasst (gleicher Zahlungsempfänger, gleiche Nummer, gleicher Betrag). Bitte dort "
            "stornieren oder den Beleg mit einem Schlüssel auf mehrere Positionen aufteilen."
        )
        yield Violation("duplicate", "ELG-09", message, field=field)
    is_sibling = new.split_of is not None or new.instalment_of is not None
    for one in () if is_sibling or kind_of(new) is Kind.ORDER else admission.near:
        place = _place(admission, one.grant_id or admission.grant_id, one.number, "der")
        message = f"Der Beleg ähnelt {place}. Bitte prüfen, ob es derselbe ist."
        yield Violation("near_duplicate", "ELG-09", message, "warning", field)


def _place(admission: Admission, grant_id: str, number: int, article: str) -> str:
    """Where the other row stands, as far as whoever enters may know."""
    if grant_id == admission.grant_id:
        return f"{article} Nr. {number}"
    if grant_id not in admission.unnamed_grants:
        return f"{article} Nr. {number} der Zuwendung {grant_id}"
    return "in einer anderen Zuwendung" if article == "als" else "einem einer anderen Zuwendung"
