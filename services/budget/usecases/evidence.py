"""Filing decisions and approvals: gates open, an early start may become permitted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import EvidenceFiled
from services.budget.domain.evidence import Evidence, EvidenceKind, check_evidence
from services.budget.store.evidence import EvidenceRecord, insert_evidence
from services.budget.store.grant import load_grant, touch_grant
from services.budget.store.measure import measure_ids
from services.budget.store.tables import OUTBOX
from services.budget.usecases.grant_snapshot import grant_snapshot
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import reassess_grant
from services.budget.usecases.refusal import demand_active, file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.occasion import Occasion


def file_evidence(
    session: Session,
    grant_id: str,
    new: Evidence,
    *,
    by: Occasion,
    means: Means,
    file_sha256: str | None = None,
) -> EvidenceRecord:
    """Files a decision or letter. Raises NotFound, Conflict while the grant is not active,
    Refused (PRG-06, PRG-07)."""
    grant = load_grant(session, grant_id, lock=True)
    demand_active(grant)
    today = local_day(by.now)
    found = check_evidence(new, measures=measure_ids(session, grant_id), today=today)
    found += file_violations(means.files, file_sha256)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    evidence_id = by.new_id()
    insert_evidence(session, evidence_id, grant_id, new, file_sha256, by)
    touch_grant(session, grant_id)
    grant = load_grant(session, grant_id, lock=True)
    event = EvidenceFiled(
        evidence_id=evidence_id,
        kind=new.kind.value,
        decided_on=new.decided_on,
        reference=new.reference,
        valid_from=new.valid_from,
        measures=new.measures,
        file_sha256=file_sha256,
        grant=grant_snapshot(grant, means.packs, today),
        related=tuple(f"measure/{one}" for one in new.measures),
    )
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    if new.kind is EvidenceKind.EARLY_START_PERMISSION:
        # The only kind that rules on single expenditures look at (ELG-04); gates stop calls only.
        reassess_grant(session, grant_id, "evidence", by=by, means=means)
    return EvidenceRecord(evidence_id, new, file_sha256)
