"""Whatever the house says no to, it says what would make it pass: every code has a remedy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from contracts.rulebook.finding_remedies import has_remedy, remedy_sentence
from contracts.rulebook.reading_remedies import READINGS
from contracts.rulebook.refusal_remedies import ENDINGS, REFUSALS
from tests.architecture.code_base import named, trees

SAYERS: Final = {
    "Violation", "Missing", "Rejection", "RowFault", "CellFault", "EntryFault", "BookingFault",
    "UnreadableValue", "unreadable", "_unreadable", "_fault", "_finding", "_refused",
    "Unavailable",
}  # fmt: skip
"""Names of the calls that say a finding, a gap, a fault of a file or a refusal."""

PLACE: Final = {"RowFault": 1, "Rejection": 2, "Unavailable": 1}
"""Where the code stands, if it is not the first argument."""

CODE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def said() -> Iterator[tuple[str, str]]:
    """Every code that a call names, as a text or by a constant, with its module."""
    constants = _constants()
    for path, tree in trees("services", "shared"):
        if "render" in path.parts:  # what a drawn page cannot show is no finding
            continue
        for node in ast.walk(tree):
            for code in _codes(node, constants):
                if CODE.fullmatch(code):
                    yield code, named(path)


def _constants() -> dict[str, str]:
    """The texts that modules give a name."""
    return {
        target.id: node.value.value
        for _, tree in trees("services", "shared")
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def _codes(node: ast.AST, constants: dict[str, str]) -> list[str]:
    if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):  # code and sentence
        code, *said = node.value.elts
        return _texts(code, constants) if len(said) == 1 and _is_sentence(said[0]) else []
    if not isinstance(node, ast.Call):
        return []
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name not in SAYERS:
        return []
    given = {one.arg: one.value for one in node.keywords}
    place = PLACE.get(name, 0)
    first = node.args[place] if len(node.args) > place else given.get("code")
    return _texts(first, constants)


def _is_sentence(value: ast.AST) -> bool:
    """A text with places for values, as a reason is said."""
    return isinstance(value, ast.JoinedStr)


def _texts(value: ast.AST | None, constants: dict[str, str]) -> list[str]:
    """The texts an expression may be: itself, a constant's, or either side of a condition."""
    if isinstance(value, ast.Constant):
        return [str(value.value)]
    if isinstance(value, ast.Name):
        return [constants[value.id]] if value.id in constants else []
    if isinstance(value, ast.IfExp):
        return [*_texts(value.body, constants), *_texts(value.orelse, constants)]
    return []


def test_every_code_that_is_said_has_a_remedy() -> None:
    silent = sorted({(code, module) for code, module in said() if not has_remedy(code)})
    assert silent == []


def test_the_search_finds_what_it_looks_for() -> None:
    """It must not pass because it finds nothing: one of each kind of call, and many in all."""
    codes = {code for code, _ in said()}
    assert {
        "line_exceeded",
        "payment_proof",
        "hours_over_day",
        "vat_invalid",
        "zip_invalid",
        "batch_side",
        "negative_invoice",
        "xml_too_deep",
        "invoice_deviates",
        "vat_rounding",
    } <= codes
    assert len(codes) > 550


def test_no_code_is_remedied_that_nothing_says() -> None:
    """A line of the tables whose code nothing says any more goes."""
    texts = {
        one.value
        for path, tree in trees("services", "shared", "contracts")
        if not path.name.endswith("_remedies.py")
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    computed = {f"http_{status}" for status in range(400, 500)}
    assert sorted({*REFUSALS, *READINGS} - texts - computed) == []


def test_no_code_stands_in_two_tables() -> None:
    assert set(REFUSALS) & set(READINGS) == set()


def test_every_end_is_said() -> None:
    """An end that no code without a remedy of its own has goes."""
    codes = {code for code, _ in said()} - {*REFUSALS, *READINGS}
    assert sorted(end for end in ENDINGS if not any(one.endswith(end) for one in codes)) == []


@pytest.mark.parametrize("code", sorted({*REFUSALS, *READINGS, *(f"x{end}" for end in ENDINGS)}))
def test_a_remedy_is_a_sentence_of_german(code: str) -> None:
    text = remedy_sentence(code)
    assert text[0].isupper() and text.endswith(".") and not text.endswith("..")
    assert "_" not in text and len(text) <= 80


def test_an_unknown_code_is_told_apart() -> None:
    assert not has_remedy("no_such_code")
    assert has_remedy("voucher_in_future") and not has_remedy("future")
