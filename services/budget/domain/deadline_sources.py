"""Where deadlines come from: one function per kind of duty over the same facts (VN, CALL, INT)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from services.budget.domain.base_rate import half_year_start, half_year_text, next_half_year
from services.budget.domain.deadline import CERTIFICATE, INTERIM_PREFIX, PROOF, Deadline
from services.budget.domain.deciding_values import deciding
from services.budget.domain.evidence import Phase
from services.budget.domain.grant import Terms, proof_of_use_due, proof_of_use_months
from services.budget.domain.retention import next_read_test_on
from services.budget.domain.rulepack import Rules
from shared.errors import DecidingValue
from shared.periods import Period, PeriodKind, add_months, german_date

_OFFICER: Final = "grant_officer"
_PROOF_VALUES: Final = {
    Phase.A: ("proof_of_use_months_a", "proof_of_use_from", "proof_internal_months"),
    Phase.B: ("proof_of_use_months_b", "proof_of_use_from", "proof_internal_months"),
}
_KINDS: Final = {3: PeriodKind.QUARTER, 6: PeriodKind.HALF_YEAR, 12: PeriodKind.YEAR}


@dataclass(frozen=True)
class OpenNotice:
    """A notice to the funder that has not been sent; `values` set its last day."""

    notice_id: str
    rule: str
    reason: str
    due_on: date
    values: tuple[DecidingValue, ...] = ()


@dataclass(frozen=True)
class Reading:
    """When the documents of the grant were last read, without that first filed, and how many could
    not be read as they were filed."""

    first_filed_on: date | None = None
    last_on: date | None = None
    unreadable: int = 0


NOTHING_KEPT: Final = Reading()


@dataclass(frozen=True)
class GrantFacts:
    """What deadlines are read from, as of `today`.

    `completed`: day per duty marked done by hand. `called`: day of release per called period.
    `uncertified`: rows paid for but not certified. `rated`: half-years with a confirmed base rate.
    """

    phase: Phase
    award_date: date
    terms: Terms
    rules: Rules
    today: date
    completed: Mapping[str, date] = field(default_factory=dict)
    called: Mapping[str, date] = field(default_factory=dict)
    uncertified: int = 0
    rated: frozenset[date] = frozenset()
    notices: tuple[OpenNotice, ...] = ()
    reading: Reading = NOTHING_KEPT


Source = Callable[[GrantFacts], Iterator[Deadline]]


def proof_of_use(facts: GrantFacts) -> Iterator[Deadline]:
    """VN-01, VN-02 or VN-07, as the pack counts, with the internal target of VN-03."""
    end = facts.terms.period_end
    months = proof_of_use_months(facts.phase, facts.rules)
    rule = "VN-01" if facts.phase is Phase.A else "VN-02"
    since = f"nach der Zusage vom {german_date(facts.award_date)}"
    if facts.rules.proof.counts_from_period_end:
        rule, since = "VN-07", f"nach dem Ende des Bewilligungszeitraums am {german_date(end)}"
    yield Deadline(
        duty=PROOF,
        title=f"Verwendungsnachweis der Phase {facts.phase.value}",
        rule=rule,
        basis=f"{months} Monate {since}",
        due_on=proof_of_use_due(facts.phase, facts.award_date, end, facts.rules),
        responsible=_OFFICER,
        done_on=facts.completed.get(PROOF),
        internal_on=internal_target(end, facts.rules),
        by_hand=True,
        values=deciding(_PROOF_VALUES[facts.phase], facts.rules),
    )


def internal_target(period_end: date, rules: Rules) -> date:
    """The city's own day for the proof: months after the funding period (VN-03)."""
    return add_months(period_end, rules.proof.proof_internal_months)


def audit_certificate(facts: GrantFacts) -> Iterator[Deadline]:
    """VN-12: where the pack asks for it, the local audit certifies before the internal target."""
    if facts.rules.proof.rpa_required:
        proof = next(proof_of_use(facts))
        yield Deadline(
            duty=CERTIFICATE,
            title="Testat der örtlichen Rechnungsprüfung",
            rule="VN-12",
            basis="vor der Abgabe des Verwendungsnachweises",
            due_on=proof.target_on,
            responsible="auditor",
            done_on=facts.completed.get(CERTIFICATE),
            by_hand=True,
            values=deciding(("rpa_required",), facts.rules),
        )


def interim_proofs(facts: GrantFacts) -> Iterator[Deadline]:
    """VN-10: one per finished budget year; the last year is part of the proof of use."""
    months = facts.rules.proof.interim_due_months_after_year_end
    if not months:
        return
    for year in range(facts.terms.period_start.year, facts.terms.period_end.year):
        duty = f"{INTERIM_PREFIX}{year}"
        yield Deadline(
            duty=duty,
            title=f"Zwischennachweis für {year}",
            rule="VN-10",
            basis=f"{months} Monate nach dem Ende des Haushaltsjahres {year}",
            due_on=add_months(date(year, 12, 31), months),
            responsible=_OFFICER,
            done_on=facts.completed.get(duty),
            by_hand=True,
            values=deciding(("interim_due_months_after_year_end",), facts.rules),
        )


def calls(facts: GrantFacts) -> Iterator[Deadline]:
    """CALL-01: called periods, the last ended one and the running one.

    A call takes everything up to its end, so an older period without one needs none any more.
    """
    kind = _KINDS[facts.rules.drawdown.call_interval_months]
    running = Period.containing(facts.today, kind)
    first = Period.containing(facts.terms.period_start, kind)
    last = Period.containing(facts.terms.period_end, kind)
    days = facts.rules.deadline.call_due_days
    covered = max((Period.parse(one).last_day for one in facts.called), default=date.min)
    for period in _periods(first, min(last, running)):
        called_on = facts.called.get(str(period))
        is_open = period.last_day > covered and period >= running.previous()
        if called_on is None and not is_open:
            continue
        yield Deadline(
            duty=f"drawdown-{period}",
            title=f"Mittelabruf {period.label}",
            rule="CALL-01",
            basis=f"{days} Tage nach dem Ende des Abrufzeitraums",
            due_on=period.last_day + timedelta(days=days),
            responsible=_OFFICER,
            done_on=called_on,
            values=deciding(("call_due_days", "call_interval_months"), facts.rules),
        )


def certifications(facts: GrantFacts) -> Iterator[Deadline]:
    """MUN-01: once the funding period has ended, nothing paid may lack a certification."""
    end = facts.terms.period_end
    has_ended = facts.today > end
    alarm = ""
    if has_ended and facts.uncertified:
        number = facts.uncertified
        rows = "Ausgabe ist" if number == 1 else "Ausgaben sind"
        alarm = f"Der Bewilligungszeitraum ist beendet, {number} {rows} noch nicht festgestellt."
    yield Deadline(
        duty="certification_after_period",
        title="Alle Ausgaben sachlich und rechnerisch festgestellt",
        rule="MUN-01",
        basis=f"Ende des Bewilligungszeitraums am {german_date(end)}",
        due_on=end,
        responsible="factual_certifier",
        done_on=end if has_ended and not facts.uncertified else None,
        alarm=alarm,
    )


BASE_RATE_RULE: Final = "INT-05"
"""The one duty that is the city's, not of one grant."""


def base_rates(facts: GrantFacts) -> Iterator[Deadline]:
    """INT-04, INT-05: the running half-year needs a confirmed rate, the next one soon will."""
    current = half_year_start(facts.today)
    for start in (current, next_half_year(current)):
        if start not in facts.rated:
            yield Deadline(
                duty=f"base_rate-{start.isoformat()}",
                title=f"Basiszinssatz für das {half_year_text(start)}",
                rule=BASE_RATE_RULE,
                basis="Bekanntgabe der Deutschen Bundesbank zum 1. Januar und 1. Juli",
                due_on=start,
                responsible="head_of_finance",
            )


def open_notices(facts: GrantFacts) -> Iterator[Deadline]:
    """NOTE: every notice that has not been sent."""
    for one in facts.notices:
        yield Deadline(
            duty=f"notice-{one.notice_id}",
            title="Mitteilung an den Zuwendungsgeber",
            rule=one.rule,
            basis=one.reason,
            due_on=one.due_on,
            responsible=_OFFICER,
            values=one.values,
        )


def read_tests(facts: GrantFacts) -> Iterator[Deadline]:
    """RET-02: everything is read again once a year; what could not be read alarms at once."""
    reading = facts.reading
    due_on = next_read_test_on(reading.last_on, reading.first_filed_on, facts.rules)
    if due_on is None:
        return
    months = facts.rules.retention.read_test_months
    since = "dem letzten Lesetest" if reading.last_on else "der ersten abgelegten Unterlage"
    number = reading.unreadable
    what = "1 Unterlage fehlt oder ist" if number == 1 else f"{number} Unterlagen fehlen oder sind"
    yield Deadline(
        duty="read_test",
        title="Lesetest aller Unterlagen",
        rule="RET-02",
        basis=f"{months} Monate nach {since}",
        due_on=due_on,
        responsible=_OFFICER,
        alarm=f"Beim letzten Lesetest: {what} verändert." if number else "",
        values=deciding(("read_test_months",), facts.rules),
    )


SOURCES: Final[tuple[Source, ...]] = (
    proof_of_use,
    audit_certificate,
    interim_proofs,
    calls,
    certifications,
    base_rates,
    open_notices,
    read_tests,
)
"""A further kind of duty is a function here and what it reads in `GrantFacts`."""


def _periods(first: Period, last: Period) -> Iterator[Period]:
    while first <= last:
        yield first
        first = first.next()
