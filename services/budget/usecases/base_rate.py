"""Base rates are entered by one person and confirmed by another (INT-06, semantics 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import BaseRateConfirmed, BaseRateProposed, BaseRateWithdrawn
from services.budget.domain.base_rate import BaseRate, check_base_rate
from services.budget.domain.four_eyes import check_release
from services.budget.rulepacks import delivered_base_rates
from services.budget.store.base_rate import (
    BaseRateRecord,
    confirm_base_rate_row,
    delete_proposal,
    insert_base_rate,
    versions_of,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import warnings_or_refuse
from shared.errors import Conflict, NotFound, Refused, Violation
from shared.occasion import Occasion
from shared.periods import german_date


@dataclass(frozen=True)
class BaseRateResult:
    """The rate after the act, with the warnings that came with it."""

    record: BaseRateRecord
    warnings: tuple[Violation, ...] = ()


def propose_base_rate(
    session: Session, new: BaseRate, *, by: Occasion, correction_reason: str = ""
) -> BaseRateResult:
    """Enters the rate of a half-year; nothing is computed with it before its confirmation.

    A rate that counts already is replaced only with a `correction_reason`. Raises Refused.
    """
    versions = versions_of(session, new.valid_from, lock=True)
    confirmed = [one.rate for one in versions if one.confirmed_by]
    found = check_base_rate(
        new,
        confirmed=confirmed[-1] if confirmed else None,
        is_proposed=any(one.confirmed_by is None for one in versions),
        delivered=delivered_rate(new.valid_from),
        correction_reason=correction_reason,
    )
    warnings = warnings_or_refuse(found, subject=_subject(new.valid_from), grant_id=None)
    try:
        record = insert_base_rate(session, new, correction_reason, by)
    except IntegrityError as error:  # someone else proposed at the same moment
        raise Refused([_at_once(new.valid_from)], subject=_subject(new.valid_from)) from error
    event = BaseRateProposed(
        valid_from=new.valid_from,
        version=record.version,
        rate_bp=new.rate_bp,
        source=new.source,
        correction_reason=correction_reason,
    )
    OUTBOX.add(session, event, subject=_subject(new.valid_from), by=by, grant_id=None)
    return BaseRateResult(record, warnings)


def confirm_base_rate(session: Session, valid_from: date, *, by: Occasion) -> BaseRateRecord:
    """Makes the waiting proposal count, by a second person.

    Raises NotFound, Conflict when it is confirmed already, Refused.
    """
    waiting = _waiting(session, valid_from)
    found = check_release(
        origin(session, waiting.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    warnings_or_refuse(found, subject=_subject(valid_from), grant_id=None)
    confirm_base_rate_row(session, waiting, by)
    event = BaseRateConfirmed(
        valid_from=valid_from,
        version=waiting.version,
        rate_bp=waiting.rate.rate_bp,
        source=waiting.rate.source,
        proposed_by=waiting.created_by,
    )
    OUTBOX.add(session, event, subject=_subject(valid_from), by=by, grant_id=None)
    return versions_of(session, valid_from)[-1]


def withdraw_base_rate(session: Session, valid_from: date, reason: str, *, by: Occasion) -> None:
    """Takes the waiting proposal back. Raises NotFound, Conflict when it is confirmed, Refused."""
    waiting = _waiting(session, valid_from)
    if not reason.strip():
        message = "Bitte sagen, warum der Vorschlag zurückgezogen wird."
        refusal = Violation("reason_missing", "INT-06", message, field="reason")
        raise Refused([refusal], subject=_subject(valid_from))
    delete_proposal(session, waiting)
    event = BaseRateWithdrawn(valid_from, waiting.version, waiting.rate.rate_bp, reason)
    OUTBOX.add(session, event, subject=_subject(valid_from), by=by, grant_id=None)


def delivered_rate(valid_from: date) -> BaseRate | None:
    """The unchecked rate that came with the product, if there is one for that day."""
    return next(
        (one.rate for one in delivered_base_rates() if one.rate.valid_from == valid_from), None
    )


def newest_base_rate(session: Session, valid_from: date, *, lock: bool = False) -> BaseRateRecord:
    """The newest version of a half-year, proposed or confirmed. Raises NotFound."""
    versions = versions_of(session, valid_from, lock=lock)
    if not versions:
        message = f"Für den {german_date(valid_from)} ist kein Basiszinssatz vorgeschlagen."
        raise NotFound([Violation("base_rate_unknown", "INT-06", message)])
    return versions[-1]


def _waiting(session: Session, valid_from: date) -> BaseRateRecord:
    newest = newest_base_rate(session, valid_from, lock=True)
    if newest.confirmed_by:
        message = f"Der Basiszinssatz ab {german_date(valid_from)} ist bereits bestätigt."
        raise Conflict([Violation("base_rate_already_confirmed", "MUN-03", message)])
    return newest


def _at_once(valid_from: date) -> Violation:
    message = f"Für den {german_date(valid_from)} wurde soeben ein anderer Satz vorgeschlagen."
    return Violation("base_rate_waiting", "INT-06", message, field="valid_from")


def _subject(valid_from: date) -> str:
    return f"base-rate/{valid_from.isoformat()}"
