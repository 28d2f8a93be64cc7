"""Sachliche und rechnerische Feststellung: given, taken back, or the row sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.events.budget import (
    CertificationWithdrawn,
    CommandRefused,
    ExpenditureCertified,
    ExpenditureReturned,
)
from services.budget.domain.certification import (
    check_certification,
    check_certification_withdrawal,
    check_return,
)
from services.budget.domain.expenditure import Certification, CertificationKind
from services.budget.store.certification import (
    certification_values,
    delete_certification,
    insert_certifications,
)
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.usecases.assessment import Assessed
from services.budget.usecases.certification_right import (
    ROLE_OF,
    hands_in_conflict,
    right_to_certify,
)
from services.budget.usecases.expenditure_snapshot import MakeEvent
from services.budget.usecases.expenditure_target import Target, load_target
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import settle
from shared.errors import Conflict, NotFound, Refused, Violation
from shared.occasion import Occasion
from shared.service import reasons_told


@dataclass(frozen=True)
class RowAnswer:
    """What became of one row of a command for many: `violations` empty means done."""

    expenditure_id: str
    assessed: Assessed | None
    violations: tuple[Violation, ...] = ()


def certify_expenditure(
    session: Session,
    expenditure_id: str,
    kind: CertificationKind,
    *,
    by: Occasion,
    means: Means,
) -> Assessed:
    """Writes one certification and `ExpenditureCertified`.

    Raises Refused (four eyes, authority), Conflict (already certified, called, reversed), NotFound.
    """
    target = load_target(session, expenditure_id, by=by, means=means)
    rules, today = target.world.rules, target.world.today
    right = right_to_certify(session, target.row, kind, by.actor, rules=rules, on=today)
    found = [
        *check_certification(target.domain, kind, by.actor, rules),
        *right.reasons,
        *hands_in_conflict(session, target.row, by.actor, means=means),
    ]
    target.warnings_or_refuse(found)
    office = DIRECTORY.office(session, by.actor, ROLE_OF[kind], target.row.grant_id, today)
    given = Certification(kind, by.actor, today, deputy_for=right.deputy_for, office=office)
    values = certification_values(
        expenditure_id, given, by, persons=rules.expenditure.certification_persons
    )
    insert_certifications(session, [values])
    target.row.returned_at = target.row.return_reason = None
    return _settle(
        session,
        target,
        "expenditure_certified",
        lambda snapshot, related: ExpenditureCertified(snapshot, kind.value, related),
        by=by,
        means=means,
    )


def certify_expenditures(
    session: Session,
    grant_id: str,
    kind: CertificationKind,
    expenditure_ids: Sequence[str],
    *,
    by: Occasion,
    means: Means,
) -> list[RowAnswer]:
    """Certifies many rows of one grant, answered per row: one that is refused stops no other.

    Refused rows leave a refusal event each, in the same transaction.
    """
    answers = []
    for expenditure_id in dict.fromkeys(expenditure_ids):
        try:
            with session.begin_nested():
                assessed = _certify_in(session, grant_id, expenditure_id, kind, by=by, means=means)
            answers.append(RowAnswer(expenditure_id, assessed))
        except (Refused, Conflict, NotFound) as refusal:
            if isinstance(refusal, Refused):
                _note_refusal(session, refusal, by)
            answers.append(RowAnswer(expenditure_id, None, refusal.violations))
    return answers


def withdraw_certification(
    session: Session,
    expenditure_id: str,
    kind: CertificationKind,
    *,
    by: Occasion,
    means: Means,
) -> Assessed:
    """Takes the own certification back, until the row is called."""
    target = load_target(session, expenditure_id, by=by, means=means)
    target.warnings_or_refuse(check_certification_withdrawal(target.domain, kind, by.actor))
    delete_certification(session, expenditure_id, kind)
    return _settle(
        session,
        target,
        "certification_withdrawn",
        lambda snapshot, related: CertificationWithdrawn(snapshot, kind.value, related),
        by=by,
        means=means,
    )


def return_expenditure(
    session: Session, expenditure_id: str, reason: str, *, by: Occasion, means: Means
) -> Assessed:
    """Sends the row back to the officer; standing certifications fall away."""
    target = load_target(session, expenditure_id, by=by, means=means)
    target.warnings_or_refuse(check_return(target.domain, reason))
    for kind in CertificationKind:
        delete_certification(session, expenditure_id, kind)
    target.row.returned_at = by.now
    target.row.return_reason = reason
    return _settle(
        session,
        target,
        "expenditure_returned",
        lambda snapshot, related: ExpenditureReturned(snapshot, reason, related),
        by=by,
        means=means,
    )


def _certify_in(
    session: Session,
    grant_id: str,
    expenditure_id: str,
    kind: CertificationKind,
    *,
    by: Occasion,
    means: Means,
) -> Assessed:
    one = certify_expenditure(session, expenditure_id, kind, by=by, means=means)
    if one.row.grant_id != grant_id:
        message = "Diese Ausgabe gehört zu einer anderen Zuwendung."
        raise NotFound([Violation("expenditure_unknown", "API", message)])
    return one


def _settle(
    session: Session, target: Target, cause: str, make: MakeEvent, *, by: Occasion, means: Means
) -> Assessed:
    target.row.version += 1
    key = target.row.expenditure_id
    found = settle(session, target.world, {key: make}, cause=cause, by=by, means=means)
    return found[key]


def _note_refusal(session: Session, refusal: Refused, by: Occasion) -> None:
    OUTBOX.add(
        session,
        CommandRefused("certify_expenditures", reasons_told(refusal.violations)),
        subject=refusal.subject,
        by=by,
        grant_id=refusal.grant_id,
        outcome="refused",
    )
