"""What is open about a grant today: the one source for its page and the API."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.advance import window_findings
from services.budget.domain.cover import cover_violations
from services.budget.domain.deciding_values import cited
from services.budget.domain.determination import excused_lines
from services.budget.domain.grant import NewGrant
from services.budget.domain.line_limits import plan_findings
from services.budget.domain.proposal import check_grant
from services.budget.domain.rate_evidence import is_proved
from services.budget.store.expenditure_effect import line_use
from services.budget.store.grant import GrantRecord
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.determination_figures import readings_of
from services.budget.usecases.drawdown_use import part_uses
from services.budget.usecases.means import Means
from shared.errors import Violation


def open_warnings(
    session: Session, grant: GrantRecord, today: date, *, means: Means, with_figures: bool
) -> list[Violation]:
    """What its terms, its plan and its calls still warn of; who may not read figures
    (`with_figures` false) learns only what the terms say."""
    found = terms_warnings(grant, today, means=means)
    if with_figures and grant.is_active:
        found += _warnings_of_figures(session, grant, today, means=means)
    return found


def terms_warnings(grant: GrantRecord, today: date, *, means: Means) -> list[Violation]:
    """What a second look at the terms in force today would still warn of."""
    terms = grant.terms(today)
    as_if_new = NewGrant(
        grant_id=grant.grant_id,
        programme_id=grant.programme_id,
        title=grant.title,
        phase=grant.phase,
        award_notice_number=grant.award_notice_number,
        award_date=grant.award_date,
        funding_rate_bp=terms.funding_rate_bp,
        period_start=terms.period_start,
        period_end=terms.period_end,
        earliest_contract_date=terms.earliest_contract_date,
        rule_pack=terms.rule_pack,
        max_eligible_cents=terms.max_eligible_cents,
        max_grant_cents=terms.max_grant_cents,
        payments_until=terms.payments_until,
        rule_settings=terms.rule_settings,
    )
    proved = is_proved(grant.award, today, today)
    found = check_grant(as_if_new, grant.law(means.packs), has_rate_evidence=proved)
    return [one for one in found if not one.is_error]


def _warnings_of_figures(
    session: Session, grant: GrantRecord, today: date, *, means: Means
) -> list[Violation]:
    """What the plan says to what is used of it, and the calls to what was received."""
    plan = plan_in_force(session, grant.grant_id)
    if plan is None:
        return []
    used = line_use(session, grant.grant_id)
    excused = excused_lines(grant.determinations, today)
    rules = grant.rules(means.packs, today)
    found = plan_findings(plan.lines, used, rules, excused)
    found += cited(window_findings(part_uses(session, grant, today, means=means), today), rules)
    return [*found, *cover_violations(readings_of(session, grant, today, means=means))]
