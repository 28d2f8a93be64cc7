"""Deadlines: both sides of every day, who is told when, the history of an extension."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from services.budget.domain.deadline import (
    Deadline,
    Extension,
    check_completion,
    check_extension,
    extended,
    told,
)
from services.budget.domain.deadline_sources import (
    SOURCES,
    GrantFacts,
    OpenNotice,
    audit_certificate,
    base_rates,
    calls,
    certifications,
    interim_proofs,
    open_notices,
    proof_of_use,
)
from services.budget.domain.evidence import Phase
from services.budget.domain.grant import Terms
from services.budget.domain.proof import check_attachment, check_signature, missing_for_proof
from services.budget.domain.rulepack import Rules, resolve
from services.budget.export.calendar import GrantDeadlines, calendar_bytes
from services.budget.rulepacks import load

PACKS = load()
DAY = timedelta(days=1)
RULES = resolve(PACKS, "kfw436-2020", {}, date(2026, 1, 1))
TERMS = Terms(
    funding_rate_bp=6500,
    max_eligible_cents=None,
    max_grant_cents=None,
    period_start=date(2023, 7, 1),
    period_end=date(2026, 12, 31),
    earliest_contract_date=date(2023, 7, 1),
    payments_until=date(2027, 6, 30),
    rule_pack="kfw436-2020",
)


def rules(**settings: Any) -> Rules:
    return resolve(PACKS, "kfw436-2020", settings, date(2026, 1, 1))


def facts(**changes: Any) -> GrantFacts:
    values = {
        "phase": Phase.B,
        "award_date": date(2023, 6, 29),
        "terms": TERMS,
        "rules": RULES,
        "today": date(2026, 8, 3),
    } | changes
    return GrantFacts(**values)


@pytest.mark.parametrize(
    ("phase", "award", "due"),
    [
        (Phase.A, date(2020, 12, 15), date(2023, 6, 15)),
        (Phase.A, date(2020, 8, 31), date(2023, 2, 28)),
        (Phase.B, date(2023, 6, 29), date(2028, 12, 29)),
        (Phase.B, date(2023, 8, 31), date(2029, 2, 28)),
    ],
)
def test_the_proof_of_use_is_due_with_the_month_end_clamp(
    phase: Phase, award: date, due: date
) -> None:
    [one] = proof_of_use(facts(phase=phase, award_date=award))
    assert one.due_on == due


def test_the_internal_target_is_six_months_after_the_period() -> None:
    [one] = proof_of_use(facts())
    assert (one.internal_on, one.target_on) == (date(2027, 6, 30), date(2027, 6, 30))


def test_an_internal_target_after_the_due_day_is_no_target() -> None:
    [one] = proof_of_use(facts(award_date=date(2020, 1, 1)))
    assert one.target_on == one.due_on == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("before_target", "roles"),
    [
        (91, ()),
        (90, ("grant_officer",)),
        (31, ("grant_officer",)),
        (30, ("grant_officer", "head_of_finance")),
        (8, ("grant_officer", "head_of_finance")),
        (7, ("grant_officer", "head_of_finance", "programme_head")),
    ],
)
def test_each_lead_time_tells_one_role_more(before_target: int, roles: tuple[str, ...]) -> None:
    [one] = proof_of_use(facts())
    assert told(one, one.target_on - before_target * DAY, RULES.deadline) == roles


def test_an_overdue_duty_is_told_to_all_and_a_done_one_to_nobody() -> None:
    [one] = proof_of_use(facts())
    assert one.status(one.due_on) == "open"
    assert one.status(one.due_on + DAY) == "overdue"
    assert len(told(one, one.due_on + DAY, RULES.deadline)) == 3
    done = replace(one, done_on=one.due_on)
    assert done.status(one.due_on + DAY) == "done"
    assert told(done, one.due_on + DAY, RULES.deadline) == ()


def test_interim_proofs_only_where_the_pack_asks_for_them() -> None:
    assert list(interim_proofs(facts())) == []
    found = list(interim_proofs(facts(rules=rules(interim_due_months_after_year_end=4))))
    assert [one.duty for one in found] == [f"interim_proof-{year}" for year in (2023, 2024, 2025)]
    assert found[0].due_on == date(2024, 4, 30)
    [short] = interim_proofs(
        facts(
            rules=rules(interim_due_months_after_year_end=2),
            terms=replace(TERMS, period_start=date(2025, 1, 1)),
        )
    )
    assert short.due_on == date(2026, 2, 28)


def test_calls_the_last_ended_and_the_running_period() -> None:
    found = list(calls(facts()))
    assert [(one.duty, one.due_on) for one in found] == [
        ("drawdown-2026-H1", date(2026, 7, 30)),
        ("drawdown-2026-H2", date(2027, 1, 30)),
    ]


def test_a_call_covers_every_period_before_it() -> None:
    found = list(calls(facts(called={"2026-H1": date(2026, 7, 20)})))
    assert [(one.duty, one.done_on) for one in found] == [
        ("drawdown-2026-H1", date(2026, 7, 20)),
        ("drawdown-2026-H2", None),
    ]


def test_no_call_is_due_before_the_period_or_after_its_end() -> None:
    assert [one.duty for one in calls(facts(today=date(2023, 7, 1)))] == ["drawdown-2023-H2"]
    assert [one.duty for one in calls(facts(today=date(2027, 6, 30)))] == ["drawdown-2026-H2"]
    assert list(calls(facts(today=date(2027, 7, 1)))) == []


@pytest.mark.parametrize(
    ("today", "uncertified", "status"),
    [
        (date(2026, 12, 31), 3, "open"),
        (date(2027, 1, 1), 3, "overdue"),
        (date(2027, 1, 1), 0, "done"),
    ],
)
def test_the_period_ended_without_certification(today: date, uncertified: int, status: str) -> None:
    [one] = certifications(facts(today=today, uncertified=uncertified))
    assert one.status(today) == status
    assert bool(one.alarm) == (status == "overdue")


def test_one_row_without_certification_is_one() -> None:
    [one] = certifications(facts(today=date(2027, 1, 1), uncertified=1))
    assert "1 Ausgabe ist noch nicht festgestellt" in one.alarm


def test_the_running_half_year_needs_a_base_rate() -> None:
    found = [one.duty for one in base_rates(facts())]
    assert found == ["base_rate-2026-07-01", "base_rate-2027-01-01"]
    rated = frozenset({date(2026, 7, 1)})
    [coming] = base_rates(facts(rated=rated))
    assert coming.due_on == date(2027, 1, 1)


def test_an_open_notice_has_its_day() -> None:
    notice = OpenNotice("n1", "NOTE-01", "Eine Einnahme.", date(2026, 8, 17))
    [one] = open_notices(facts(notices=(notice,)))
    assert (one.duty, one.rule, one.due_on) == ("notice-n1", "NOTE-01", date(2026, 8, 17))


def test_the_certificate_is_a_duty_only_where_the_pack_asks_for_it() -> None:
    [one] = audit_certificate(facts())
    assert one.due_on == date(2027, 6, 30)
    assert list(audit_certificate(facts(rules=rules(rpa_required=False)))) == []


# --- extensions and completions

PROOF = next(proof_of_use(facts()))
LATER = Extension("proof_of_use", date(2029, 6, 29), date(2026, 7, 1), "Az. 9", "Lieferverzug")


def codes(new: Extension, one: Deadline | None = PROOF) -> list[str]:
    return [each.code for each in check_extension(new, one, today=date(2026, 8, 3))]


def test_an_extension_moves_the_day_and_keeps_the_first() -> None:
    one = extended(PROOF, [LATER, replace(LATER, duty="other")])
    assert (one.due_on, one.first_due_on) == (date(2029, 6, 29), date(2028, 12, 29))
    assert one.extensions == (LATER,)


def test_an_extension_ends_later() -> None:
    assert codes(LATER) == []
    assert codes(replace(LATER, due_on=PROOF.due_on + DAY)) == []
    assert codes(replace(LATER, due_on=PROOF.due_on)) == ["extension_not_later"]


def test_an_extension_names_consent_and_reason() -> None:
    wrong = replace(LATER, reference=" ", reason="", decided_on=date(2026, 8, 4))
    assert codes(wrong) == ["decided_in_future", "reference_missing", "reason_missing"]
    assert codes(replace(LATER, decided_on=date(2026, 8, 3))) == []


def test_only_duties_met_by_hand_are_extended_or_marked_done() -> None:
    [one] = certifications(facts())
    assert codes(LATER, one) == codes(LATER, None) == ["duty_not_extendable"]
    today = date(2026, 8, 3)
    assert [each.code for each in check_completion(one, today, today=today)] == ["duty_not_by_hand"]


def test_a_duty_is_done_once_and_not_tomorrow() -> None:
    today = date(2026, 8, 3)
    done = replace(PROOF, done_on=today)
    assert check_completion(PROOF, today, today=today) == []
    found = check_completion(done, today + DAY, today=today)
    assert [each.code for each in found] == ["duty_already_done", "done_in_future"]


# --- proof of use


def test_what_is_missing_is_named_one_by_one() -> None:
    found = missing_for_proof(Phase.B, RULES, filed=(), certified=False, signatures=1)
    assert [one.code for one in found].count("proof_attachment_missing") == 9
    assert [one.code for one in found[-2:]] == [
        "rpa_certificate_missing",
        "proof_statement_unsigned",
    ]
    filed = RULES.proof.proof_attachments_b
    assert missing_for_proof(Phase.B, RULES, filed=filed, certified=True, signatures=2) == []
    without = rules(rpa_required=False)
    assert missing_for_proof(Phase.B, without, filed=filed, certified=False, signatures=2) == []


def test_both_phases_ask_for_strategy_and_decision_and_b_for_more() -> None:
    for phase in Phase:
        assert check_attachment("strategy", "Kap. 1", phase, RULES) == []
        assert check_attachment("council_decision", "Vorlage 12", phase, RULES) == []
    assert check_attachment("inventory", "Liste", Phase.B, RULES) == []
    found = check_attachment("inventory", " ", Phase.A, RULES)
    assert [one.code for one in found] == ["attachment_unknown", "reference_missing"]


def test_two_different_persons_sign() -> None:
    def found(signed: list[str], by: str, is_person: bool = True) -> list[str]:
        return [one.code for one in check_signature(signed, by, is_person=is_person)]

    assert found([], "a") == found(["a"], "b") == []
    assert found(["a"], "a") == ["four_eyes_same_person"]
    assert found(["a", "b"], "c") == ["statement_complete"]
    assert found([], "s", is_person=False) == ["four_eyes_no_person"]


# --- calendar


def feed(**changes: Any) -> bytes:
    found = tuple(one for source in SOURCES for one in source(facts(**changes)))
    grant = GrantDeadlines(
        "Z-1", "Modellprojekt „Ümläut“; mit, Zeichen", date(2023, 6, 29), found, (90, 30, 7)
    )
    return calendar_bytes("Fristen", [grant])


def test_a_calendar_program_reads_the_feed() -> None:
    calendar = Calendar.from_ical(feed())
    assert not calendar.errors
    events = list(calendar.walk("VEVENT"))
    assert all(not event.errors for event in events)
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids))
    [proof] = [one for one in events if one["UID"] == "proof_of_use.Z-1@foerdernachweis"]
    assert proof.decoded("DTSTART") == date(2028, 12, 29)
    assert proof.decoded("DTEND") == date(2028, 12, 30)
    assert "Modellprojekt „Ümläut“; mit, Zeichen" in str(proof["SUMMARY"])
    alarms = [one.decoded("TRIGGER") for one in proof.walk("VALARM")]
    target = date(2027, 6, 30) - date(2028, 12, 29)
    assert alarms == [target - 90 * DAY, target - 30 * DAY, target - 7 * DAY]
    assert b"DTSTART;VALUE=DATE:20281229" in feed()


def test_lines_are_folded_at_75_octets_and_end_with_crlf() -> None:
    notice = OpenNotice("n1", "NOTE-01", "Ö" * 300, date(2026, 8, 17))
    body = feed(notices=(notice,))
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_the_same_deadlines_are_the_same_bytes() -> None:
    assert feed() == feed()
    assert feed(today=date(2026, 8, 4)) == feed()


def test_a_moved_deadline_keeps_its_uid_and_counts_up() -> None:
    moved = extended(PROOF, [LATER])
    grant = GrantDeadlines("Z-1", "Z", date(2023, 6, 29), (moved,), (90,))
    [event, _internal] = Calendar.from_ical(calendar_bytes("F", [grant])).walk("VEVENT")
    assert str(event["UID"]) == "proof_of_use.Z-1@foerdernachweis"
    assert event["SEQUENCE"] == 1
    assert event.decoded("DTSTAMP").date() == date(2026, 7, 1)


def test_what_is_done_rings_no_more() -> None:
    done = replace(PROOF, done_on=date(2026, 8, 1))
    grant = GrantDeadlines("Z-1", "Z", date(2023, 6, 29), (done,), (90,))
    calendar = Calendar.from_ical(calendar_bytes("F", [grant]))
    assert list(calendar.walk("VALARM")) == []
    assert str(next(iter(calendar.walk("VEVENT")))["SUMMARY"]).startswith("Erledigt: ")
