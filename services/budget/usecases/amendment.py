"""Amending notices: terms are versions, and those known on a day count for that day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from contracts.events.budget import AmendmentConfirmed, AmendmentProposed
from services.budget.domain.four_eyes import check_release
from services.budget.domain.grant import Amendment, payments_follow
from services.budget.domain.proposal import check_amendment, check_rate_evidence
from services.budget.domain.rate_evidence import is_filed
from services.budget.store.amendment import (
    AmendmentRecord,
    confirm_amendment_row,
    insert_amendment,
    load_amendment,
)
from services.budget.store.grant import GrantRecord, load_grant, touch_grant
from services.budget.store.tables import OUTBOX
from services.budget.usecases.grant_snapshot import as_texts, grant_snapshot
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.reassessment import reassess_grant
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion


@dataclass(frozen=True)
class AmendmentResult:
    """The amendment after the act, with the warnings that came with it."""

    record: AmendmentRecord
    warnings: tuple[Violation, ...] = ()


def propose_amendment(
    session: Session,
    grant_id: str,
    new: Amendment,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None = None,
) -> AmendmentResult:
    """Enters an amending notice; nothing changes before its confirmation.

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    new = _with_payments(grant, new, by, means)
    found = _amendment_violations(grant, new, by, means)
    found += _rate_violations(grant, new, file_sha256, by, means)
    found += file_violations(means.files, file_sha256)
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    amendment_id = by.new_id()
    insert_amendment(session, amendment_id, grant_id, new, file_sha256, by)
    event = AmendmentProposed(
        amendment_id=amendment_id,
        grant_id=grant_id,
        reference=new.reference,
        decided_on=new.decided_on,
        valid_from=new.valid_from,
        changes=as_texts(new.changes),
        file_sha256=file_sha256,
        related=(f"amendment/{amendment_id}",),
    )
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return AmendmentResult(load_amendment(session, amendment_id), warnings)


def confirm_amendment(
    session: Session, amendment_id: str, *, by: Occasion, means: Means
) -> AmendmentResult:
    """Puts the new terms in force, by a second person, and assesses every expenditure anew.

    Raises NotFound, Conflict when it is confirmed already, Refused.
    """
    grant_id = load_amendment(session, amendment_id).grant_id
    grant = load_grant(session, grant_id, lock=True)
    record = load_amendment(session, amendment_id)
    if record.confirmed_by:
        message = "Der Änderungsbescheid ist bereits bestätigt."
        raise Conflict([Violation("amendment_already_confirmed", "MUN-03", message)])
    # Another amendment may have been confirmed since this one was proposed: check again.
    found = _amendment_violations(grant, record.amendment, by, means)
    found += _rate_violations(grant, record.amendment, record.file_sha256, by, means)
    found += check_release(
        origin(session, record.created_by),
        (),
        by.actor,
        is_service_account=is_service_account(session, by.actor),
    )
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    confirm_amendment_row(session, amendment_id, by)
    touch_grant(session, grant_id)
    _announce(session, grant_id, amendment_id, by, means)
    reassess_grant(session, grant_id, "amendment", by=by, means=means)
    return AmendmentResult(load_amendment(session, amendment_id), warnings)


def _with_payments(grant: GrantRecord, new: Amendment, by: Occasion, means: Means) -> Amendment:
    """The amendment with the day up to which payments count, where that day follows the period."""
    today = local_day(by.now)
    rules = grant.rules(means.packs, today)
    terms = grant.terms(today)
    until = payments_follow(terms, new.changes, grant.phase, grant.award_date, rules)
    return replace(new, changes={**new.changes, "payments_until": until}) if until else new


def _amendment_violations(
    grant: GrantRecord, new: Amendment, by: Occasion, means: Means
) -> list[Violation]:
    today = local_day(by.now)
    law = grant.law(means.packs)
    return check_amendment(grant.terms(today), new, law, phase=grant.phase, today=today)


def _rate_violations(
    grant: GrantRecord, new: Amendment, file_sha256: str | None, by: Occasion, means: Means
) -> list[Violation]:
    """On the day the new rate starts to count, that of its confirmation at the earliest: what is in
    force and what is filed by then decides, not what is today."""
    day = max(new.valid_from, local_day(by.now))
    return check_rate_evidence(
        grant.terms(day),
        new,
        grant.rules(means.packs, day),
        has_evidence=file_sha256 is not None or is_filed(grant.evidence, day),
    )


def _announce(
    session: Session, grant_id: str, amendment_id: str, by: Occasion, means: Means
) -> None:
    grant = load_grant(session, grant_id, lock=True)
    event = AmendmentConfirmed(
        amendment_id,
        grant_snapshot(grant, means.packs, local_day(by.now)),
        related=(f"amendment/{amendment_id}",),
    )
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
