"""Rule packs: the law as data, with validity and citation, loaded and checked before the start.

Source: GOV-01, GOV-02. The nearer pack wins: a grant's own setting, its pack, what that extends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.errors import Violation

Setting = int | str | bool | tuple[str, ...] | None


class RulePackError(ValueError):
    """A pack is wrong; `problems` lists everything found, in German."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


@dataclass(frozen=True)
class Parameter:
    """One value of a pack with where it stands and how sure we are (H, M, L)."""

    key: str
    value: Setting
    rules: tuple[str, ...]
    citation: str
    confidence: Literal["H", "M", "L"]
    overridable: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class RulePack:
    """One edition of one set of conditions; `selectable` ones may be named by a grant."""

    id: str
    version: str
    title: str
    source: str
    extends: tuple[str, ...]
    selectable: bool
    valid_from: date | None
    valid_to: date | None
    parameters: tuple[Parameter, ...]


RulePacks = Mapping[str, RulePack]


@dataclass(frozen=True)
class Rules:
    """Typed view on all parameters that apply to a grant on a day.

    `citations` gives for each field name where its value stands.
    """

    rule_pack: str
    rule_pack_version: str
    cap_basis: Literal["eligible", "grant"]
    certification_persons: int
    external_certifications: bool
    payment_proof: Literal["reference", "file"]
    procurement_required: bool
    income_treatment: Literal["reduce_base", "record_only"]
    line_excess: Literal["warn", "block"]
    line_tolerance_bp: int
    line_warning_bp: int
    call_interval_months: int
    call_mode: Literal["reimbursement", "advance"]
    prepaid_by: Literal["days", "months"]
    contract_exempt_categories: tuple[str, ...]
    phase_b_gates: tuple[str, ...]
    phase_a_receipt_gates: tuple[str, ...]
    funding_rates_bp: tuple[str, ...]
    cap_phase_a_cents: int
    cap_phase_b_cents: int
    first_measures_cap_cents: int
    first_measures_cap_active: bool
    day_count: Literal["act/365", "act/act", "30/360"]
    citations: Mapping[str, str]


def parse_packs(texts: Mapping[str, str]) -> RulePacks:
    """Read packs from TOML texts by file name; raise `RulePackError` listing every problem."""
    raise NotImplementedError


def resolve(packs: RulePacks, pack_id: str, settings: Mapping[str, Setting], on: date) -> Rules:
    """What applies to a grant on a day; raise `RulePackError` for what `check_settings` reports."""
    raise NotImplementedError


def check_settings(
    packs: RulePacks, pack_id: str, settings: Mapping[str, Setting]
) -> list[Violation]:
    """Every reason against choosing this pack with these settings for a grant."""
    raise NotImplementedError
