"""Who holds the role for which certification; the lead of a measure certifies its facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.domain.expenditure import CertificationKind
from services.budget.store.expenditure_family import load_row
from services.budget.store.measure_lead import measures_led_by
from shared.access import Principal, forbidden

ROLE_OF: Final[Mapping[CertificationKind, tuple[Role, ...]]] = {
    CertificationKind.FACTUAL: (Role.FACTUAL_CERTIFIER, Role.PROJECT_LEAD),
    CertificationKind.ARITHMETICAL: (Role.ARITHMETICAL_CERTIFIER,),
}


def demand_certifier(
    session: Session, who: Principal, kind: CertificationKind, expenditure_id: str
) -> None:
    """Raises Forbidden naming the role, NotFound for an unknown row."""
    row = load_row(session, expenditure_id)
    roles = ROLE_OF[kind]
    by_office = [role for role in roles if role is not Role.PROJECT_LEAD]
    if who.holds(by_office, row.grant_id):
        return
    may_lead = Role.PROJECT_LEAD in roles and who.holds([Role.PROJECT_LEAD], row.grant_id)
    led = measures_led_by(session, who.user_id) if may_lead else []
    if (row.grant_id, row.measure_id) not in led:
        raise forbidden(roles)
