"""States, gaps and dated effects of stored rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.budget.domain.assessment import (
    Assessment,
    Split,
    assess,
    assess_family,
)
from services.budget.domain.effects import Effect, EffectKind, sum_of
from services.budget.domain.expenditure import (
    Certification,
    CertificationKind,
    DocumentKind,
    Family,
    Kind,
    Status,
)
from shared.errors import Violation
from tests.unit.budget.domain.examples import (
    CERTIFIED,
    a_context,
    a_movement,
    a_row,
    an_entry,
    an_order,
    assessed,
    codes,
    some_rules,
    some_terms,
)

COMMITTED, PAID = EffectKind.COMMITTED, EffectKind.PAID
ELIGIBLE, EXPECTED = EffectKind.ELIGIBLE, EffectKind.EXPECTED_ELIGIBLE


def as_of(found: Assessment, kind: EffectKind, *when: int) -> int:
    return sum_of(found.effects, kind, date(*when))


def missing(found: Assessment) -> list[str]:
    return [one.code for one in found.missing]


# --- states and gaps


def test_a_paid_certified_row_with_its_voucher_is_claimable() -> None:
    found = assessed(an_entry())
    assert (found.status, found.missing, found.findings) == (Status.CLAIMABLE, (), ())
    assert found.effective_on == date(2026, 2, 20)
    assert (found.rule_pack, found.rule_pack_version) == ("kfw436-2020", "2020.1")


def test_an_unpaid_row_is_committed_and_needs_its_payment() -> None:
    found = assessed(an_entry(payment_date=None, payment_reference=None))
    assert found.status is Status.COMMITTED
    assert missing(found) == ["payment"]
    assert found.effective_on is None


def test_every_gap_is_listed_at_once() -> None:
    row = a_row(an_entry(payment_reference=None), certifications=(), documents=frozenset())
    context = a_context(rules=some_rules(procurement_required=True), split=Split(5_000_000, 1))
    found = assess(row, Family(row), context)
    assert found.status is Status.RECORDED
    assert missing(found) == [
        "payment_proof",
        "voucher_file",
        "procurement_file",
        "certification_factual",
        "certification_arithmetical",
        "split_part",
    ]


def test_a_file_proves_a_payment_where_the_reference_is_not_enough() -> None:
    rules = some_rules(payment_proof="file")
    row = a_row()
    assert missing(assess(row, Family(row), a_context(rules=rules))) == ["payment_proof"]
    both = replace(row, documents=row.documents | {DocumentKind.PAYMENT_PROOF})
    assert missing(assess(both, Family(both), a_context(rules=rules))) == []


def test_a_file_also_proves_a_payment_without_reference() -> None:
    row = a_row(an_entry(payment_reference=None))
    row = replace(row, documents=row.documents | {DocumentKind.PAYMENT_PROOF})
    assert missing(assess(row, Family(row), a_context())) == []


def test_procurement_files_are_inherited_from_the_order() -> None:
    order = a_row(an_order(), documents=frozenset({DocumentKind.PROCUREMENT}))
    context = a_context(rules=some_rules(procurement_required=True), order=order)
    row = a_row()
    assert missing(assess(row, Family(row), context)) == []


def test_a_complete_split_does_not_wait() -> None:
    row = a_row()
    full, short = (a_context(split=Split(1_190_000 + rest, 1_190_000)) for rest in (0, 1))
    assert assess(row, Family(row), full).status is Status.CLAIMABLE
    assert assess(row, Family(row), short).status is Status.RECORDED


def test_a_later_finding_takes_claimable_back_but_a_warning_does_not() -> None:
    row = a_row()
    warning = Violation("near_duplicate", "ELG-09", "ähnlich", "warning")
    error = Violation("late_finding", "ELG-09", "doppelt")
    assert assess(row, Family(row), a_context(findings=(warning,))).status is Status.CLAIMABLE
    found = assess(row, Family(row), a_context(findings=(warning, error)))
    assert found.status is Status.RECORDED
    assert [one.code for one in found.findings] == ["late_finding", "near_duplicate"]


def test_a_shortened_period_is_found_at_the_next_assessment() -> None:
    found = assessed(an_entry(), terms=some_terms(period_end=date(2025, 12, 31)))
    assert codes(found.findings) == ["service_after_period"]
    assert found.status is Status.RECORDED


def test_certifications_of_the_finance_system_count_only_where_the_pack_allows() -> None:
    external = tuple(replace(one, external=True) for one in CERTIFIED)
    row = a_row(certifications=external)
    assert assess(row, Family(row), a_context()).status is Status.CLAIMABLE
    context = a_context(rules=some_rules(external_certifications=False))
    assert missing(assess(row, Family(row), context)) == [
        "certification_factual",
        "certification_arithmetical",
    ]


def test_one_person_for_both_certifications_is_found() -> None:
    one = Certification(CertificationKind.FACTUAL, "x", date(2026, 2, 1), external=True)
    row = a_row(certifications=(one, replace(one, kind=CertificationKind.ARITHMETICAL)))
    assert codes(assess(row, Family(row), a_context()).findings) == ["certified_by_one_person"]
    one_is_enough = a_context(rules=some_rules(certification_persons=1))
    assert assess(row, Family(row), one_is_enough).status is Status.CLAIMABLE


def test_a_recorder_among_the_certifiers_is_found() -> None:
    row = a_row(recorders=frozenset({"sachlich"}))
    assert codes(assess(row, Family(row), a_context()).findings) == ["certified_by_recorder"]


# --- dated effects


def test_an_invoice_moves_from_committed_to_paid_on_the_day_of_payment() -> None:
    found = assessed(an_entry(contract_date=None, no_contract_reason="Gebühr"))
    assert found.effects == (
        Effect(date(2026, 2, 1), COMMITTED, 1_190_000),
        Effect(date(2026, 2, 1), EXPECTED, 1_190_000),
        Effect(date(2026, 2, 20), COMMITTED, -1_190_000),
        Effect(date(2026, 2, 20), PAID, 1_190_000),
        Effect(date(2026, 2, 20), ELIGIBLE, 1_190_000),
        Effect(date(2026, 2, 20), EXPECTED, -1_190_000),
    )


def test_e29_a_march_invoice_paid_in_april_is_committed_in_the_first_quarter() -> None:
    march = {"invoice_date": date(2026, 3, 10), "payment_date": date(2026, 4, 1)}
    found = assessed(an_entry(**march))
    assert as_of(found, PAID, 2026, 3, 31) == 0
    assert as_of(found, COMMITTED, 2026, 3, 31) == 1_190_000
    assert as_of(found, PAID, 2026, 4, 1) == 1_190_000
    assert as_of(found, COMMITTED, 2026, 4, 1) == 0


def test_a_contract_binds_from_its_own_day_an_order_takes_that_over() -> None:
    alone = assessed(an_entry())
    of_order = assessed(an_entry(commitment_id="O1"))
    assert as_of(alone, COMMITTED, 2026, 1, 31) == 1_190_000
    assert as_of(of_order, COMMITTED, 2026, 1, 31) == 0
    assert as_of(of_order, COMMITTED, 2026, 2, 1) == 1_190_000


def test_a_prepayment_is_never_committed_after_it_was_paid() -> None:
    found = assessed(an_entry(contract_date=None, payment_date=date(2026, 1, 20)))
    assert as_of(found, COMMITTED, 2026, 2, 1) == 0
    assert as_of(found, PAID, 2026, 1, 20) == 1_190_000


def test_a_retention_stays_committed_until_it_is_released() -> None:
    facts = an_entry(gross_cents=5_000_000, vat_cents=0, retention_cents=250_000)
    row = a_row(facts)
    release = a_movement(row, Kind.RETENTION_RELEASE, 250_000, date(2026, 6, 1))
    found = assess_family(Family(row, (release,)), a_context())
    assert found["E1"].committed_cents == 250_000
    assert found["E1"].expected_eligible_cents == 250_000
    assert found["E2"].eligible_cents == 250_000
    assert found["E2"].committed_cents == found["E2"].expected_eligible_cents == -250_000
    assert found["E2"].effective_on == date(2026, 6, 1)
    assert found["E2"].status is Status.CLAIMABLE


def test_deductible_vat_is_carried_so_that_the_city_sees_what_it_bears_alone() -> None:
    found = assessed(an_entry(vat_deductible_bp=10_000, ineligible_cents=119_000))
    assert sum_of(found.effects, EffectKind.DEDUCTIBLE_VAT) == 190_000
    assert found.paid_cents - 190_000 - found.eligible_cents == 100_000
