"""A grant: its terms as versions, and the checks before one is proposed.

Source: PRG-01 to PRG-04, GOV-01, VN-01, VN-02 (E26), semantics 2 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.budget.domain.evidence import Evidence, Phase
from services.budget.domain.rulepack import RulePacks, Setting
from shared.errors import Violation

__all__ = ["Amendment", "Evidence", "NewGrant", "Phase", "Terms"]


@dataclass(frozen=True)
class Terms:
    """What the award notice says, in one version; None is no cap."""

    funding_rate_bp: int
    max_eligible_cents: int | None
    max_grant_cents: int | None
    period_start: date
    period_end: date
    earliest_contract_date: date
    payments_until: date
    rule_pack: str
    rule_settings: Mapping[str, Setting] = field(default_factory=dict)


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

    `changes` has keys of `AMENDABLE` only.
    """

    reference: str
    decided_on: date
    valid_from: date
    changes: Mapping[str, Any]
    known_on: date | None = None


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


def proof_of_use_due(phase: Phase, award_date: date) -> date:
    """Day the proof of use is due: 30 months (A), 66 months (B) after the award (VN-01, VN-02)."""
    raise NotImplementedError


def first_terms(new: NewGrant) -> Terms:
    """The terms of the award notice itself."""
    raise NotImplementedError


def terms_as_of(first: Terms, amendments: Sequence[Amendment], as_of: date) -> Terms:
    """Terms in force on a day, as known on that day: both `valid_from` and `known_on` <= day."""
    raise NotImplementedError


def check_grant(new: NewGrant, packs: RulePacks) -> list[Violation]:
    """Every reason against proposing this grant."""
    raise NotImplementedError


def check_amendment(terms: Terms, amendment: Amendment, packs: RulePacks) -> list[Violation]:
    """Every reason against proposing this amendment to `terms`, the ones in force today."""
    raise NotImplementedError
