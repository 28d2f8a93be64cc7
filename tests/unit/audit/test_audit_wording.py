"""Whoever reads the trail reads German: every event has words, and no two the same."""

from __future__ import annotations

from collections import Counter

from contracts.events import EVENT_TYPES
from services.audit.web.wording import event_label


def test_every_event_has_german_words_of_its_own() -> None:
    labels = {name: event_label(name) for name in EVENT_TYPES}
    assert [name for name, label in labels.items() if label == name] == []
    assert [label for label, count in Counter(labels.values()).items() if count > 1] == []


def test_an_unknown_type_is_shown_by_its_own_name() -> None:
    assert event_label("funding.budget.comet.seen.v1") == "funding.budget.comet.seen.v1"
    assert event_label(None) == "nicht lesbar"
