"""Which values of the rule packs decide a finding, and where each of them is written (GOV-01).

A finding names its rule; where the rule reads a value that another pack, the city's own or the
award may set differently, it names that value too. Decision 0037 says why this is a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final, Protocol, TypeVar

from services.budget.domain.evidence import Phase
from services.budget.domain.parameters import GROUPS, LABELS, Setting
from services.budget.domain.rulepack import Rules
from services.budget.domain.setting_text import setting_text
from shared.errors import DecidingValue

Values = tuple[DecidingValue, ...]

_WINDOW: Final = "use_window_length"
"""Its unit is another parameter."""

_NAMED_AS: Final[Mapping[str, str]] = {
    "account_class_categories": "Das Sachkonto {}",
    "blocked_cost_words": "„{}“",
}
"""How a sentence names the entry of a list that decided; of a pair its first half."""

_LISTED_AT_MOST: Final = 6
"""A longer list is counted: all of it stands on the page of the rule."""

DECIDED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "account_category_differs": ("account_class_categories",),
    "account_class_unknown": ("account_class_categories",),
    "advance_not_allowed": ("call_mode",),
    "allocation_key_missing": ("allocation_keys",),
    "approval_missing": ("reallocation_free",),
    "authority_exceeded": ("certification_authority",),
    "authority_missing": ("certification_authority",),
    "authority_register_off": ("certification_authority",),
    "below_inventory_threshold": ("inventory_threshold_cents",),
    "blocked_cost": ("blocked_cost_words",),
    "call_below_minimum": ("call_min_cents",),
    "category_not_eligible": ("eligible_categories",),
    "certified_by_one_person": ("certification_persons",),
    "clause_missing": ("procurement_clauses",),
    "contract_date_missing": ("contract_exempt_categories",),
    "contract_split": ("splitting_months", "procurement_limits", "procurement_splitting"),
    "cost_type_not_eligible": ("eligible_account_classes",),
    "documentation_missing": ("open_source_duty",),
    "entered_late": ("entry_within_days",),
    "exchange_overdue": ("exchange_months",),
    "funding_notice_missing": ("publication_marks",),
    "grant_exhausted": ("final_rate_bp",),
    "hour_sheet_missing": ("partial_post_without_hours",),
    "hours_over_year": ("productive_hours",),
    "licence_missing": ("open_source_duty",),
    "limit_without_file": ("procurement_limits", "procurement_regime"),
    "line_below_use": ("line_excess",),
    "line_exceeded": ("line_tolerance_bp", "line_excess"),
    "line_near_limit": ("line_warning_bp", "line_tolerance_bp"),
    "line_short": ("line_excess",),
    "logos_missing": ("publication_marks",),
    "need_beyond_window": ("use_window_length",),
    "not_inventoried": ("inventory_threshold_cents",),
    "opencode_missing": ("opencode_expected",),
    "overrun_not_offset": ("line_excess",),
    "own_services_not_eligible": ("own_services",),
    "part_year_not_allowed": ("part_year_rate",),
    "payment_proof": ("payment_proof",),
    "period_kind": ("call_interval_months",),
    "procedure_not_allowed": ("procurement_procedures", "procurement_regime"),
    "procurement_file": ("procurement_required", "procurement_proof"),
    "procurement_incomplete": ("procurement_incomplete",),
    "rate_evidence_due": ("funding_rates_bp",),
    "rate_evidence_missing": ("funding_rates_bp",),
    "rate_unusual": ("funding_rates_bp",),
    "repository_missing": ("open_source_duty",),
    "rpa_certificate_missing": ("rpa_required",),
    "sample_small": ("audit_sample_share_bp",),
    "signatory_expired": ("call_signatories",),
    "signatory_missing": ("call_signatories",),
    "software_missing": ("open_source_duty",),
    "software_unpublished": ("open_source_duty",),
    "tariff_unknown": ("tariff_monthly_cents",),
    "transfer_exceeds_available": ("transfer_again",),
    "use_window_expired": ("use_window_length",),
    "value_limit_exceeded": ("procurement_limits", "procurement_regime"),
    "vat_unusual": ("standard_vat_rates",),
    "voucher_above_plan": ("voucher_excess_bp",),
    # Where the pack has a value for each phase, or a list for each rule:
    "cap_above_programme/A": ("cap_phase_a_cents", "cap_basis"),
    "cap_above_programme/B": ("cap_phase_b_cents", "cap_basis"),
    "gate_missing/A": ("phase_a_receipt_gates",),
    "gate_missing/B": ("phase_b_gates",),
    "payments_after_proof/A": ("proof_of_use_months_a", "proof_of_use_from"),
    "payments_after_proof/B": ("proof_of_use_months_b", "proof_of_use_from"),
    "phase_too_long/A": ("phase_a_months",),
    "phase_too_long/B": ("phase_b_months",),
    "procurement_item_missing/PROC-04": ("procurement_checklist",),
    "procurement_item_missing/PROC-08": ("pass_on_checklist",),
    "proof_attachment_missing/A": ("proof_attachments_a",),
    "proof_attachment_missing/B": ("proof_attachments_b",),
}
"""Parameters by the code of the finding or gap that they decide, the most telling first."""

ENTRIES: Final = frozenset({"gate_missing"})
"""Findings whose field is the entry of a list that asks for it: a list without it did not decide
(the proof of use before the final call is asked for by the law, not by the list)."""

_GROUP_OF: Final = {one.name: name for name, group in GROUPS.items() for one in fields(group)}


class Finding(Protocol):
    """A violation, a gap or a gate: what a rule says, under a code."""

    @property
    def code(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def values(self) -> tuple[DecidingValue, ...]: ...


F = TypeVar("F", bound=Finding)


def cited(found: Iterable[F], rules: Rules, phase: Phase | None = None) -> list[F]:
    """The same findings, each with the values of `rules` that decided it; those that name theirs
    already keep them. `phase` is that of the grant, where a finding depends on it."""
    return [one if one.values else _cited(one, rules, phase) for one in found]


def deciding(
    keys: Iterable[str], rules: Rules, entry: str | None = None, sentence: str = ""
) -> Values:
    """These parameters as `rules` have them; of a list that holds `entry`, or an entry that the
    `sentence` of the finding names, it alone is shown."""
    return tuple(_deciding(key, _read(key, rules), rules, entry, sentence) for key in keys)


def value_text(key: str, value: Setting) -> str:
    """A value as people read it, with its unit; a long list is counted."""
    if isinstance(value, tuple) and len(value) > _LISTED_AT_MOST:
        return f"{len(value)} Einträge"
    return setting_text(key, value)


def _cited(one: F, rules: Rules, phase: Phase | None) -> F:
    keys = _parameters(one.code, one.rule, phase)
    if not keys:
        return one
    entry = getattr(one, "field", None)
    if one.code in ENTRIES:
        keys = tuple(key for key in keys if entry in _listed(_read(key, rules)))
    found: Any = one
    sentence = getattr(one, "message", "")
    named: F = replace(found, values=deciding(keys, rules, entry, sentence))
    return named


@cache
def _parameters(code: str, rule: str, phase: Phase | None) -> tuple[str, ...]:
    kinds = dict.fromkeys((code, f"{code}/{rule}", f"{code}/{phase}"))
    return tuple(key for kind in kinds for key in DECIDED_BY.get(kind, ()))


def window_in_words(rules: Rules) -> str:
    """The use window of a payout: `2 Monate`, `6 Wochen`."""
    unit = "Monate" if rules.drawdown.use_window_unit == "months" else "Wochen"
    return f"{rules.drawdown.use_window_length} {unit}"


def _read(key: str, rules: Rules) -> Setting:
    found: Setting = getattr(getattr(rules, _GROUP_OF[key]), key)
    return found


def _listed(value: Setting) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _said(key: str, value: Setting, sentence: str) -> str | None:
    """The entry of this list that the sentence names."""
    if key not in _NAMED_AS or not isinstance(value, tuple):
        return None
    return next((one for one, name in _names(key, value) if name in sentence), None)


@cache
def _names(key: str, listed: tuple[object, ...]) -> tuple[tuple[str, str], ...]:
    """The entries of a list, each with how a sentence names it."""
    form = _NAMED_AS[key]
    return tuple((text, form.format(text.partition("=")[0])) for text in map(str, listed))


def _deciding(
    key: str, value: Setting, rules: Rules, entry: str | None, sentence: str
) -> DecidingValue:
    whole = rules.shown.get(key)
    if whole is None:  # the same for every row of the grant
        whole = rules.shown[key] = _whole(key, value, rules)
    said = entry if entry in _listed(value) else _said(key, value, sentence)
    return whole if said is None else replace(whole, value=value_text(key, said))


def _whole(key: str, value: Setting, rules: Rules) -> DecidingValue:
    source = rules.sources[key]
    return DecidingValue(
        parameter=key,
        label=LABELS[key],
        value=window_in_words(rules) if key == _WINDOW else value_text(key, value),
        pack=source.pack,
        pack_version=source.pack_version,
        citation=source.citation,
        confidence=source.confidence,
        set_by_grant=source.set_by_grant,
    )
