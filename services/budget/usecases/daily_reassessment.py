"""Assessing grants anew because the law or the day changed: recorded per grant, resumable.

`grant_reassessment` says up to which day, with how many releases of rule packs and with which
delivered packs a grant was assessed. A new program may say something else of the edition that an
award names (GOV-02): its grants are due at its start, and reporting is told. Whatever came since
is done in one transaction per grant; after a stop the rest is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.events.budget import GrantReassessed, WaiverExpired
from services.budget.domain.pack_content import digest_of
from services.budget.domain.rulepack import RulePacks, layers, named_conditions
from services.budget.store.grant import GrantRecord, GrantRow, load_grant, touch_grant
from services.budget.store.pack_change import GrantReassessmentRow, releases_so_far
from services.budget.store.procurement_reading import procurements_of
from services.budget.store.tables import OUTBOX
from services.budget.store.waiver import close_expired
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.blocked_words import are_words_new
from services.budget.usecases.deadline_statement import state_deadlines
from services.budget.usecases.grant_snapshot import grant_snapshot
from services.budget.usecases.interest_statement import state_interest
from services.budget.usecases.means import Means
from services.budget.usecases.notice_triggers import watch_grant
from services.budget.usecases.procurement_assessment import are_contracts_split_anew, settle_files
from services.budget.usecases.reassessment import reassess_grant
from shared.clock import local_day
from shared.occasion import Occasion


def due_grants(session: Session, on: date, *, packs: RulePacks) -> list[str]:
    """Active grants not yet looked at on this day, since the newest release or with these packs."""
    done = GrantReassessmentRow
    return list(
        session.scalars(
            select(GrantRow.grant_id)
            .outerjoin(done, done.grant_id == GrantRow.grant_id)
            .where(
                GrantRow.status == "active",
                done.grant_id.is_(None)
                | (done.assessed_on < on)
                | (done.releases < releases_so_far(session))
                | done.delivered.is_distinct_from(digest_of(packs)),
            )
            .order_by(GrantRow.grant_id)
        )
    )


def catch_up(session: Session, grant_id: str, *, by: Occasion, means: Means) -> int:
    """Assesses one grant anew where something calls for it; returns how many rows changed.

    Notes lapsed waivers, opens the notices that are due and tells how deadlines and interest
    stand. At a grant looked at for the first time every day before today counts. Raises NotFound.
    """
    today = local_day(by.now)
    grant = load_grant(session, grant_id, lock=True)
    done = session.get(GrantReassessmentRow, grant_id, populate_existing=True)
    releases, delivered = releases_so_far(session), digest_of(means.packs)
    since = done.assessed_on if done else date.min
    causes = sorted(set(_causes(grant, means, since, today)))
    if _has_day_passed(session, grant_id, _Span(since, today)):
        causes.append("delivery")
    if are_contracts_split_anew(session, grant_id, by=by, means=means):
        causes.append("procurement")
    is_other_program = done is not None and done.delivered != delivered
    if (done.releases if done else 0) < releases or is_other_program:
        causes.append("rule_pack")
    elif done and are_words_new(session, load_world(session, grant_id, means, by, lock=True)):
        causes.append("rule_pack")  # an older version of the program never tried stored purposes
    if done is None:
        done = GrantReassessmentRow(grant_id=grant_id)
        session.add(done)
    done.assessed_on, done.releases, done.delivered = today, releases, delivered
    session.flush()
    for waiver in close_expired(session, grant_id, today, by):
        event = WaiverExpired(
            waiver.waiver_id,
            waiver.number,
            waiver.new.target.subject,
            waiver.new.expires_on,
            related=(waiver.new.target.subject, f"grant/{grant_id}"),
        )
        subject = f"waiver/{waiver.waiver_id}"
        OUTBOX.add(session, event, subject=subject, by=by, grant_id=grant_id)
    changed = _reassess(session, grant_id, tuple(causes), by, means) if causes else 0
    # Some duties to tell arise because a day passed and nobody did anything (NOTE-04).
    watch_grant(session, grant_id, by=by, means=means)
    state_deadlines(session, grant, by=by, means=means)
    state_interest(session, grant, by=by, means=means)
    return changed


def _reassess(
    session: Session, grant_id: str, causes: tuple[str, ...], by: Occasion, means: Means
) -> int:
    touch_grant(session, grant_id)
    world = load_world(session, grant_id, means, by, lock=True)
    settle_files(session, world, {}, cause=causes[-1], by=by, means=means)
    changed = reassess_grant(session, grant_id, causes[-1], by=by, means=means)
    today = local_day(by.now)
    grant = load_grant(session, grant_id, lock=True)
    event = GrantReassessed(causes, today, changed, grant_snapshot(grant, means.packs, today))
    OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    return changed


def _causes(grant: GrantRecord, means: Means, since: date, today: date) -> Iterator[str]:
    """Why assessments of `since` may differ today: something began or ended in between."""
    span = _Span(since, today)
    terms, law = grant.terms(today), grant.law(means.packs)
    named = named_conditions(law, terms.rule_pack, terms.rule_settings, today)
    packs = layers(law, terms.rule_pack, named)
    dated = [(one.valid_from, one.valid_to) for pack in packs for one in pack.parameters]
    if any(map(span.touches, dated)):
        yield "validity"
    lenient = [(one.valid_from, one.warn_until) for pack in packs for one in pack.transitions]
    if any(map(span.touches, lenient)):
        yield "transition"
    if any(span.touches((None, one.expires_on)) for one in grant.waivers):
        yield "waiver"
    begun = [one.valid_from for one in grant.amendments if one.known_on]
    begun += [one.counts_from for one in grant.evidence]
    if any(span.touches((day, None)) for day in begun):
        yield "terms"


def _has_day_passed(session: Session, grant_id: str, span: _Span) -> bool:
    """Whether an agreed day of delivery passed: from the day after, a penalty is due (PROC-07); or
    the day of a contract came that lay ahead (PROC-04)."""
    facts = (one.file.facts for one in procurements_of(session, grant_id))
    return any(span.touches((one.contract_date, one.delivery_due_on)) for one in facts)


@dataclass(frozen=True)
class _Span:
    """The days after `since` up to and including `today`."""

    since: date
    today: date

    def touches(self, validity: tuple[date | None, date | None]) -> bool:
        """Whether a validity began in these days, or its last day passed."""
        first, last = validity
        began = first is not None and self.since < first <= self.today
        return began or (last is not None and self.since <= last < self.today)
