"""Values to test the law with: one grant, plain functions with keyword overrides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.budget import rulepacks
from services.budget.domain.admission import Admission
from services.budget.domain.assessment import Assessment, Context, assess_family
from services.budget.domain.expenditure import (
    Certification,
    CertificationKind,
    DocumentKind,
    Family,
    Kind,
    Movement,
    NewExpenditure,
    Row,
    kind_of,
)
from services.budget.domain.grant import Terms
from services.budget.domain.plan import Category, PlanLine
from services.budget.domain.rulepack import Rules, Setting, resolve
from shared.errors import Violation

PACKS = rulepacks.load()
TODAY = date(2026, 7, 15)
START, END = date(2023, 7, 1), date(2026, 12, 31)
PAYMENTS_UNTIL = date(2028, 12, 29)
CERTIFIED = (
    Certification(CertificationKind.FACTUAL, "sachlich", date(2026, 2, 25)),
    Certification(CertificationKind.ARITHMETICAL, "rechnerisch", date(2026, 2, 26)),
)


def some_rules(pack: str = "kfw436-2020", **settings: Setting) -> Rules:
    return resolve(PACKS, pack, settings, date(2026, 1, 1))


def some_terms(**changes: Any) -> Terms:
    terms = Terms(
        funding_rate_bp=6500,
        max_eligible_cents=1_300_000_000,
        max_grant_cents=845_000_000,
        period_start=START,
        period_end=END,
        earliest_contract_date=START,
        payments_until=PAYMENTS_UNTIL,
        rule_pack="kfw436-2020",
    )
    return replace(terms, **changes)


def an_entry(**changes: Any) -> NewExpenditure:
    """A paid invoice of 11,900.00 EUR with 1,900.00 EUR VAT, all of it inside the period."""
    entry = NewExpenditure(
        budget_line="1.1",
        measure_id="M1",
        creditor="Muster IT GmbH",
        purpose="Sensoren",
        gross_cents=1_190_000,
        vat_cents=190_000,
        service_from=date(2026, 1, 1),
        service_to=date(2026, 1, 31),
        contract_date=date(2026, 1, 1),
        voucher_number="B-1",
        invoice_number="RE-1",
        invoice_date=date(2026, 2, 1),
        payment_date=date(2026, 2, 20),
        payment_reference="Z-1",
    )
    return replace(entry, **changes)


def an_order(**changes: Any) -> NewExpenditure:
    nothing = dict.fromkeys(
        ("voucher_number", "invoice_number", "invoice_date", "payment_date", "payment_reference")
    )
    return an_entry(**{"vat_cents": 0, **nothing, **changes})


def a_row(facts: NewExpenditure | None = None, **changes: Any) -> Row:
    """A stored, certified row with its voucher file: claimable if paid."""
    facts = facts or an_entry()
    row = Row(
        expenditure_id="E1",
        grant_id="G-B",
        number=1,
        kind=kind_of(facts),
        facts=facts,
        recorders=frozenset({"sachbearbeitung"}),
        recorded_on=date(2026, 2, 21),
        certifications=CERTIFIED,
        documents=frozenset({DocumentKind.VOUCHER}),
    )
    return replace(row, **changes)


def a_movement(row: Row, kind: Kind, cents: int, on: date, **changes: Any) -> Row:
    number = changes.pop("number", 2)
    moved = replace(
        row,
        expenditure_id=f"E{number}",
        number=number,
        kind=kind,
        original_id=row.expenditure_id,
        movement=Movement(cents, on, reference="GS-1"),
        certifications=(),
        documents=frozenset(),
        call_id=None,
        reversed_by=None,
    )
    return replace(moved, **changes)


def a_twin(row: Row, on: date, **changes: Any) -> Row:
    twin = replace(
        row,
        expenditure_id="S1",
        number=99,
        kind=Kind.REVERSAL,
        original_id=row.expenditure_id,
        recorded_on=on,
        certifications=(),
        documents=frozenset(),
        call_id=None,
        reversed_by=None,
    )
    return replace(twin, **changes)


def a_context(**changes: Any) -> Context:
    context = Context(terms=some_terms(), rules=some_rules(), category=Category.SACH)
    return replace(context, **changes)


def assessed(facts: NewExpenditure, **changes: Any) -> Assessment:
    """The assessment of one certified row with these facts."""
    return assess_family(Family(a_row(facts)), a_context(**changes))["E1"]


def a_line(name: str = "1.1", cents: int = 150_000_000, **changes: Any) -> PlanLine:
    line = PlanLine(name, "M1", Category.SACH, cents, {2026: cents})
    return replace(line, **changes)


def an_admission(**changes: Any) -> Admission:
    admission = Admission(
        grant_id="G-B",
        terms=some_terms(),
        rules=some_rules(),
        today=TODAY,
        lines={"1.1": a_line()},
        measures=frozenset({"M1"}),
    )
    return replace(admission, **changes)


def codes(found: list[Violation] | tuple[Violation, ...], severity: str = "error") -> list[str]:
    """Codes of one severity, in order."""
    return [one.code for one in found if one.severity == severity]
