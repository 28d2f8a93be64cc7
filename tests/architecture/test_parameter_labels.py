"""Every parameter of a rule pack has a name that a finance officer can read."""

from __future__ import annotations

from collections import Counter

from services.budget.domain.parameters import LABELS, SPECS
from services.budget.domain.setting_text import WORDS, setting_text, stored_text


def test_every_parameter_has_a_german_label_of_its_own() -> None:
    assert LABELS.keys() == SPECS.keys()
    assert [key for key, label in LABELS.items() if not label[:1].isupper() or "_" in label] == []
    assert [label for label, times in Counter(LABELS.values()).items() if times > 1] == []


def test_every_word_a_parameter_takes_is_said_in_german() -> None:
    unsaid = [word for spec in SPECS.values() for word in spec.words if word not in WORDS]
    assert unsaid == []


def test_values_carry_their_unit() -> None:
    assert setting_text("line_tolerance_bp", 2_000) == "20\u00a0%"
    assert setting_text("procurement_limits", ("direct=2500000",)) == (
        "Direktauftrag: 25.000,00\u00a0€"
    )
    assert stored_text("line_warning_bp", "1500") == "15\u00a0%"
    assert stored_text("line_excess", "warn") == "nur Hinweis"
