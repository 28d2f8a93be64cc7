"""What a field of a voucher row must say, by the state its events leave in clear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .printed import DIGITS, money

_AS_ENTERED = {
    "number": "number",
    "voucher_number": "voucher_number",
    "invoice_number": "invoice_number",
    "invoice_date": "invoice_date",
    "service_from": "service_from",
    "service_to": "service_to",
    "gross": "gross_cents",
    "vat": "vat_cents",
    "discount": "discount_cents",
    "retention": "retention_cents",
    "ineligible": "ineligible_cents",
    "allocation": "allocation_bp",
    "measure": "measure_id",
    "line": "budget_line",
}
_ADDED_UP = ("paid", "eligible")
_FILES = {"file": "voucher", "procurement": "procurement"}
_KINDS = {
    "voucher": "Beleg",
    "credit_note": "Gutschrift",
    "retention_release": "Auszahlung Einbehalt",
    "reversal": "Storno",
}
CATEGORIES = {
    "PERSONAL": ("Personalausgaben", "Personal"),
    "SACH": ("Sachausgaben", "Sachkosten"),
    "INVEST": ("Investitionen", "Investition"),
}
"""The word of today and the one earlier versions printed."""
_OPEN = ("creditor", "purpose", "reasons", "share", "attachment")
"""Columns whose values the events seal, or that the report computes for information only."""
_TOLD = ("paid_on", "booking", "category", "kind", "call", "refers_to")
KNOWN = frozenset((*_AS_ENTERED, *_ADDED_UP, *_FILES, *_TOLD, *_OPEN))
_OPENING, _LATE = "übernommen", "nach Abschluss erfasst"
_PLACE = ("product", "account", "cost_centre", "cost_unit")


def wanted(
    key: str, state: dict[str, Any], states: Mapping[str, Any], last_day: str, value: Any
) -> Any:
    """What must stand in the column `key`; `value` itself where the event leaves it open."""
    if key in _AS_ENTERED:
        return state[_AS_ENTERED[key]] if state[_AS_ENTERED[key]] != "" else None
    if key in _ADDED_UP:
        effects = state["assessment"]["effects"]
        return sum(one["cents"] for one in effects if one["kind"] == key and one["on"] <= last_day)
    if key == "paid_on":
        return state["assessment"]["effective_on"]
    if key in _FILES:
        return _file(key, state, value)
    if key == "booking":
        return _booking(state)
    return _told_as(key, state, states, value)


def _told_as(key: str, state: dict[str, Any], states: Mapping[str, Any], value: Any) -> Any:
    if key == "category":
        words = CATEGORIES.get(state["category"], (state["category"],))
        return value if value in words else words[0]
    if key == "kind":
        return _kind(state, value)
    if key == "call":  # a draft has a number that a report does not show
        return state["call"] if value is not None else None
    if key == "refers_to":
        origin = state["reversal_of"] or state["movement_of"]
        return states[origin]["number"] if origin in states else (value if origin else None)
    return value  # sealed texts and what the report itself computes


def _kind(state: dict[str, Any], value: Any) -> str:
    """Whether a half-year was closed already, other events tell: both are possible here."""
    name = _KINDS.get(state["kind"], state["kind"])
    plain = ", ".join((name, _OPENING) if state["opening"] else (name,))
    late = f"{plain}, {_LATE}"
    return late if value == late else plain


def _file(key: str, state: dict[str, Any], value: Any) -> Any:
    if key == "procurement" and state["procurement"]:
        return state["procurement"]
    found = [one["sha256"] for one in state["documents"] if one["kind"] == _FILES[key]]
    short = [one[:DIGITS] for one in found]
    if key == "procurement":
        found = short
    known = value in found or value in short  # lists of earlier programs have the beginning
    return value if known else (found[-1] if found else None)


def _booking(state: dict[str, Any]) -> str | None:
    """Where the city books it; several parts each with its amount."""
    parts = [
        f"{_place(one)}: {money(one['amount_cents'])}\u00a0€"
        for one in state.get("assignments") or ()
    ]
    return "; ".join(parts) or _place(state) or None


def _place(state: dict[str, Any]) -> str:
    found = [state.get(name) or "" for name in _PLACE]
    while found and not found[-1]:
        found.pop()
    return " / ".join(one or "–" for one in found)
