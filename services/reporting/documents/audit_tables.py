"""The short tables of the audit package: the grant, its plan, measures, calls and incomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import CALL_STATUS, CATEGORIES, SOURCES
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.facts import GrantFacts

_GRANT = (
    Column("reference", "Grundlage", row_header=True, expected_chars=22),
    Column("valid_from", "Gilt ab", ValueType.DATE),
    Column("period_start", "Bewilligt von", ValueType.DATE),
    Column("period_end", "Bewilligt bis", ValueType.DATE),
    Column("rate", "Fördersatz", ValueType.PERCENT),
    Column("max_eligible", "Höchstens zuwendungsfähig", ValueType.MONEY),
    Column("max_grant", "Höchstens Zuwendung", ValueType.MONEY),
    Column("rule_pack", "Regelpaket", expected_chars=16),
)
_PLAN = (
    Column("line", "Planposition", row_header=True, expected_chars=20),
    Column("measure", "Maßnahme", expected_chars=12),
    Column("category", "Kostenart", expected_chars=16),
    Column("planned", "Geplant", ValueType.MONEY),
)
_MEASURES = (
    Column("measure", "Maßnahme", row_header=True, expected_chars=10),
    Column("title", "Bezeichnung", expected_chars=30),
    Column("field", "Handlungsfeld", expected_chars=18),
    Column("first_day", "Von", ValueType.DATE),
    Column("last_day", "Bis", ValueType.DATE),
)
_CALLS = (
    Column("call", "Abruf", ValueType.INTEGER, row_header=True),
    Column("call_period", "Zeitraum", expected_chars=10),
    Column("status", "Stand", expected_chars=14),
    Column("amount", "Abgerufen", ValueType.MONEY),
    Column("approved", "Bewilligt", ValueType.MONEY),
    Column("received", "Eingegangen", ValueType.MONEY),
    Column("received_on", "Eingang am", ValueType.DATE),
)
_INCOMES = (
    Column("income", "Nr.", ValueType.INTEGER, row_header=True),
    Column("received_on", "Eingang", ValueType.DATE),
    Column("source", "Einzahler", expected_chars=24),
    Column("kind", "Art", expected_chars=20),
    Column("amount", "Betrag", ValueType.MONEY),
)


def grant_tables(facts: GrantFacts, day: date) -> Iterator[Table]:
    """One table per thing, each with a key of its own, as of a day (inclusive)."""
    yield Table("grant", "Zuwendung und ihre Änderungen", _GRANT, tuple(_terms(facts, day)))
    yield Table("plan_lines", "Finanzierungsplan", _PLAN, tuple(_plan(facts, day)))
    yield Table("measures", "Maßnahmen", _MEASURES, tuple(_measures(facts)))
    yield Table("calls", "Mittelabrufe", _CALLS, tuple(_calls(facts)))
    yield Table("other_incomes", "Andere Einnahmen", _INCOMES, tuple(_incomes(facts, day)))


def _terms(facts: GrantFacts, day: date) -> Iterator[Row]:
    for number, one in enumerate(facts.grant.terms, start=1):
        if one.known_on > day and number > 1:
            continue
        pack = f"{one.rule_pack}, {one.rule_pack_version}"
        cells = (
            f"{number}. {one.reference}", one.valid_from, one.period_start, one.period_end,
            one.funding_rate_bp, one.max_eligible_cents, one.max_grant_cents, pack,
        )  # fmt: skip
        yield Row(cells, facts=Facts.of([facts.grant.grant_id]))


def _plan(facts: GrantFacts, day: date) -> Iterator[Row]:
    plan = facts.binding_plan(day)
    for one in plan.lines if plan else ():
        category = CATEGORIES.get(one.category, one.category)
        yield Row((one.budget_line, one.measure_id, category, one.planned_cents))


def _measures(facts: GrantFacts) -> Iterator[Row]:
    for one in (each.measure for each in facts.measures):
        cells = (one.measure_id, one.title, one.action_field, one.period_start, one.period_end)
        yield Row(cells, facts=Facts.of([one.measure_id]))


def _calls(facts: GrantFacts) -> Iterator[Row]:
    for one in facts.calls:
        cells = (
            one.number, one.period, CALL_STATUS[one.status], one.amount_cents, one.approved_cents,
            one.received_cents, one.received_on,
        )  # fmt: skip
        yield Row(cells, facts=Facts.of([one.drawdown_id]))


def _incomes(facts: GrantFacts, day: date) -> Iterator[Row]:
    known = sorted(
        (one for one in facts.incomes if one.received_on <= day), key=lambda one: one.received_on
    )
    for number, one in enumerate(known, start=1):
        kind = SOURCES[one.source_kind]
        cells = (number, one.received_on, one.source, kind, one.amount_cents)
        yield Row(cells, facts=Facts.of([one.income_id]))
