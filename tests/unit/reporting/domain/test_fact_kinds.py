"""Each kind of fact at both sides: one that the report prints differently, one that it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.reporting.domain.fact_changes import SaidFacts, changed_facts, count_events
from services.reporting.domain.fact_kind import FactKind, SaidFact
from services.reporting.domain.printed_fields import LISTED, different
from services.reporting.usecases.report_facts import REPORT_FACTS
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.periods import Period

QUARTER = Period.parse("2026-Q1")
IN, OUT = date(2026, 3, 31), date(2026, 4, 1)
KINDS: dict[str, FactKind] = {
    kind.code: kind for reads in REPORT_FACTS.values() for kind in reads.kinds
}
TERMS = {"valid_from": "2023-06-29", "known_on": "2023-06-29", "rate": 6500}
LATER = {"valid_from": "2026-01-01", "rate": 7000}
GRANT = {"title": "Phase B", "phase": "B", "award_notice_number": "436", "award_date": "2023-06-29"}
CALL = {"number": 1, "amount_cents": 100, "period": "2025-H2", "status": "decided"}


def said(kind: str, body: dict[str, Any], on: date = IN, event_id: str = "e1") -> SaidFact:
    return SaidFact(kind, "s", body, on, f"{on}T08:00:00.000Z", event_id)


def changes(
    kind: FactKind, after: list[SaidFact], before: list[SaidFact] | None = None
) -> list[str]:
    facts = SaidFacts(tuple(before or ()), tuple(after), tuple(after))
    return [one.what for one in changed_facts([kind], facts, QUARTER)]


DATED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "income": ("income", "received_on", {"source": "Land", "amount_cents": 100_000}),
    "call": ("drawdown", "released_on", CALL),
    "determination": ("determination", "valid_from", {"reference": "ZB"}),
    "interest": ("interest", "as_of", {}),
    "notice": ("notice", "known_on", {"reason": "Verzug"}),
    "inventory_item": ("inventory_item", "acquired_on", {"name": "Sensor"}),
    "inventory_disposal": ("inventory_disposal", "disposed_on", {"reason": "defekt"}),
    "exchange": ("exchange", "held_on", {"topic": "Daten"}),
    "recommendation": ("recommendation", "received_on", {"adviser": "Beirat"}),
    "publication": ("publication", "published_on", {"title": "Flyer"}),
}
ALIKE: dict[str, tuple[str, dict[str, Any], dict[str, Any] | None]] = {
    "plan": ("plan", {"version": 1}, {"version": 2}),
    "measure_status": (
        "measure_status",
        {"measure_id": "M1", "status": {"period": "2026-Q1"}},
        {"measure_id": "M1", "status": {"period": "2026-Q2"}},
    ),
    "last_measure_status": (
        "measure_status",
        {"measure_id": "M1", "status": {"period": "2025-Q4"}},
        {"measure_id": "M1", "status": {"period": "2026-Q2"}},
    ),
    "text": (
        "narrative_released",
        {"subject": "deviations", "period": "2026-Q1"},
        {"subject": "deviations", "period": "2026-Q2"},
    ),
    "note": (
        "narrative_released",
        {"subject": "figure:sums|Bezahlt|amount", "period": "2026-Q1"},
        {"subject": "deviations", "period": "2026-Q1"},
    ),
    "audit": ("audit", {"number": 1}, None),
    "audit_finding": ("audit_finding", {"number": 1}, None),
    "personnel_cost": (
        "personnel_cost",
        {"first_month": "2026-03"},
        {"first_month": "2026-04"},
    ),
    "reconciliation": ("reconciliation", {"quarter": "2026-Q1"}, {"quarter": "2026-Q2"}),
}
UNDATED: dict[str, dict[str, Any]] = {
    "measure": {"title": "Sensornetz"},
    "evidence": {"reference": "Rat"},
    "proof_attachment": {"reference": "Akte"},
    "proof_statement": {"statement": "x"},
    "software": {"name": "Portal"},
    "indicator": {"name": "Besuche"},
    "procurement": {"subject": "Sensoren"},
    "post": {"post_id": "P1"},
    "payroll": {"post_id": "P1"},
    "hour_sheet": {"rows": 1},
    "deadlines": {"deadlines": [1], "as_of": "2026-01-01"},
    "waiver": {"number": 1},
}


STATES = (
    "measure", "software", "indicator", "procurement", "post", "payroll", "hour_sheet", "deadlines",
)  # fmt: skip


@pytest.mark.parametrize("code", DATED)
def test_a_fact_concerns_a_report_up_to_its_last_day(code: str) -> None:
    stored, field, body = DATED[code]
    for day, expected in ((IN, ["new"]), (OUT, [])):
        assert changes(KINDS[code], [said(stored, body | {field: str(day)})]) == expected


@pytest.mark.parametrize("code", ALIKE)
def test_a_fact_of_another_time_does_not(code: str) -> None:
    stored, ours, other = ALIKE[code]
    assert changes(KINDS[code], [said(stored, ours)]) == ["new"]
    assert changes(KINDS[code], [said(stored, other or ours, OUT)]) == []


@pytest.mark.parametrize("code", UNDATED)
def test_what_has_no_day_counts_when_it_says_something_else(code: str) -> None:
    old = [said(code, UNDATED[code])]
    assert changes(KINDS[code], [said(code, UNDATED[code] | {"related": ["x"]}, OUT)], old) == []
    printed = {"deadlines": [2]} if code == "deadlines" else {"more": 1}
    assert changes(KINDS[code], [said(code, UNDATED[code] | printed, OUT)], old) == ["changed"]


@pytest.mark.parametrize("code", STATES)
def test_a_state_outdates_no_report_of_a_period_that_was_over_when_it_was_said(code: str) -> None:
    old = (said(code, UNDATED[code]),)
    body = UNDATED[code] | ({"deadlines": [2]} if code == "deadlines" else {"more": 1})
    for day, expected in ((IN, ["changed"]), (OUT, [])):
        new = (said(code, body, day),)
        found = changed_facts([KINDS[code]], SaidFacts(old, new, new), QUARTER, touching=True)
        assert [one.what for one in found] == expected


def test_what_belongs_to_the_proof_itself_outdates_it_whenever_it_comes() -> None:
    for code in ("proof_attachment", "proof_statement"):
        new = (said(code, UNDATED[code], OUT),)
        found = changed_facts([KINDS[code]], SaidFacts((), new, new), QUARTER, touching=True)
        assert [one.what for one in found] == ["new"]


def test_gates_of_the_grant_are_printed_nowhere() -> None:
    old = [said("grant", GRANT | {"terms": [TERMS], "gates": []})]
    new = [said("grant", GRANT | {"terms": [TERMS], "gates": [{"kind": "council_decision"}]})]
    assert changes(KINDS["grant"], new, old) == []


def test_terms_count_from_the_day_they_hold_and_are_known() -> None:
    old = [said("grant", GRANT | {"terms": [TERMS]})]
    for known_on, expected in ((IN, ["changed"]), (OUT, [])):
        new = GRANT | {"terms": [TERMS, LATER | {"known_on": str(known_on)}]}
        assert changes(KINDS["grant"], [said("grant", new)], old) == expected
        assert changes(KINDS["heading"], [said("grant", new)], old) == []
    renamed = [said("grant", GRANT | {"terms": [TERMS], "title": "Phase C"})]
    assert changes(KINDS["heading"], renamed, old) == ["changed"]


def test_a_decision_changes_a_call_and_a_later_day_takes_it_out() -> None:
    old = [said("drawdown", CALL | {"released_on": "2026-01-05", "status": "submitted"})]
    decided = said("drawdown", CALL | {"released_on": "2026-01-05"})
    assert changes(KINDS["call"], [decided], old) == ["changed"]
    gone = said("drawdown", CALL | {"released_on": None})
    assert changes(KINDS["call"], [gone], old) == ["gone"]


def test_what_adds_to_a_fact_never_stands_alone() -> None:
    opened = said("notice", {"reason": "Verzug", "known_on": str(IN)})
    sent = said("notice_sent", {"reference": "Brief"}, OUT, "e2")
    assert changes(KINDS["notice"], [opened, sent], [opened]) == ["changed"]
    late = said("notice", {"reason": "Verzug", "known_on": str(OUT)})
    assert changes(KINDS["notice"], [late, sent], [late]) == []


def test_an_event_about_two_facts_counts_once() -> None:
    both = (said("evidence", {"reference": "Rat"}), said("grant", GRANT | {"terms": [TERMS]}))
    kinds = [KINDS["evidence"], KINDS["grant"]]
    assert count_events(changed_facts(kinds, SaidFacts((), both, both), QUARTER)) == 1


def test_only_events_that_change_what_is_printed_count() -> None:
    versions = [(IN, 100), (IN, 100), (OUT, 100), (IN, 300)]
    between = tuple(
        said(
            "income",
            {"source": "Land", "amount_cents": cents, "received_on": str(day)},
            event_id=str(at),
        )
        for at, (day, cents) in enumerate(versions)
    )
    forward = SaidFacts((), between[-1:], between)
    (change,) = changed_facts([KINDS["income"]], forward, QUARTER)
    assert [one.event_id for one in change.events] == ["0", "2", "3"]
    back = SaidFacts(between[-1:], (), between, backwards=True)
    (change,) = changed_facts([KINDS["income"]], back, QUARTER)
    assert change.what == "gone" and len(change.events) == 3


def test_a_field_names_the_reason_of_the_event_that_set_it_last() -> None:
    steps: tuple[tuple[dict[str, Any], str | None], ...] = (
        ({"submitted_on": "2026-02-01"}, None),
        ({"approved_cents": 80}, "Entwurf der Kürzung"),
        ({"approved_cents": 90}, "Kürzung wegen Mängeln"),
        ({"received_cents": 90}, None),
    )
    body = CALL | {"released_on": "2026-01-05"}
    before, between = said("drawdown", body), []
    for at, (field, reason) in enumerate(steps):
        body = body | field
        between.append(replace(said("drawdown", body, event_id=str(at)), reason=reason))
    forward = SaidFacts((before,), (between[-1],), tuple(between))
    (change,) = changed_facts([KINDS["call"]], forward, QUARTER)
    assert {one.name: one.reason for one in change.fields} == {
        "submitted_on": None,
        "approved_cents": "Kürzung wegen Mängeln",
        "received_cents": None,
    }


def test_of_the_last_status_only_what_a_proof_prints_makes_a_difference() -> None:
    status = {"period": "2025-Q4", "light": "green", "listed_milestones": [], "risk": ""}
    old = [said("measure_status", {"measure_id": "M1", "status": status})]
    for field, expected in (({"risk": "Frost"}, []), ({"light": "red"}, ["changed"])):
        new = said("measure_status", {"measure_id": "M1", "status": status | field})
        assert changes(KINDS["last_measure_status"], [new], old) == expected


def test_printed_fields_of_a_voucher() -> None:
    old = {"assessment": {"steps": [1]}, "invoice_number": "R1", "recorded_by": "A"}
    new = {"assessment": {"steps": [2]}, "invoice_number": "R2", "recorded_by": "B"}
    assert [one.name for one in different(LISTED, old, new)] == ["invoice_number"]
    assert [one.name for one in different(frozenset({"steps"}), old, new)] == ["steps"]
    assert different(LISTED, old, old | {"recorded_by": "B"}) == ()


def test_every_type_says_what_it_reads_and_every_kind_is_tried() -> None:
    assert REPORT_FACTS.keys() == REPORT_TYPES.keys()
    tried = {*DATED, *ALIKE, *UNDATED, "grant", "heading"}
    assert tried == KINDS.keys()
