"""Changing a rule pack: proposed, previewed, released by a second person, or withdrawn (GOV-01)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import (
    RulePackChangeProposed,
    RulePackChangeReleased,
    RulePackChangeWithdrawn,
)
from contracts.events.budget.rulepacks import ChangedParameter, ChangedTransition
from services.budget.domain.four_eyes import check_release
from services.budget.domain.grant import Terms
from services.budget.domain.pack_change import PackChange, completed, concerns
from services.budget.domain.pack_change_rules import check_change
from services.budget.domain.parameters import Setting
from services.budget.domain.rulepack import RulePack, RulePacks
from services.budget.store.grant import GrantRecord, list_grants, touch_grant
from services.budget.store.pack_change import (
    PackChangeRecord,
    insert_change,
    load_change,
    mark_released,
    mark_withdrawn,
    next_release,
    packs_in_force,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Refused, Violation
from shared.occasion import Occasion


def propose_change(
    session: Session, change: PackChange, reason: str, *, by: Occasion, means: Means
) -> PackChangeRecord:
    """Enters a change; what an entry leaves open it inherits from the value it replaces.

    Raises Refused with every reason, Conflict while the pack has another open proposal.
    """
    packs = packs_in_force(session, means.packs)
    change = completed(change, packs)
    found = check_change(change, reason, packs, local_day(by.now))
    subject = f"rulepack/{change.pack_id}"
    warnings_or_refuse(found, subject=subject, grant_id=None)
    change_id = by.new_id()
    try:
        insert_change(session, change_id, change, reason, by)
    except IntegrityError as error:
        message = (
            "Zu diesem Regelpaket liegt schon ein Vorschlag vor. Bitte zuerst diesen freigeben "
            "oder zurückziehen."
        )
        raise Conflict([Violation("pack_change_open", "GOV-01", message)]) from error
    parameters, transitions = _told(change, packs[change.pack_id])
    event = RulePackChangeProposed(
        change_id, change.pack_id, change.valid_from, reason, parameters, transitions
    )
    OUTBOX.add(session, event, subject=subject, by=by)
    return load_change(session, change_id)


def release_change(
    session: Session, change_id: str, *, by: Occasion, means: Means
) -> PackChangeRecord:
    """Puts a proposal in force by a second person; grants it concerns are assessed anew by the
    worker `reassessment`, one transaction each.

    Raises NotFound, Conflict where it is no longer open, Refused.
    """
    record = _open(session, change_id)
    packs = packs_in_force(session, means.packs)
    known = replace(record.change, released_on=local_day(by.now))
    found = [
        *check_change(known, record.reason, packs, local_day(by.now)),
        *check_release(
            origin(session, record.created_by),
            (),
            by.actor,
            is_service_account=is_service_account(session, by.actor),
        ),
    ]
    subject = f"rulepack/{known.pack_id}"
    warnings_or_refuse(found, subject=subject, grant_id=None)
    number = next_release(session)
    mark_released(session, change_id, number, by)
    concerned = affected_grants(session, packs, known)
    for grant in concerned:
        touch_grant(session, grant.grant_id)
    parameters, transitions = _told(known, packs[known.pack_id])
    event = RulePackChangeReleased(
        change_id=change_id,
        pack_id=known.pack_id,
        number=number,
        counts_from=known.counts_from,
        reason=record.reason,
        proposed_by=record.created_by,
        grants=len(concerned),
        parameters=parameters,
        transitions=transitions,
    )
    OUTBOX.add(session, event, subject=subject, by=by)
    return load_change(session, change_id)


def withdraw_change(
    session: Session, change_id: str, reason: str, *, by: Occasion, means: Means
) -> PackChangeRecord:
    """Takes a proposal off the table. Raises NotFound, Conflict, Refused without a reason."""
    record = _open(session, change_id)
    subject = f"rulepack/{record.change.pack_id}"
    if not reason.strip():
        message = "Es fehlt der Grund, aus dem der Vorschlag zurückgezogen wird."
        raise Refused(
            [Violation("reason_missing", "GOV-01", message, field="reason")], subject=subject
        )
    mark_withdrawn(session, change_id, reason, by)
    event = RulePackChangeWithdrawn(change_id, record.change.pack_id, reason)
    OUTBOX.add(session, event, subject=subject, by=by)
    return load_change(session, change_id)


def affected_grants(session: Session, packs: RulePacks, change: PackChange) -> list[GrantRecord]:
    """Grants whose rules rest on the changed pack on its first day, in the order of their ids."""
    on = change.counts_from
    found: list[GrantRecord] = []
    after: str | None = None
    while page := list_grants(session, after=after):
        found += [one for one in page if _concerns(change, packs, one.terms(on))]
        after = page[-1].grant_id
    return found


def _concerns(change: PackChange, packs: RulePacks, terms: Terms) -> bool:
    return concerns(change, packs, terms.rule_pack, terms.rule_settings, change.counts_from)


def _open(session: Session, change_id: str) -> PackChangeRecord:
    record = load_change(session, change_id, lock=True)
    if record.status != "proposed":
        what = "freigegeben" if record.status == "released" else "zurückgezogen"
        message = f"Diese Änderung ist bereits {what}; sie ändert sich nicht mehr."
        raise Conflict([Violation("pack_change_closed", "GOV-01", message)])
    return record


def _told(
    change: PackChange, pack: RulePack
) -> tuple[tuple[ChangedParameter, ...], tuple[ChangedTransition, ...]]:
    parameters = tuple(
        ChangedParameter(
            key=one.key,
            old=old_value(pack, one.key, one.valid_from or change.counts_from),
            new=as_text(one.value),
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            citation=one.citation,
            confidence=one.confidence,
            own=bool(one.own),
        )
        for one in change.parameters
    )
    return parameters, tuple(
        ChangedTransition(one.rule, one.warn_until, one.citation) for one in change.transitions
    )


def old_value(pack: RulePack, key: str, on: date) -> str:
    """What the pack itself says on a day; empty where it says nothing."""
    held = [one.value for one in pack.parameters if one.key == key and one.applies_on(on)]
    return as_text(held[0]) if held else ""


def as_text(value: Setting | Sequence[object]) -> str:
    """A value as events and pages show it: text as it is, the rest as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
