"""Whole states that events carry, so that a listener never has to ask back.

Money in integer cents, rates in basis points, dates as days of law (Europe/Berlin).
Fields named `sealed_*` are AES-256-GCM under the key `key_id`, nonce and ciphertext in base64;
their additional data is the event id, a slash and the field name without `sealed_`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.events.accounts import AccountAssignment
from contracts.events.call_parts import CallNeed, CallUse
from contracts.events.findings import DecidingValue, Finding

EffectKind = Literal["committed", "paid", "deductible_vat", "eligible", "expected_eligible"]
RowKind = Literal["voucher", "order", "credit_note", "retention_release", "reversal"]
RowStatus = Literal["committed", "recorded", "claimable", "called"]
CertificationKind = Literal["factual", "arithmetical"]
Category = Literal["PERSONAL", "SACH", "INVEST"]
SourceKind = Literal["grant", "own", "federal", "other_public", "private"]
Light = Literal["green", "amber", "red"]
PlanBasis = Literal["award", "change_approved", "internal"]


@dataclass(frozen=True)
class Step:
    """One named step from gross to eligible; steps add up to the eligible amount exactly."""

    rule: str
    label: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Effect:
    """From day `on` (inclusive) the sum `kind` of the grant changes by `cents` (signed)."""

    on: date
    kind: EffectKind
    cents: int


@dataclass(frozen=True)
class Assessment:
    """What budget decided about one row under `rule_pack` in `rule_pack_version`; `values` decided
    its findings and gaps, each once, and are empty in events before that field."""

    status: RowStatus
    effective_on: date | None
    eligible_cents: int
    paid_cents: int
    committed_cents: int
    expected_eligible_cents: int
    steps: tuple[Step, ...]
    effects: tuple[Effect, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    rule_pack: str
    rule_pack_version: str
    values: tuple[DecidingValue, ...] = ()


@dataclass(frozen=True)
class FiledDocument:
    """A file in the content-addressed store: kind and SHA-256 (hex)."""

    kind: str
    sha256: str


@dataclass(frozen=True)
class Certification:
    """A certification that stands; `imported` when taken over from the finance system.

    `deputy_for` is whose authority it rests on where a deputy gave it (i. V.), `office` the German
    name of the role it was given in; empty in earlier versions and where imported."""

    kind: CertificationKind
    actor: str
    at: str
    imported: bool = False
    deputy_for: str | None = None
    office: str = ""


@dataclass(frozen=True)
class ExpenditureSnapshot:
    """One row of a grant as it stands after the event, with its whole assessment.

    `assignments` is empty where `product`, `account` and `cost_centre` bear the whole voucher.
    `reverse_charge_vat_cents` is the tax the city owes beside the invoice (§ 13b UStG).
    `procurement_id` is the file the row names; a part invoice without one belongs to its order's.
    `*_digest` are those of sealed words (`contracts.word_digest`), None before and once erased.
    """

    expenditure_id: str
    number: int
    grant_id: str
    kind: RowKind
    budget_line: str
    measure_id: str
    category: Category
    key_id: str
    sealed_creditor: str
    sealed_purpose: str
    sealed_allocation_reason: str | None
    sealed_ineligible_reason: str | None
    gross_cents: int
    vat_cents: int
    vat_deductible_bp: int
    discount_cents: int
    retention_cents: int
    allocation_bp: int
    ineligible_cents: int
    contract_date: date | None
    service_from: date
    service_to: date
    voucher_number: str | None
    invoice_number: str | None
    invoice_date: date | None
    payment_date: date | None
    budget_year: int | None
    product: str | None
    account: str | None
    cost_centre: str | None
    commitment_id: str | None
    split_of: str | None
    instalment_of: str | None
    replaces: str | None
    reversal_of: str | None
    reversed_by: str | None
    movement_of: str | None
    drawdown_id: str | None
    opening: bool
    recorded_by: str
    recorded_at: str
    documents: tuple[FiledDocument, ...]
    certifications: tuple[Certification, ...]
    assessment: Assessment
    reverse_charge_vat_cents: int = 0
    assignments: tuple[AccountAssignment, ...] = ()
    procurement_id: str | None = None
    payment_recorded_at: str | None = None
    creditor_digest: str | None = None
    purpose_digest: str | None = None
    allocation_reason_digest: str | None = None
    ineligible_reason_digest: str | None = None


@dataclass(frozen=True)
class TermsVersion:
    """Terms of the award from the award notice or an amendment.

    In force on a day once `valid_from` has come and it was known here (`known_on`, the day of its
    confirmation; for the award notice the same as `valid_from`). `plan_total` says whether the
    plan's total caps the eligible cost (`cap`); `first_measures_cap_cents` is the cap of the first
    measures of phase A, none where it rests; by more than `line_tolerance_bp` no line may be
    exceeded (None in events from before it was told). `proof_attachments`: the kinds that belong to
    the proof of use of the grant's phase (VN-04; empty in events from before it was told),
    `proof_values` what asks for them, with these kinds as codes.
    """

    version: int
    reference: str
    valid_from: date
    known_on: date
    funding_rate_bp: int
    max_eligible_cents: int | None
    max_grant_cents: int | None
    period_start: date
    period_end: date
    earliest_contract_date: date
    payments_until: date
    cap_basis: str
    income_treatment: str
    rule_pack: str
    rule_pack_version: str
    rule_settings: dict[str, str]
    plan_total: str = "warn"
    first_measures_cap_cents: int | None = None
    line_tolerance_bp: int | None = None
    proof_attachments: tuple[str, ...] = ()
    proof_values: tuple[DecidingValue, ...] = ()


@dataclass(frozen=True)
class Gate:
    """A condition for the release of a call and whether its document is on file."""

    kind: str
    rule: str
    satisfied: bool


@dataclass(frozen=True)
class GrantSnapshot:
    """One commitment of the funder with all versions of its terms, oldest first."""

    grant_id: str
    programme_id: str
    title: str
    phase: Literal["A", "B"]
    status: Literal["proposed", "active"]
    award_notice_number: str
    award_date: date
    terms: tuple[TermsVersion, ...]
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class MeasureSnapshot:
    """A measure of the strategy; `lead` is a pseudonymous user id, `partners` organisations."""

    measure_id: str
    grant_id: str
    title: str
    action_field: str
    participation_origin: str
    lead: str
    period_start: date
    period_end: date
    strategy_reference: str
    first_measure: bool = False
    charta_reference: str = ""
    goal: str = ""
    partners: str = ""


@dataclass(frozen=True)
class Milestone:
    """A milestone of a measure; `done_on` None while it is open."""

    title: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class MeasureStatus:
    """How a measure stands at the end of `period` (`2026-Q1`); a person decided the light.

    `milestones` is text to print; `listed_milestones` the same, where entered one by one.
    """

    period: str
    light: Light
    proposed_light: Light
    criteria: tuple[str, ...]
    reason: str
    milestones: str
    risk: str
    decision_needed: str
    listed_milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class PlanLine:
    """One budget line of one measure; `years` maps a budget year to cents, adding up."""

    budget_line: str
    measure_id: str
    category: Category
    planned_cents: int
    years: dict[str, int]


@dataclass(frozen=True)
class FundingSource:
    """Who covers how much of a plan."""

    source_kind: SourceKind
    source: str
    amount_cents: int


@dataclass(frozen=True)
class DrawdownSnapshot:
    """A call for funds; cumulative sums as of the last day of `period`.

    `entitlement_cents` is on the cumulative sum plus `need_cents`, the needs asked for ahead with
    their `need_reason`; the amount is less what is held back until the proof of use and what was
    rounded off. `signatories` are ids of the register of who may sign. `values` are those of the
    rule pack that ask for the gates, whose kinds are their codes; empty in events before this.
    """

    drawdown_id: str
    grant_id: str
    number: int
    period: str
    kind: Literal["interim", "final"]
    status: Literal[
        "draft", "partly_released", "released", "withdrawn", "submitted", "decided", "received"
    ]
    cumulative_eligible_cents: int
    entitlement_cents: int
    previously_called_cents: int
    amount_cents: int
    approved_cents: int | None
    received_cents: int | None
    released_on: date | None
    submitted_on: date | None
    decided_on: date | None
    received_on: date | None
    expenditure_count: int
    gates: tuple[Gate, ...]
    rule_pack: str
    rule_pack_version: str
    opening: bool
    need_cents: int = 0
    need_reason: str = ""
    needs: tuple[CallNeed, ...] = ()
    held_back_cents: int = 0
    rounded_off_cents: int = 0
    uses: tuple[CallUse, ...] = ()
    signatories: tuple[str, ...] = ()
    values: tuple[DecidingValue, ...] = ()


@dataclass(frozen=True)
class HeldRole:
    """A role for one grant, or for all present and future ones (`grant_id` None).

    `until` is the last day (ISO 8601) it counts, that day included; None: until taken away.
    """

    role: str
    grant_id: str | None
    until: str | None = None


@dataclass(frozen=True)
class TokenRecord:
    """SHA-256 (hex) of a bearer token and the instant it ends."""

    token_hash: str
    expires_at: str


@dataclass(frozen=True)
class AccessSnapshot:
    """What a user may do; no name, no password. A session older than `session_revision` ended."""

    user_id: str
    locked: bool
    session_revision: int
    roles: tuple[HeldRole, ...]
    tokens: tuple[TokenRecord, ...]
