"""The parameters a rule pack may set: type and range of each. An unknown key stops the start.

What a parameter means stands at the field of `rulepack.Rules` that bears its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

Setting = int | str | bool | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True)
class Spec:
    """What values a parameter takes; `expected` says so in German."""

    expected: str
    accepts: Callable[[Setting], bool]


def _choice(*values: str) -> Spec:
    return Spec("einer von " + ", ".join(values), lambda value: value in values)


def _whole(low: int, high: int) -> Spec:
    return Spec(
        f"eine ganze Zahl von {low} bis {high}",
        lambda value: (
            isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        ),
    )


def _texts(*allowed: str) -> Spec:
    return Spec(
        "eine Liste aus " + ", ".join(allowed),
        lambda value: isinstance(value, tuple) and all(one in allowed for one in value),
    )


def _numbers(low: int, high: int) -> Spec:
    one = _whole(low, high)
    return Spec(
        f"eine Liste ganzer Zahlen von {low} bis {high}",
        lambda value: isinstance(value, tuple) and bool(value) and all(map(one.accepts, value)),
    )


_YES_NO: Final = Spec("true oder false", lambda value: isinstance(value, bool))
_GATES: Final = _texts(
    "council_decision",
    "committee_decision",
    "ministry_approval",
    "phase_b_documents",
    "proof_of_use_accepted",
)
_CENTS: Final = _whole(0, 10**13 - 1)

SPECS: Final[Mapping[str, Spec]] = {
    "cap_basis": _choice("eligible", "grant"),
    "certification_persons": _whole(1, 2),
    "external_certifications": _YES_NO,
    "payment_proof": _choice("reference", "file"),
    "procurement_required": _YES_NO,
    "income_treatment": _choice("reduce_base", "record_only"),
    "line_excess": _choice("warn", "block"),
    "line_tolerance_bp": _whole(0, 10_000),
    "line_warning_bp": _whole(0, 10_000),
    "call_interval_months": Spec("3, 6 oder 12", lambda value: value in (3, 6, 12)),
    "call_mode": _choice("reimbursement", "advance"),
    "prepaid_by": _choice("days", "months"),
    "contract_exempt_categories": _texts("PERSONAL", "SACH", "INVEST"),
    "phase_b_gates": _GATES,
    "phase_a_receipt_gates": _GATES,
    "funding_rates_bp": _numbers(1, 10_000),
    "cap_phase_a_cents": _CENTS,
    "cap_phase_b_cents": _CENTS,
    "first_measures_cap_cents": _CENTS,
    "first_measures_cap_active": _YES_NO,
    "proof_of_use_months_a": _whole(1, 240),
    "proof_of_use_months_b": _whole(1, 240),
    "day_count": _choice("act/365", "act/act", "30/360"),
}


def as_setting(value: object) -> Setting:
    """A value read from TOML or JSON: lists become tuples, everything else stays as it is."""
    if isinstance(value, list):
        return tuple(value)
    return value  # type: ignore[return-value]  # `Spec.accepts` judges whatever came in
