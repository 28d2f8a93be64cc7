"""Watching that contracts are not split: what counts beside a contract, in all grants (PROC-05)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.domain.deciding_values import cited
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.plan import Category
from services.budget.domain.procurement_law import award_without_file
from services.budget.domain.rulepack import Rules
from services.budget.domain.splitting import (
    NAMED_AT_MOST,
    Contract,
    contract_of,
    counted,
    days_around,
    limit_of,
    splitting_findings,
)
from services.budget.store.creditor import known_key
from services.budget.store.procurement_reading import ProcurementRecord
from services.budget.store.splitting import (
    contracts_on_file,
    contracts_without_file,
    net_without_file,
)
from services.budget.usecases.assessment_world import World
from services.budget.usecases.means import Means
from shared.errors import Violation


def neighbours_of_file(
    session: Session, record: ProcurementRecord, company: str, rules: Rules, *, means: Means
) -> list[Contract]:
    """What counts beside the contract of a file, as far as it can matter."""
    own = contract_of(record.file, record.number, company)
    if own is None:
        return []
    files = contracts_on_file(
        session, means.keyring, own.key_id, record.grant_id, but=record.procurement_id
    )
    return _beside(session, own, files, record.grant_id, rules, None, means)


def without_file_violations(
    session: Session,
    world: World,
    new: NewExpenditure,
    name_mark: str,
    *,
    means: Means,
    but: str | None = None,
) -> list[Violation]:
    """The finding at an order or invoice that names no file, under the law of its contract's day:
    that it alone, or only together with others, is above the limit.

    `but` is the row itself where it is stored already.
    """
    key_id = known_key(session, name_mark)
    own = bare_contract(world, new, key_id or "")
    if own is None:
        return []
    rules = world.grant.rules(means.packs, own.on)
    if alone := award_without_file(own, rules):
        return alone
    if key_id is None:
        return []  # a creditor who is new has no other contract
    files = contracts_on_file(session, means.keyring, key_id, world.grant_id)
    beside = _beside(session, own, files, world.grant_id, rules, but, means)
    return cited(splitting_findings(own, beside, rules), rules)


def bare_contract(world: World, new: NewExpenditure, key_id: str) -> Contract | None:
    """The contract of an order or invoice that names no file. Salaries, travel and whatever else
    has no contract is not let to anybody; a part invoice counts with its order: None."""
    line = world.lines.get(new.budget_line)
    if new.contract_date is None or new.procurement_id or new.commitment_id:
        return None
    if line is None or line.category is Category.PERSONAL:
        return None
    return Contract(
        number=0,
        company=new.creditor,
        key_id=key_id,
        measure_id=new.measure_id,
        subject=new.purpose,
        on=new.contract_date,
        net_cents=new.gross_cents - new.vat_cents,
        has_file=False,
    )


def _beside(
    session: Session,
    own: Contract,
    files: list[Contract],
    grant_id: str,
    rules: Rules,
    but: str | None,
    means: Means,
) -> list[Contract]:
    """The files, and of the contracts without one the largest until the finding is certain."""
    limit = limit_of(own, rules)
    if limit is None or own.net_cents > limit:
        return files
    after, until = days_around(own, rules)
    bare = net_without_file(session, own.key_id, after, until, but=but)
    if own.net_cents + sum(one.net_cents for one in files) + bare <= limit:
        return files  # whoever they are, together they stay within it
    found = counted(own, files, rules)
    for page in contracts_without_file(
        session, means.keyring, own.key_id, grant_id, after, until, but=but
    ):
        found += counted(own, page, rules)
        if len(found) > NAMED_AT_MOST and splitting_findings(own, found, rules):
            break
    return found
