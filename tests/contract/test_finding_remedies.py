"""No finding leaves its reader with the question what to do: every code has a remedy."""

from __future__ import annotations

import ast
from typing import Final

from contracts.rulebook.finding_remedies import has_remedy, remedy_for
from contracts.rulebook.finding_words import known_codes
from contracts.rulebook.gate_remedies import GATE_REMEDIES
from services.budget.domain.deciding_values import DECIDED_BY
from services.budget.domain.evidence import GATE_LABELS
from shared.web.rules import remedy
from tests.architecture.code_base import trees

STORED: Final = {
    "admission", "assessment", "assignment", "cost_kinds", "evidence", "exchange", "findings",
    "line_limits", "missing", "movement_effects", "penalty", "period_rules", "personnel_checks",
    "plan", "plausibility", "procurement_findings", "procurement_law", "publication", "relations",
    "software", "splitting", "timeliness",
}  # fmt: skip
"""Modules whose findings and gaps stay with something stored until somebody does something."""

OF_A_FORM: Final = {"published_on_missing", "publication_in_future", "software_state_unknown",
                    "exchange_in_future", "penalty_above_due", "penalty_not_agreed"}  # fmt: skip
"""What these modules say to a form that is not stored: the sentence at its field says enough."""


def said() -> set[str]:
    """Codes that the modules above say, as they stand in a call or in a table of codes."""
    calls = [
        node
        for path, tree in trees("services/budget/domain")
        if path.stem in STORED
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    return {
        str(first.value)
        for call in calls
        if getattr(call.func, "id", "") in {"Violation", "Missing"} and call.args
        for first in call.args[:1]
        if isinstance(first, ast.Constant)
    }


def test_every_code_with_words_has_a_remedy() -> None:
    assert len(known_codes()) > 100
    assert sorted(code for code in known_codes() if not has_remedy(code)) == []


def test_every_finding_that_stays_has_a_remedy() -> None:
    codes = said()
    assert {"line_exceeded", "payment_proof", "clause_missing", "entered_late"} <= codes
    assert sorted(code for code in codes - OF_A_FORM if not has_remedy(code)) == []


def test_every_finding_that_a_pack_value_decides_has_a_remedy() -> None:
    codes = {kind.split("/")[0] for kind in DECIDED_BY}
    assert sorted(code for code in codes if not has_remedy(code)) == []


def test_a_remedy_is_an_instruction() -> None:
    for code in sorted(known_codes()):
        text = remedy_for(code)
        assert text != code and "_" not in text and not text.endswith(".") and len(text) < 80, text


def test_every_condition_of_a_call_has_a_remedy_of_its_own() -> None:
    """Which document, who files it, where; none of them is another's."""
    kinds = {kind.value for kind in GATE_LABELS}
    assert kinds == set(GATE_REMEDIES)
    advice = {kind: remedy_for("gate_missing", kind) for kind in kinds}
    assert len(set(advice.values())) == len(kinds)
    for kind, text in advice.items():
        assert "Fördermittelsachbearbeitung" in text and "„Nachweise“" in text, kind
        assert len(text) < 190 and not text.endswith("."), text
        assert remedy("gate_missing", "Es fehlt etwas.", kind) == text


def test_a_condition_nobody_knows_still_says_something() -> None:
    assert remedy_for("gate_missing", "neu") == remedy_for("gate_missing")
    assert remedy_for("voucher_file", "council_decision") == remedy_for("voucher_file")


def test_a_sentence_that_asks_is_not_asked_again() -> None:
    assert remedy("voucher_file", "Die Datei des Belegs fehlt.") == "die Datei des Belegs ablegen"
    assert remedy("line_exceeded", "Überschritten. Bitte mitteilen.") == ""
    assert remedy("no_such_code", "Satz.") == ""
