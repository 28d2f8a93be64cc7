"""From an id in a route to its grant, and the grant's lock."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from services.budget.store.audit_case import grant_of_audit, grant_of_finding
from services.budget.store.authority import grant_of_authority, grant_of_delegation
from services.budget.store.deletion import grant_of_deletion
from services.budget.store.drawdown import DrawdownRow
from services.budget.store.expenditure_family import grant_of_expenditure
from services.budget.store.grant import GrantRow
from services.budget.store.imports import ImportRecordRow
from services.budget.store.inventory import grant_of_item
from services.budget.store.inventory_disposal import grant_of_disposal
from services.budget.store.opening import OpeningRow
from services.budget.store.pack_change import PackReleaseCounter
from services.budget.store.procurement_reading import grant_of_procurement
from services.budget.store.reconciliation import grant_of_reconciliation
from services.budget.store.register import grant_of_entry
from services.budget.store.retention import grant_of_hold
from services.budget.store.tables import JOBS
from shared.errors import NotFound, Violation
from shared.service import GrantOf

Stamp = tuple[str, int]
"""Names one state of a grant and of the rule packs for ever."""

# built once: every command begins with it
_GRANT = cast(Table, GrantRow.__table__)
_RELEASES = select(cast(Table, PackReleaseCounter.__table__).c.releases).scalar_subquery()
_STAMP = select(_GRANT.c.stamp, _RELEASES.label("releases")).where(
    _GRANT.c.grant_id == bindparam("of_grant")
)
_LOCKED_STAMP = _STAMP.with_for_update(of=_GRANT)


def grant_stamp(session: Session, grant_id: str, *, lock: bool) -> Stamp:
    """The stamp of the grant's present state; `lock` holds its row to the end. Raises NotFound."""
    statement = _LOCKED_STAMP if lock else _STAMP
    row = session.connection().execute(statement, {"of_grant": grant_id}).first()
    if row is None:
        message = f"Die Zuwendung „{grant_id[:80]}“ gibt es nicht."
        raise NotFound([Violation("grant_unknown", "API", message)])
    return row.stamp, row.releases


def _grant_of_drawdown(session: Session, drawdown_id: str) -> str:
    return _found(
        session.scalar(select(DrawdownRow.grant_id).where(DrawdownRow.drawdown_id == drawdown_id)),
        "drawdown_unknown",
        "Diesen Mittelabruf gibt es nicht.",
    )


def _grant_of_import(session: Session, import_id: str) -> str:
    promised = JOBS.get(session, import_id)
    return _found(
        session.scalar(
            select(ImportRecordRow.grant_id).where(ImportRecordRow.import_id == import_id)
        )
        or (promised.grant_id if promised else None),
        "import_unknown",
        "Diesen Import gibt es nicht.",
    )


def _grant_of_bundle(session: Session, bundle_id: str) -> str:
    work = JOBS.get(session, bundle_id)
    found = work.grant_id if work else None
    return _found(found, "bundle_unknown", "Dieses Belegbündel gibt es nicht.")


def _grant_of_opening(session: Session, opening_id: str) -> str:
    return _found(
        session.scalar(select(OpeningRow.grant_id).where(OpeningRow.opening_id == opening_id)),
        "opening_unknown",
        "Diese Übernahme gibt es nicht.",
    )


def _found(grant_id: str | None, code: str, message: str) -> str:
    if grant_id is None:
        raise NotFound([Violation(code, "API", message)])
    return grant_id


GRANT_OF: dict[str, GrantOf] = {
    "expenditure_id": grant_of_expenditure,
    "drawdown_id": _grant_of_drawdown,
    "import_id": _grant_of_import,
    "bundle_id": _grant_of_bundle,
    "opening_id": _grant_of_opening,
    "authority_id": grant_of_authority,
    "delegation_id": grant_of_delegation,
    "item_id": grant_of_item,
    "hold_id": grant_of_hold,
    "audit_id": grant_of_audit,
    "finding_id": grant_of_finding,
    "deletion_id": grant_of_deletion,
    "disposal_id": grant_of_disposal,
    "reconciliation_id": grant_of_reconciliation,
    "procurement_id": grant_of_procurement,
    "entry_id": grant_of_entry,
}
"""For `ServicePorts.grant_of`: route arguments of this half of the service."""
