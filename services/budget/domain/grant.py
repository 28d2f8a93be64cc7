"""A grant and its terms as versions: what holds on a day is what was known on that day.

Source: PRG-01 to PRG-04, GOV-01, VN-01, VN-02 (E26), semantics 2 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.budget.domain.evidence import Phase
from services.budget.domain.rulepack import RulePacks, Rules, Setting, resolve
from shared.periods import add_months


@dataclass(frozen=True)
class Terms:
    """What the award notice says, in one version; None is no cap.

    `reduced_to_cents` is the grant the funder reduced it to in a determination (PLAN-05).
    """

    funding_rate_bp: int
    max_eligible_cents: int | None
    max_grant_cents: int | None
    period_start: date
    period_end: date
    earliest_contract_date: date
    payments_until: date
    rule_pack: str
    rule_settings: Mapping[str, Setting] = field(default_factory=dict)
    reduced_to_cents: int | None = None


@dataclass(frozen=True)
class NewGrant:
    """A grant as proposed; `payments_until` None means the day the proof of use is due."""

    grant_id: str
    programme_id: str
    title: str
    phase: Phase
    award_notice_number: str
    award_date: date
    funding_rate_bp: int
    period_start: date
    period_end: date
    earliest_contract_date: date
    rule_pack: str
    max_eligible_cents: int | None = None
    max_grant_cents: int | None = None
    payments_until: date | None = None
    rule_settings: Mapping[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True)
class Amendment:
    """An Änderungsbescheid. `known_on` is the day it was confirmed here, None while it is not.

    `changes` has keys of `AMENDABLE` only. `has_file`: its document is filed with it.
    """

    reference: str
    decided_on: date
    valid_from: date
    changes: Mapping[str, Any]
    known_on: date | None = None
    has_file: bool = False


AMENDABLE = frozenset(
    {
        "funding_rate_bp",
        "max_eligible_cents",
        "max_grant_cents",
        "period_end",
        "payments_until",
        "rule_pack",
        "rule_settings",
    }
)


def proof_of_use_due(phase: Phase, award_date: date, period_end: date, rules: Rules) -> date:
    """Last day of the proof of use: months after the award (VN-01, VN-02: 30 in phase A, 66 in B)
    or, where the pack counts so, after the last day of the funding period (VN-07: 6)."""
    start = period_end if rules.proof.counts_from_period_end else award_date
    return add_months(start, proof_of_use_months(phase, rules))


def proof_of_use_months(phase: Phase, rules: Rules) -> int:
    """How many months there are for the proof of use, from the day the pack counts from."""
    proof = rules.proof
    return proof.proof_of_use_months_a if phase is Phase.A else proof.proof_of_use_months_b


def payments_follow(
    terms: Terms, changes: Mapping[str, Any], phase: Phase, award_date: date, rules: Rules
) -> date | None:
    """The day up to which payments count once `changes` move the end of the funding period; None
    where they name one themselves, the proof is not counted from that end, or the award set a day
    of its own."""
    if "period_end" not in changes or {"payments_until", "rule_pack"} & changes.keys():
        return None
    if not rules.proof.counts_from_period_end:
        return None
    if terms.payments_until != proof_of_use_due(phase, award_date, terms.period_end, rules):
        return None
    return proof_of_use_due(phase, award_date, changes["period_end"], rules)


def first_terms(new: NewGrant, packs: RulePacks) -> Terms:
    """The terms of the award notice itself; the grant must have passed `check_grant`."""
    rules = resolve(packs, new.rule_pack, new.rule_settings, new.award_date)
    return Terms(
        funding_rate_bp=new.funding_rate_bp,
        max_eligible_cents=new.max_eligible_cents,
        max_grant_cents=new.max_grant_cents,
        period_start=new.period_start,
        period_end=new.period_end,
        earliest_contract_date=new.earliest_contract_date,
        payments_until=new.payments_until
        or proof_of_use_due(new.phase, new.award_date, new.period_end, rules),
        rule_pack=new.rule_pack,
        rule_settings=new.rule_settings,
    )


def terms_as_of(first: Terms, amendments: Sequence[Amendment], as_of: date) -> Terms:
    """Terms in force on a day, as known on that day: both `valid_from` and `known_on` <= day.

    The award notice itself always counts: also for days before it was entered here.
    """
    terms = first
    for amendment in in_force(amendments, as_of):
        terms = apply_changes(terms, amendment.changes)
    return terms


def in_force(amendments: Sequence[Amendment], as_of: date) -> list[Amendment]:
    """The amendments that count on a day, in the order in which they are laid over each other."""
    found = [
        (one.valid_from, one.known_on, index, one)
        for index, one in enumerate(amendments)
        if one.known_on is not None and one.known_on <= as_of and one.valid_from <= as_of
    ]
    return [entry[3] for entry in sorted(found, key=lambda entry: entry[:3])]


def amount_named_on(first: Terms, amendments: Sequence[Amendment], as_of: date) -> date | None:
    """The first day of the newest amendment in force that names another maximum than before; None
    where only the award notice does. From that day on an earlier reduction counts no more."""
    named_on, terms = None, first
    for amendment in in_force(amendments, as_of):
        changed = apply_changes(terms, amendment.changes)
        if _maxima(changed) != _maxima(terms):
            named_on = amendment.valid_from
        terms = changed
    return named_on


def _maxima(terms: Terms) -> tuple[int | None, int | None]:
    return terms.max_eligible_cents, terms.max_grant_cents


def apply_changes(terms: Terms, changes: Mapping[str, Any]) -> Terms:
    """The terms after an amendment.

    New settings are laid over the old ones; with another rule pack the old ones end.
    """
    values = dict(changes)
    if "rule_settings" in values:
        kept = {} if "rule_pack" in values else terms.rule_settings
        values["rule_settings"] = {**kept, **values["rule_settings"]}
    elif values.get("rule_pack", terms.rule_pack) != terms.rule_pack:
        values["rule_settings"] = {}
    return replace(terms, **values)
