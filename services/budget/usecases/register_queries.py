"""What is found at a register as it stands."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.domain.exchange import NewExchange, exchange_findings
from services.budget.domain.publication import NewPublication, publication_gaps
from services.budget.domain.software import NewSoftware, software_gaps
from services.budget.store.grant import GrantRecord
from services.budget.store.register import entries_of
from services.budget.usecases.means import Means
from shared.clock import local_day
from shared.errors import Violation
from shared.occasion import Occasion


def findings_of_register(
    session: Session, grant: GrantRecord, register: str, *, by: Occasion, means: Means
) -> list[Violation]:
    """Gaps of all entries, and for the exchange whether it is time for another one."""
    today = local_day(by.now)
    rules = grant.rules(means.packs, today)
    facts = [one.facts for one in entries_of(session, grant.grant_id, register)]
    found = [
        gap
        for one in facts
        if isinstance(one, NewSoftware)
        for gap in software_gaps(one, rules, severity="warning")
    ]
    for one in facts:
        if isinstance(one, NewPublication):
            found += publication_gaps(one, rules)
    if register == "exchange":
        terms = grant.terms(today)
        held = [one.held_on for one in facts if isinstance(one, NewExchange)]
        until = min(today, terms.period_end)
        found += exchange_findings(held, terms.period_start, until, rules)
    return found
