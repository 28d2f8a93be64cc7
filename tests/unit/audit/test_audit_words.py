"""What `q` finds: words, their parts, and what is left out."""

import pytest

from contracts.envelope import Envelope, encode
from services.audit.domain.words import (
    matches,
    may_match,
    query_words,
    words_of_body,
    words_of_text,
)

UUID = "3f2a9c1e-0b7d-4e5f-8a6b-1c2d3e4f5a6b"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kosten für Müll", {"kosten", "für", "müll"}),
        ("RE-2026/0042", {"re-2026/0042", "2026", "0042"}),
        ("Straße", {"strasse"}),
        (UUID, {UUID}),
        (f"expenditure/{UUID}", {f"expenditure/{UUID}", "expenditure", UUID}),
        ("2026-03-15", {"2026-03-15"}),
        ("ELG-13", {"elg-13", "elg"}),
        ("…  !?", set()),
        ("a\x00b", {"a", "b"}),
        ("x" * 100, {"x" * 64}),
        ("ﬁnal", {"final"}),
    ],
)
def test_words_of_a_text(text, words):
    found = words_of_text(text)
    assert words <= found if "expenditure" in text else found == words


def body(**data):
    return encode(Envelope(UUID, "/budget", "funding.budget.plan.drafted.v1", "plan/P-1",
                           "2026-01-01T00:00:00.000Z", "clerk", "ok", data, "KFW-1"))  # fmt: skip


def test_strings_at_any_depth_are_found_keys_and_sealed_text_are_not():
    words = words_of_body(body(rows=[{"note": "Bagger"}], sealed_creditor="Q2lwaGVy", number=7))
    assert {"bagger", "plan/p-1", "kfw-1", "clerk", UUID} <= words
    assert not {"rows", "note", "q2lwagvy", "7"} & words


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"{}", b"[" * 100_000, b'{"data": 1}'])
def test_unreadable_bytes_have_no_words(body):
    assert words_of_body(body) == set()


@pytest.mark.parametrize(
    ("query", "expected"),
    [("bag", True), ("bagger rechnung", True), ("bagger kran", False), ("agger", False),
     ("re-2026", True), ("RE-2026/0042", True), ("0042", True), ("ba", False), ("am", True)],
)  # fmt: skip
def test_every_word_of_the_query_begins_a_word(query, expected):
    words = words_of_text("Rechnung RE-2026/0042 Bagger am Platz")
    assert matches(query_words(query), words) is expected


@pytest.mark.parametrize("query", ["bagger", "rechn", "müll", "final", "ﬁnal", "a/b", "kran"])
def test_the_quick_look_never_denies_what_matches(query):
    for text in ("Bagger", "RECHNUNG", "Müll", "M\\u00fcll", "ﬁnal", "final", "a/b", "kran"):
        made = b'{"data":{"x":"%s"}}' % text.encode()
        asked = query_words(query)
        assert may_match(asked, made) or not matches(asked, words_of_body(made))


def test_a_query_without_letters_asks_for_nothing():
    assert query_words(" ?! ") == []
