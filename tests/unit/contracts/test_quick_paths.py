"""The quick ways accept and write exactly what the slow ones do."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from contracts.canonical import canonical_bytes
from contracts.events.budget import ExpenditureRecorded
from contracts.events.snapshots import Assessment, Effect, ExpenditureSnapshot, Step
from contracts.quick_check import quick_check
from contracts.schema import schema_of, to_payload

_ASSESSMENT = Assessment(
    status="recorded",
    effective_on=date(2026, 2, 3),
    eligible_cents=1,
    paid_cents=1,
    committed_cents=0,
    expected_eligible_cents=0,
    steps=(Step("ELG-05", "Rechnung", 1),),
    effects=(Effect(date(2026, 2, 3), "paid", 1),),
    missing=("payment",),
    findings=(),
    rule_pack="p",
    rule_pack_version="1",
)
_TEXTS = ("expenditure_id", "grant_id", "budget_line", "measure_id", "key_id", "sealed_creditor")
_NAMES = [
    one for one in ExpenditureSnapshot.__dataclass_fields__ if one.endswith(("_cents", "_bp"))
]


def _payload() -> Any:
    values: dict[str, Any] = dict.fromkeys(ExpenditureSnapshot.__dataclass_fields__)
    values |= dict.fromkeys(_TEXTS, "x") | dict.fromkeys(_NAMES, 1)
    values |= {
        "number": 1,
        "kind": "voucher",
        "category": "SACH",
        "sealed_purpose": "p",
        "service_from": date(2026, 1, 1),
        "service_to": date(2026, 1, 2),
        "opening": False,
        "recorded_by": "u",
        "recorded_at": "2026-01-01T00:00:00.000Z",
        "documents": (),
        "certifications": (),
        "assessment": _ASSESSMENT,
    }
    return to_payload(ExpenditureRecorded(ExpenditureSnapshot(**values), None, ("grant/g",)))


def test_a_whole_event_is_accepted_at_once() -> None:
    assert quick_check(ExpenditureRecorded)(_payload())
    assert not schema_of(ExpenditureRecorded)().validate(_payload())


_ODD = st.sampled_from(
    [None, "", "x", 1, 2**60, True, 1.5, [], ["x"], {}, "2026-02-30", "2026-01-01"]
)


@given(path=st.sampled_from(sorted(_payload()["expenditure"])), odd=_ODD)
def test_what_is_quickly_accepted_is_accepted_by_the_schema(path: str, odd: Any) -> None:
    payload = copy.deepcopy(_payload())
    payload["expenditure"][path] = odd
    if quick_check(ExpenditureRecorded)(payload):
        assert not schema_of(ExpenditureRecorded)().validate(payload)


@given(name=st.sampled_from(sorted(_payload()["expenditure"]["assessment"])), odd=_ODD)
def test_the_same_one_level_deeper(name: str, odd: Any) -> None:
    payload = copy.deepcopy(_payload())
    payload["expenditure"]["assessment"][name] = odd
    if quick_check(ExpenditureRecorded)(payload):
        assert not schema_of(ExpenditureRecorded)().validate(payload)


_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(_TEXT, inner),
)


@given(_JSON)
def test_canonical_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)
