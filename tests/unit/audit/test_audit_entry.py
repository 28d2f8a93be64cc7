"""Deriving columns agrees with the contract and keeps out what no database stores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import Envelope, UnreadableEnvelope, decode, encode
from services.audit.domain.entry import MAX_TEXT, NOTHING, derive, subjects_in

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


def made(**changes):
    values = {
        "id": "1", "source": "/budget", "type": "a.b.c.d.v1", "subject": "x/1",
        "time": "2026-01-01T00:00:00.000Z", "actor": "clerk", "outcome": "ok", "data": {},
    }  # fmt: skip
    return encode(Envelope(**(values | changes)))


@given(TEXT, TEXT, TEXT, st.none() | TEXT, st.lists(TEXT, max_size=4))
def test_columns_are_what_the_envelope_says(identity, subject, actor, grant_id, related):
    body = made(
        id=identity, subject=subject, actor=actor, grant_id=grant_id, data={"related": related}
    )
    derived, envelope = derive(body), decode(body)
    assert derived.readable
    assert (derived.event_id, derived.subject, derived.actor, derived.grant_id) == (
        envelope.id, envelope.subject, envelope.actor, envelope.grant_id,
    )  # fmt: skip
    assert subjects_in(derived.related) == related


@given(st.binary(max_size=60))
def test_any_bytes_can_be_received(body):
    try:
        decode(body)
    except UnreadableEnvelope:
        assert derive(body) == NOTHING


@pytest.mark.parametrize(
    "changes",
    [{"id": ""}, {"time": "2026-01-01"}, {"time": "2026-01-01T00:00:00.000+01:00"},
     {"actor": "a\x00"}, {"subject": "x" * (MAX_TEXT + 1)}, {"data": {"related": ["a\nb"]}},
     {"data": {"related": ["x" * (MAX_TEXT + 1)]}}, {"data": {"related": {"a": 1}}}],
)  # fmt: skip
def test_what_a_database_could_not_keep_is_unreadable(changes):
    assert derive(made(**changes)) == NOTHING


def test_long_texts_within_the_limit_are_kept():
    assert derive(made(subject="x" * MAX_TEXT, actor="y" * MAX_TEXT)).readable
