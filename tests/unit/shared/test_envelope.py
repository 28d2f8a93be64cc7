"""The canonical bytes are for ever: frozen vectors, and a judge that is not ours."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import (
    MAX_EVENT_BYTES,
    Envelope,
    EventTooLarge,
    UnreadableEnvelope,
    decode,
    encode,
)

ENVELOPE = Envelope(
    id="6f0f1c1e-0000-4000-8000-000000000001",
    source="/budget",
    type="funding.budget.expenditure.recorded.v1",
    subject="expenditure/E-1",
    time="2026-02-15T08:30:00.000Z",
    actor="U-1",
    outcome="ok",
    grant_id="Z-1",
    data={"gross_cents": 25050, "purpose": "Müll & „Zitat“ €", "related": ["measure/M-1"]},
)
FROZEN = (
    '{"actor":"U-1","data":{"gross_cents":25050,"purpose":"Müll & „Zitat“ €","related":'
    '["measure/M-1"]},"datacontenttype":"application/json","grantid":"Z-1",'
    '"id":"6f0f1c1e-0000-4000-8000-000000000001","outcome":"ok","source":"/budget",'
    '"specversion":"1.0","subject":"expenditure/E-1","time":"2026-02-15T08:30:00.000Z",'
    '"type":"funding.budget.expenditure.recorded.v1"}'
)


def test_bytes_are_frozen() -> None:
    assert encode(ENVELOPE).decode() == FROZEN
    assert hashlib.sha256(b"\x00" + encode(ENVELOPE)).hexdigest() == (
        hashlib.sha256(b"\x00" + FROZEN.encode()).hexdigest()
    )


def test_round_trip() -> None:
    assert decode(encode(ENVELOPE)) == ENVELOPE
    assert decode(encode(ENVELOPE)).related == ("measure/M-1",)


def test_a_cloudevents_library_reads_it() -> None:
    event = JSONFormat().read(CloudEvent, encode(ENVELOPE))
    assert event.get_id() == ENVELOPE.id
    assert event.get_type() == ENVELOPE.type
    assert event.get_extension("grantid") == "Z-1"


def test_the_grant_is_absent_where_there_is_none() -> None:
    assert b"grantid" not in encode(replace(ENVELOPE, grant_id=None))


def test_floats_are_refused() -> None:
    with pytest.raises(ValueError, match="float"):
        encode(replace(ENVELOPE, data={"list": [{"amount": 1.5}]}))


def test_the_limit_is_60000_bytes() -> None:
    room = MAX_EVENT_BYTES - len(encode(replace(ENVELOPE, data={"text": ""})))
    assert len(encode(replace(ENVELOPE, data={"text": "x" * room}))) == MAX_EVENT_BYTES
    with pytest.raises(EventTooLarge):
        encode(replace(ENVELOPE, data={"text": "x" * (room + 1)}))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        b"{}",
        FROZEN.replace('"outcome":"ok"', '"outcome":"vielleicht"').encode(),
        FROZEN.replace('"grantid":"Z-1"', '"grantid":5').encode(),
        FROZEN.replace('"type":', '"typ":').encode(),
        b"[" * 100_000,
    ],
)
def test_strange_bytes_are_named_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableEnvelope):
        decode(body)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_any_payload_keeps_its_meaning_and_one_form(value: Any) -> None:
    try:
        body = encode(replace(ENVELOPE, data={"value": value}))
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert encode(decode(body)) == body
    assert decode(body).data == {"value": value}
