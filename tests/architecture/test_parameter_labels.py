"""Every parameter of a rule pack has a name that a finance officer can read."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from services.budget.domain.parameters import LABELS, SPECS
from services.budget.domain.setting_text import WORDS, expected_of, setting_text, stored_text

COUNTED = {"days": "Tage", "hours": "Stunden", "months": "Monate", "years": "Jahre"}
UNIT = re.compile(
    r"\bin (Tagen|Stunden|Monaten|Jahren|Basispunkten|Cent)\b|\b(Tage|Stunden|Monate|Jahre)\b"
)


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


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        (key, COUNTED[part])
        for key in SPECS
        for part in key.split("_")
        if part in COUNTED and not SPECS[key].expected.startswith("einer von")
    ],
)
def test_a_number_of_days_or_months_says_so(key: str, unit: str) -> None:
    assert setting_text(key, 14) == f"14 {unit}"
    assert setting_text(
        key, (f"{SPECS[key].words[0]}=3",) if SPECS[key].words else (3, 2)
    ).endswith(unit)


def test_a_label_leaves_the_unit_to_its_value() -> None:
    assert [label for label in LABELS.values() if UNIT.search(label)] == []
    for doubled in ("Abrufzeitraum in Monaten", "Tage bis zur Erfassung"):
        assert UNIT.search(doubled)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("call_interval_months", "3, 6 oder 12, Einheit: Monate"),
        ("line_tolerance_bp", "eine ganze Zahl von 0 bis 10000, Einheit: Basispunkte"),
        ("standard_vat_rates", f"{SPECS['standard_vat_rates'].expected}, Einheit: Basispunkte"),
        ("procurement_limits", f"{SPECS['procurement_limits'].expected}, Einheit: Cent"),
        ("partial_post_without_hours", "einer von warn, block"),
        ("rpa_required", "true oder false"),
    ],
)
def test_who_enters_a_bare_number_reads_its_unit(key: str, expected: str) -> None:
    assert expected_of(key) == expected
