"""A measure stops, or its scope changes: the funder is to be told before it happens (NOTE-02)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from contracts.events.budget import ScopeChangeReported
from services.budget.store.grant import load_grant
from services.budget.store.measure import load_measure
from services.budget.store.notice import NoticeRecord
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.measure import demand_lead
from services.budget.usecases.notice import open_notice
from services.budget.usecases.refusal import demand_active, warnings_or_refuse
from shared.errors import Violation
from shared.occasion import Occasion


class ScopeChange(StrEnum):
    """What happens to a measure."""

    STOPPED = "stopped"
    SCOPE = "scope"


_SENTENCES = {
    ScopeChange.STOPPED: "Die Maßnahme „{title}“ wird eingestellt: {description}",
    ScopeChange.SCOPE: "Der Umfang der Maßnahme „{title}“ ändert sich: {description}",
}


@dataclass(frozen=True)
class Reported:
    """The change as kept, and the notice that tells of it."""

    change_id: str
    notice: NoticeRecord


def report_scope_change(
    session: Session,
    grant_id: str,
    measure_id: str,
    kind: ScopeChange,
    description: str,
    *,
    by: Occasion,
    means: Means,
) -> Reported:
    """Reports a change of a measure, by its lead or the grant officer.

    Raises NotFound, Forbidden, Conflict while the grant is not active, Refused.
    """
    grant = load_grant(session, grant_id, lock=True)
    record = load_measure(session, grant_id, measure_id)
    demand_lead(session, record, by)
    demand_active(grant)
    found = []
    if not description.strip():
        message = "Bitte beschreiben, was sich ändert und warum."
        found.append(Violation("reason_missing", "NOTE-02", message, field="description"))
    warnings_or_refuse(found, subject=f"measure/{measure_id}", grant_id=grant_id)
    change_id = by.new_id()
    sentence = _SENTENCES[kind].format(title=record.measure.title, description=description)
    notice = open_notice(
        session,
        grant_id,
        rule="NOTE-02",
        occasion_key=f"measure/{measure_id}/{change_id}",
        reason=sentence[:2000],
        before=f"Maßnahme „{record.measure.title}“ laut Strategie, "
        f"{record.measure.strategy_reference}",
        related=(f"measure/{measure_id}",),
        by=by,
        means=means,
    )
    event = ScopeChangeReported(
        change_id=change_id,
        grant_id=grant_id,
        measure_id=measure_id,
        kind=kind.value,
        description=description,
        notice_id=notice.notice_id,
        related=(f"grant/{grant_id}", f"notice/{notice.notice_id}"),
    )
    OUTBOX.add(session, event, subject=f"measure/{measure_id}", by=by, grant_id=grant_id)
    return Reported(change_id, notice)
