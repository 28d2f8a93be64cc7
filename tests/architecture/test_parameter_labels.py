"""Every parameter of a rule pack has a name that a finance officer can read."""

from __future__ import annotations

from collections import Counter

from services.budget.domain.parameters import LABELS, SPECS


def test_every_parameter_has_a_german_label_of_its_own() -> None:
    assert LABELS.keys() == SPECS.keys()
    assert [key for key, label in LABELS.items() if not label[:1].isupper() or "_" in label] == []
    assert [label for label, times in Counter(LABELS.values()).items() if times > 1] == []
