"""Who holds the role for which certification, and whether the register of authorities lets them.

The lead of a measure certifies its facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.domain.authority import Asked, basis_of, check_authority
from services.budget.domain.deciding_values import cited
from services.budget.domain.expenditure import CertificationKind
from services.budget.domain.ledger_persons import certifier_conflict
from services.budget.domain.rulepack import Rules
from services.budget.store.authority import entries_of, people_of
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import facts_of, load_row
from services.budget.store.expenditure_links import split_parts
from services.budget.store.expenditure_texts import open_texts
from services.budget.store.measure_lead import measures_led_by
from services.budget.store.user import display_names, user_by_name
from services.budget.usecases.assessment_context import split_head_of, split_of
from services.budget.usecases.means import Means
from shared.access import Principal, forbidden
from shared.errors import Violation

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


@dataclass(frozen=True)
class Right:
    """What the register says to one certification; `deputy_for` whose right it would be."""

    reasons: tuple[Violation, ...] = ()
    deputy_for: str | None = None


def right_to_certify(
    session: Session,
    row: ExpenditureRow,
    kind: CertificationKind,
    by: str,
    *,
    rules: Rules,
    on: date,
) -> Right:
    """Asks the register of authorities, where the pack wants one (MUN-01).

    The limit is compared with the gross amount of the whole voucher: parts of a split one do not
    slip below it.
    """
    if rules.expenditure.certification_authority == "open":
        return Right()
    entries = entries_of(session, row.grant_id)
    asked = Asked(by, kind, row.measure_id, _voucher_cents(session, row), on)
    basis = basis_of(entries.register, asked)
    if basis is not None:
        return Right(deputy_for=basis.deputy_for)
    names = display_names(session, people_of(entries))
    return Right(tuple(cited(check_authority(entries.register, asked, names), rules)))


def _voucher_cents(session: Session, row: ExpenditureRow) -> int:
    head = split_head_of(row)
    split = split_of(split_parts(session, [head])) if head else None
    return split.total_cents if split else row.gross_cents


def hands_in_conflict(
    session: Session, row: ExpenditureRow, by: str, *, means: Means
) -> list[Violation]:
    """Whether the certifier paid or booked the voucher in the ledger (MUN-02).

    Texts are opened only where the ledger named somebody.
    """
    if not {"paid_by", "booked_by"} & set(row.text_fields.split(",")):
        return []
    facts = facts_of(row, open_texts(session, means.keyring, row))
    person = user_by_name(session, by)
    names = [name for name in (person.display_name, person.login) if name] if person else []
    return list(certifier_conflict(facts, names))
