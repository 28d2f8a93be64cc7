"""Builders of the types that rest on what budget states about a grant: deadlines and interest."""

from __future__ import annotations

from dataclasses import replace

from services.reporting.documents import Document
from services.reporting.documents.deadline_calendar import deadline_calendar_document
from services.reporting.documents.financial_statement import financial_statement_document
from services.reporting.documents.interest_sheet import interest_sheet_document
from services.reporting.domain.calculation import waiting_points
from services.reporting.domain.deadline_calendar import deadline_calendar
from services.reporting.domain.financial_statement import (
    FinancialStatement,
    financial_statement,
)
from services.reporting.domain.interest_sheet import InterestSheet, interest_sheet
from services.reporting.store.deadlines import told_deadlines
from services.reporting.store.interest import stated_interest
from services.reporting.usecases.material import Material, assessed_rows


def build_deadline_calendar(given: Material) -> Document:
    """R19."""
    told = told_deadlines(given.session, given.grant_id, given.offset)
    return deadline_calendar_document(given.heading, deadline_calendar(told, given.period))


def build_interest_sheet(given: Material) -> Document:
    """R16."""
    return interest_sheet_document(given.heading, _interest(given))


def build_financial_statement(given: Material) -> Document:
    """R04."""
    statement = financial_statement(given.facts, given.period.last_day)
    whole = with_reasons(given, with_interest(given, statement))
    return financial_statement_document(given.heading, whole)


def with_interest(given: Material, statement: FinancialStatement) -> FinancialStatement:
    """The numerical proof with the interest stated by the last day of the period."""
    return replace(statement, interest=_interest(given))


def with_reasons(given: Material, statement: FinancialStatement) -> FinancialStatement:
    """The numerical proof with what keeps paid cost from being called."""
    rows = statement.sums.rows
    waiting = frozenset(rows.eligible.ids) - frozenset(rows.claimable.ids)
    return replace(statement, waiting=waiting_points(assessed_rows(given, waiting)))


def _interest(given: Material) -> InterestSheet:
    stated = stated_interest(given.session, given.grant_id, given.offset)
    return interest_sheet(stated, given.period.last_day)
