"""Builders of the types that rest on what budget states about a grant: deadlines and interest."""

from __future__ import annotations

from services.reporting.documents import Document
from services.reporting.documents.deadline_calendar import deadline_calendar_document
from services.reporting.documents.interest_sheet import interest_sheet_document
from services.reporting.domain.deadline_calendar import deadline_calendar
from services.reporting.domain.interest_sheet import interest_sheet
from services.reporting.store.deadlines import told_deadlines
from services.reporting.store.interest import stated_interest
from services.reporting.usecases.material import Material


def build_deadline_calendar(given: Material) -> Document:
    """R19."""
    told = told_deadlines(given.session, given.grant_id, given.offset)
    return deadline_calendar_document(given.heading, deadline_calendar(told, given.period))


def build_interest_sheet(given: Material) -> Document:
    """R16."""
    stated = stated_interest(given.session, given.grant_id, given.offset)
    return interest_sheet_document(given.heading, interest_sheet(stated, given.period.last_day))
