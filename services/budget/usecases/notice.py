"""Telling the funder: an occasion opens a task that stays open until the notice is sent."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import NoticeOpened
from services.budget.domain.deciding_values import Values, deciding
from services.budget.domain.notice import NOTICE_RULES, NoticeOccasion, notice_due_on
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.notice import NoticeRecord, find_notice, insert_notice, load_notice
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.told_values import values_by_code
from shared.clock import local_day
from shared.occasion import Occasion

_DUE: Final = ("notice_due_days",)


def open_notice(
    session: Session,
    grant_id: str,
    *,
    rule: str,
    occasion_key: str,
    reason: str,
    by: Occasion,
    means: Means,
    before: str = "",
    after: str = "",
    effect_cents: int | None = None,
    related: tuple[str, ...] = (),
) -> NoticeRecord:
    """Opens the task of one occasion, in the transaction of the act that is the occasion.

    `rule` is NOTE-01 to NOTE-06, `occasion_key` the same text for the same thing (`income/ID`):
    a second call answers the notice that is there already, whatever became of it. `reason` is a
    German sentence for the letter; `before`, `after` and `effect_cents` say what changes.
    Raises NotFound, ValueError for another rule.
    """
    if rule not in NOTICE_RULES:
        raise ValueError(f"not a rule about notices: {rule}")
    grant = load_grant(session, grant_id, lock=True)
    known = find_notice(session, grant_id, rule, occasion_key)
    if known is not None:
        return known
    today = local_day(by.now)
    new = NoticeOccasion(rule, occasion_key, reason, today, before, after, effect_cents)
    rules = grant.rules(means.packs, today)
    due_on = notice_due_on(today, rules)
    notice_id = by.new_id()
    insert_notice(session, notice_id, grant_id, new, due_on, by)
    event = NoticeOpened(
        notice_id=notice_id,
        grant_id=grant_id,
        rule=rule,
        occasion_key=occasion_key,
        reason=reason,
        known_on=today,
        due_on=due_on,
        before=before,
        after=after,
        effect_cents=effect_cents,
        related=(f"notice/{notice_id}", *related),
        values=values_by_code([("notice", deciding(_DUE, rules))]),
    )
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return load_notice(session, notice_id)


def due_values(record: NoticeRecord, grant: GrantRecord, means: Means) -> Values:
    """The value its last day was counted with: that of the day its occasion became known."""
    return deciding(_DUE, grant.rules(means.packs, record.occasion.known_on))
