"""The council's resolutions on annual accounts, from which retention counts (RET-01).

They move the retention of every grant, so one person states and another confirms.
"""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget.retention import AnnualAccountsAdopted, AnnualAccountsConfirmed
from services.budget.domain.four_eyes import check_release
from services.budget.domain.retention import check_resolution
from services.budget.store.annual_accounts import (
    Resolution,
    StatedResolution,
    insert_confirmation,
    insert_resolution,
    waiting_resolutions,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, NotFound, Violation
from shared.occasion import Occasion


def adopt_annual_accounts(session: Session, new: Resolution, *, by: Occasion) -> None:
    """Notes the council's resolution; it counts once another person confirmed it.

    A statement that waits is replaced by a later one on the same year. Raises Refused.
    """
    today = local_day(by.now)
    found = check_resolution(new.budget_year, new.resolved_on, new.reference, today=today)
    warnings_or_refuse(found, subject=_subject(new.budget_year), grant_id=None)
    insert_resolution(session, by.new_id(), new, by)
    event = AnnualAccountsAdopted(new.budget_year, new.resolved_on, new.reference)
    OUTBOX.add(session, event, subject=_subject(new.budget_year), by=by)


def confirm_annual_accounts(session: Session, budget_year: int, *, by: Occasion) -> None:
    """Makes the waiting statement count, by a second person.

    Raises NotFound where nothing waits, Conflict where another confirmed it at the same moment,
    Refused.
    """
    waiting = waiting_resolutions(session).get(budget_year)
    if waiting is None:
        raise _nothing_waits(str(budget_year))
    found = check_release(
        origin(session, waiting.stated_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    warnings_or_refuse(found, subject=_subject(budget_year), grant_id=None)
    _confirm(session, waiting, by)
    resolution = waiting.resolution
    event = AnnualAccountsConfirmed(
        resolution.budget_year, resolution.resolved_on, resolution.reference, waiting.stated_by
    )
    OUTBOX.add(session, event, subject=_subject(budget_year), by=by)


def year_of(text: str) -> int:
    """The budget year an address names. Raises NotFound."""
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise _nothing_waits(text[:20])
    return int(text)


def _nothing_waits(year: str) -> NotFound:
    message = f"Zum Jahresabschluss {year} wartet kein Beschluss auf Bestätigung."
    return NotFound([Violation("resolution_unknown", "RET-01", message)])


def _confirm(session: Session, waiting: StatedResolution, by: Occasion) -> None:
    try:
        insert_confirmation(session, waiting, by)
    except IntegrityError as error:
        message = "Diesen Beschluss hat soeben eine andere Person bestätigt."
        raise Conflict([Violation("resolution_confirmed", "MUN-03", message)]) from error


def _subject(budget_year: int) -> str:
    return f"annual_accounts/{budget_year}"
