"""Which certification this user may give to a row, and if not, why: said before the button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.certification import check_certification
from services.budget.domain.expenditure import Certification, CertificationKind
from services.budget.domain.rulepack import Rules
from services.budget.store.expenditure_family import Stored
from services.budget.usecases.certification_right import demand_certifier, right_to_certify
from shared.access import Principal
from shared.errors import Forbidden, Violation


@dataclass(frozen=True)
class Offer:
    """One certification of a row as this user sees it.

    `given` is the standing one; `has_role` whether the user certifies such rows at all; `reasons`
    what speaks against doing it now; `deputy_for` whose authority it would rest on (i. V.).
    """

    kind: CertificationKind
    given: Certification | None
    has_role: bool
    is_own: bool
    reasons: tuple[Violation, ...]
    deputy_for: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the button may be offered."""
        return self.has_role and not self.reasons


def offers(session: Session, stored: Stored, who: Principal, rules: Rules, on: date) -> list[Offer]:
    """Both certifications of a row as of a day."""
    given = {one.kind: one for one in stored.domain.certifications}
    rights = {
        kind: right_to_certify(session, stored.row, kind, who.user_id, rules=rules, on=on)
        for kind in CertificationKind
    }
    return [
        Offer(
            kind,
            given.get(kind),
            may_certify(session, who, kind, stored.domain.expenditure_id),
            kind in given and given[kind].by == who.user_id,
            (*check_certification(stored.domain, kind, who.user_id, rules), *right.reasons),
            right.deputy_for,
        )
        for kind, right in rights.items()
    ]


def may_certify(
    session: Session, who: Principal, kind: CertificationKind, expenditure_id: str
) -> bool:
    """Whether the user holds the role for it, by office or as lead of the measure."""
    try:
        demand_certifier(session, who, kind, expenditure_id)
    except Forbidden:
        return False
    return True


def demand_any_certifier(session: Session, who: Principal, expenditure_id: str) -> None:
    """Who may give one of the two may also return the row. Raises Forbidden."""
    if not may_certify(session, who, CertificationKind.ARITHMETICAL, expenditure_id):
        demand_certifier(session, who, CertificationKind.FACTUAL, expenditure_id)
