"""A finding names the value that decided it, with pack, version and citation of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.assignment import category_violations
from services.budget.domain.cost_kinds import cost_kind_violations, firm
from services.budget.domain.deciding_values import DECIDED_BY, cited, deciding, value_text
from services.budget.domain.evidence import Phase
from services.budget.domain.parameters import LABELS
from services.budget.domain.plan import Category
from services.budget.domain.rulepack import OF_THE_NOTICE, Rules, resolve
from services.budget.domain.setting_text import stored_text
from services.budget.store.assessment_codec import (
    finding_to_json,
    violation_from_json,
    violation_to_json,
)
from shared.errors import Violation
from shared.web.rules import deciding_values
from tests.unit.budget.domain.examples import PACKS, an_entry

DAY = date(2026, 3, 15)


def rules(**settings: int | str) -> Rules:
    return resolve(PACKS, "kfw436-2020", settings, DAY)


def said(code: str, rule: str = "PLAN-02", field: str | None = None, phase: str = "B") -> Violation:
    [one] = cited([Violation(code, rule, "Satz.", field=field)], rules(), Phase(phase))
    return one


@pytest.mark.parametrize("kind", sorted(DECIDED_BY))
def test_every_code_of_the_table_names_label_value_and_source(kind: str) -> None:
    code, _, of = kind.partition("/")
    phase, rule = (of, "") if of in {"A", "B"} else ("B", of)
    entry = {"A": "proof_of_use_accepted", "B": "council_decision"}[phase]
    found = said(code, rule, entry, phase).values
    assert [one.parameter for one in found] == list(DECIDED_BY[kind])
    for one in found:
        assert one.label == LABELS[one.parameter]
        assert one.value and one.citation and one.confidence in {"H", "M", "L"}
        assert one.pack_version == PACKS[one.pack].version


def test_a_finding_without_pack_value_names_none() -> None:
    assert said("measure_unknown").values == ()


def test_the_award_stands_above_the_pack() -> None:
    [tolerance] = deciding(["line_tolerance_bp"], rules(line_tolerance_bp=1_000))
    assert (tolerance.value, tolerance.set_by_grant) == ("10\u00a0%", True)
    assert tolerance.citation == OF_THE_NOTICE


def test_a_finding_keeps_the_values_it_has() -> None:
    before = cited([Violation("line_exceeded", "PLAN-02", "Satz.")], rules())
    assert cited(before, rules(line_tolerance_bp=500)) == before


def test_the_proof_of_use_before_the_final_call_is_asked_for_by_the_law() -> None:
    assert said("gate_missing", "CALL-04", "proof_of_use_submitted").values == ()


def test_of_a_list_the_entry_that_asks_is_shown() -> None:
    [one] = said("gate_missing", "PRG-06", "council_decision").values
    assert one.value == "Ratsbeschluss"


@pytest.mark.parametrize(
    ("code", "rule", "field", "text"),
    [
        ("procurement_item_missing", "PROC-04", "award_note", "Vergabevermerk"),
        ("proof_attachment_missing", "VN-04", "inventory", "Inventar"),
        ("procurement_item_missing", "PROC-04", "sonstiges", "10 Einträge"),
    ],
)
def test_of_a_long_list_the_missing_entry_is_shown(
    code: str, rule: str, field: str, text: str
) -> None:
    assert [one.value for one in said(code, rule, field).values] == [text]


def test_of_the_blocked_words_the_one_that_was_found_is_shown() -> None:
    listed = rules()
    new = an_entry(purpose="Abendessen und Bewirtung der Gäste")
    [found] = cited(cost_kind_violations(new, Category.SACH, listed.expenditure), listed)
    stored = cited(firm([replace(found, values=())]), listed)
    assert [one.value for each in (found, *stored) for one in each.values] == ["Bewirtung"] * 2
    [unnamed] = cited([replace(found, message="Ein Wort.", values=())], listed)
    assert unnamed.values[0].value == "11 Einträge"


@pytest.mark.parametrize(
    ("account", "code", "text"),
    [
        ("521000", "account_category_differs", "52: Sachausgaben"),
        ("551000", "account_class_unknown", "9 Einträge"),
    ],
)
def test_of_the_account_classes_the_one_that_differs_is_shown(
    account: str, code: str, text: str
) -> None:
    listed = rules()
    classes = listed.expenditure.account_class_categories
    new = an_entry(account=account)
    [found] = cited(category_violations(new, "INVEST", classes), listed)
    assert (found.code, found.values[0].value) == (code, text)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("line_tolerance_bp", 2_000, "20\u00a0%"),
        ("inventory_threshold_cents", 80_000, "800,00\u00a0€"),
        ("notice_due_days", 1, "1 Tag"),
        ("notice_due_days", 14, "14 Tage"),
        ("proof_retention_years", 5, "5 Jahre"),
        ("call_interval_months", 6, "6 Monate"),
        ("proof_of_use_months_a", 12, "12 Monate"),
        ("proof_of_use_months_b", 1, "1 Monat"),
        ("productive_hours", 1_640, "1640 Stunden"),
        ("blocked_cost_words", tuple("abcdefg"), "7 Einträge"),
        ("standard_vat_rates", ("2021-01-01=1900",), "01.01.2021: 19\u00a0%"),
    ],
)
def test_values_are_read_with_their_unit(key: str, value: int | tuple[str, ...], text: str) -> None:
    assert value_text(key, value) == text


@pytest.mark.parametrize(
    ("points", "text"),
    [(500, "5 Prozentpunkte"), (333, "3,33 Prozentpunkte"), (0, "0 Prozentpunkte")],
)
def test_a_margin_on_another_rate_is_told_in_points(points: int, text: str) -> None:
    """§ 49a Abs. 3 VwVfG: five percentage points above the base rate (INT-01)."""
    assert value_text("interest_margin_bp", points).replace("\xa0", " ") == text
    assert stored_text("interest_margin_bp", str(points)).replace("\xa0", " ") == text


def test_the_use_window_has_its_unit() -> None:
    [one] = said("use_window_expired", "CALL-05").values
    assert one.value == "2 Monate"


def test_a_stored_finding_comes_back_with_its_values() -> None:
    one = said("line_exceeded")
    assert violation_from_json(finding_to_json(one)) == one
    assert violation_from_json(violation_to_json(one)).values == ()  # kept to be decided anew


@pytest.mark.parametrize("waiver", [[], ["W-1"]])
def test_findings_stored_before_are_read(waiver: list[str]) -> None:
    stored: list[str | None] = ["code", "PLAN-02", "Satz.", "error", None, *waiver]
    one = violation_from_json(stored)
    assert violation_to_json(one) == stored


def test_the_page_says_the_value_unless_the_sentence_does() -> None:
    values = deciding(["line_tolerance_bp", "line_warning_bp"], rules())
    first, second = deciding_values(values, "um mehr als 20\u00a0% überschritten")
    assert first == (
        "Zulässige Überschreitung eines Einzelansatzes – Regelpaket kfw436-2020, "
        "Fassung 2020.1: ANBest-P Nr. 1.2, hier nur als Hinweis"
    )
    assert "Vorwarnung beim Einzelansatz: 15\u00a0% – Regelpaket kfw436-2020" in second
    assert second.endswith(", unsicher belegt")


def test_a_number_within_another_does_not_say_it() -> None:
    values = deciding(["call_interval_months"], rules())
    assert "Abrufzeitraum: 6 Monate –" in deciding_values(values, "66 Monate nach der Zusage")[0]
    assert "Abrufzeitraum –" in deciding_values(values, "6 Monate nach der Zusage")[0]


def test_values_are_made_once_for_a_grant_and_anew_for_another_law() -> None:
    lenient, strict = rules(), rules(line_tolerance_bp=500)
    found = [deciding(["line_tolerance_bp"], one)[0] for one in (lenient, lenient, strict)]
    assert found[0] is found[1]
    assert [one.value for one in found] == ["20\u00a0%", "20\u00a0%", "5\u00a0%"]
    assert [one.set_by_grant for one in found] == [False, False, True]
