"""Gathering the proof of use: attachments, the statement with two signatures, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import ProofAttachmentFiled, ProofStatementSigned
from contracts.roles import Role
from services.budget.domain.deadline import CERTIFICATE
from services.budget.domain.deciding_values import cited
from services.budget.domain.proof import (
    STATEMENT,
    check_attachment,
    check_signature,
    missing_for_proof,
    wanted_attachments,
)
from services.budget.store.deadline import completions_of
from services.budget.store.grant import GrantRecord, load_grant, touch_grant
from services.budget.store.proof import (
    Attachment,
    Signature,
    attachments_of,
    file_attachment_row,
    insert_signature,
    signatures_of,
)
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Violation
from shared.occasion import Occasion

SIGNERS: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
"""Two of them stand behind the statement (VN-13)."""


@dataclass(frozen=True)
class Checklist:
    """The attachments wanted with what is filed of each, signatures, and what is missing."""

    attachments: tuple[tuple[str, Attachment | None], ...]
    signatures: tuple[Signature, ...]
    missing: tuple[Violation, ...]


def checklist_of(session: Session, grant: GrantRecord, *, by: Occasion, means: Means) -> Checklist:
    """How far the proof of use is gathered today."""
    rules = grant.rules(means.packs, local_day(by.now))
    filed = attachments_of(session, grant.grant_id)
    signatures = signatures_of(session, grant.grant_id)
    missing = missing_for_proof(
        grant.phase,
        rules,
        filed=filed,
        certified=CERTIFICATE in completions_of(session, grant.grant_id),
        signatures=len(signatures),
    )
    missing = cited(missing, rules, grant.phase)
    wanted = wanted_attachments(grant.phase, rules)
    return Checklist(tuple((kind, filed.get(kind)) for kind in wanted), signatures, tuple(missing))


def file_attachment(
    session: Session,
    grant_id: str,
    kind: str,
    reference: str,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None = None,
) -> Checklist:
    """Files an attachment of the proof of use. Raises NotFound, Conflict, Refused (VN-04)."""
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    rules = grant.rules(means.packs, local_day(by.now))
    found = check_attachment(kind, reference, grant.phase, rules)
    found += file_violations(means.files, file_sha256)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    file_attachment_row(session, grant_id, Attachment(kind, reference, file_sha256, by.actor), by)
    touch_grant(session, grant_id)
    event = ProofAttachmentFiled(grant_id, kind, reference, file_sha256)
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return checklist_of(session, grant, by=by, means=means)


def sign_statement(session: Session, grant_id: str, *, by: Occasion, means: Means) -> Checklist:
    """Signs the statement of the proof of use, as one of two different persons (VN-13).

    Raises NotFound, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    signed_by = [one.signed_by for one in signatures_of(session, grant_id)]
    is_person = not is_service_account(session, by.actor)
    found = check_signature(signed_by, by.actor, is_person=is_person)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    insert_signature(session, grant_id, by)
    touch_grant(session, grant_id)
    office = DIRECTORY.office(session, by.actor, SIGNERS, grant_id, local_day(by.now))
    event = ProofStatementSigned(grant_id, STATEMENT, len(signed_by) + 1, office)
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return checklist_of(session, grant, by=by, means=means)
