"""What softens an error: a transition or a waiver, and what nothing softens."""

from __future__ import annotations

from datetime import date

import pytest

from services.budget.domain.missing import Missing
from services.budget.domain.relief import Relief
from services.budget.domain.transition import NEVER_LENIENT, Transition
from services.budget.domain.waiver import NewWaiver, Target, Waiver, expiry_violations
from shared.errors import Violation

UNTIL = date(2026, 8, 31)
ROW = "expenditure/1"
EARLY = Violation("contract_before_start", "ELG-03", "Zu früh.")


def lenient(rule: str = "ELG-03") -> Relief:
    return Relief({rule: Transition(rule, UNTIL, "Erlass")})


def waiver(code: str = "contract_before_start", rule: str = "ELG-03", field: str = "") -> Waiver:
    return Waiver("W-1", Target(ROW, rule, code, field), date(2026, 8, 1), UNTIL)


def test_a_transition_warns_and_says_from_when_it_refuses() -> None:
    [one] = lenient().softened(ROW, [EARLY])
    assert one.severity == "warning"
    assert "ab 01.09.2026 lehnt die Regel ab" in one.message


def test_errors_of_other_rules_stay_errors_and_come_first() -> None:
    other = Violation("service_past_end", "ELG-13", "Läuft hinaus.")
    assert lenient().softened(ROW, [EARLY, other])[0] == other


@pytest.mark.parametrize("rule", sorted(NEVER_LENIENT))
def test_four_eyes_are_never_softened(rule: str) -> None:
    error = Violation("certified_by_recorder", rule, "Vier Augen.")
    both = Relief({rule: Transition(rule, UNTIL, "")}, (waiver("certified_by_recorder", rule),))
    assert both.softened(ROW, [error]) == [error]


@pytest.mark.parametrize("code", ["duplicate", "measure_unknown", "share_out_of_range"])
def test_what_cannot_be_stored_is_never_softened(code: str) -> None:
    error = Violation(code, "ELG-09", "Geht nicht.")
    assert lenient("ELG-09").softened(ROW, [error]) == [error]


def test_a_waiver_lifts_one_finding_of_one_object() -> None:
    relief = Relief(waivers=(waiver(),))
    [lifted] = relief.softened(ROW, [EARLY])
    assert (lifted.severity, lifted.waived_by) == ("warning", "W-1")
    assert relief.softened("expenditure/2", [EARLY]) == [EARLY]
    late = Violation("payment_too_late", "ELG-03", "Zu spät.")
    assert relief.softened(ROW, [late]) == [late]


def test_of_two_findings_of_one_code_it_lifts_the_named_one() -> None:
    gates = [
        Violation("gate_missing", "PRG-06", "Rat.", field="council_decision"),
        Violation("gate_missing", "PRG-06", "Ausschuss.", field="committee_decision"),
    ]
    relief = Relief(waivers=(waiver("gate_missing", "PRG-06", "council_decision"),))
    found = relief.softened(ROW, gates)
    assert [(one.field, one.severity) for one in found] == [
        ("committee_decision", "error"),
        ("council_decision", "warning"),
    ]


def test_a_gap_becomes_a_warning() -> None:
    gaps = (Missing("voucher_file", "ELG-12", "Fehlt."), Missing("payment", "ELG-05", "Fehlt."))
    kept, lifted = Relief(waivers=(waiver("voucher_file", "ELG-12"),)).gaps(ROW, gaps)
    assert [one.code for one in kept] == ["payment"]
    assert [(one.code, one.waived_by) for one in lifted] == [("voucher_file", "W-1")]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 7, 31), False),
        (date(2026, 8, 1), True),
        (date(2026, 8, 31), True),
        (date(2026, 9, 1), False),
    ],
)
def test_a_waiver_counts_from_its_approval_to_its_last_day(day: date, counts: bool) -> None:
    assert waiver().counts_on(day) is counts


def test_a_revoked_waiver_counts_no_longer_on_that_day() -> None:
    revoked = Waiver("W-1", waiver().target, date(2026, 8, 1), UNTIL, date(2026, 8, 10))
    assert revoked.counts_on(date(2026, 8, 9))
    assert not revoked.counts_on(date(2026, 8, 10))


def test_a_waiver_ends_within_ten_years_and_not_before_today() -> None:
    def reasons(until: date) -> list[str]:
        new = NewWaiver(waiver().target, "Grund", until, "f" * 64)
        return [one.code for one in expiry_violations(new, date(2026, 8, 3))]

    assert reasons(date(2026, 8, 2)) == ["waiver_expired"]
    assert reasons(date(2026, 8, 3)) == []
    assert reasons(date(2036, 12, 31)) == []
    assert reasons(date(2037, 1, 1)) == ["waiver_too_long"]
