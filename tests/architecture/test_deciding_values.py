"""Whoever reads a value of a rule pack to decide, names it in what it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from services.budget.domain.deciding_values import DECIDED_BY, ENTRIES
from services.budget.domain.parameters import LABELS, SPECS
from tests.architecture.code_base import named, trees

SAYS: Final = {"Violation", "Missing"}
OTHER_LIMITS: Final = {"authority", "authority_entries"}
"""An authority has a limit of its own, under the name a pack's limit is asked by."""

NOT_DECIDED_BY: Final = {
    # function: codes it says for another reason than the parameter it reads
    "_award_warnings": {"rule_pack_too_new", "start_before_award"},
    "_certify_in": {"expenditure_unknown"},
    "_consent_violations": {"consent_missing", "rephasing_late"},
    "_evidence": {"hour_sheet_missing"},  # its value is handed in, see `without_hours`
    "_need_violations": {"need_purpose_missing", "amount_out_of_range"},
    "_transfer_violations": {"transfer_not_positive"},
    "check_amendment": {
        *("reference_missing", "amendment_empty", "change_unknown", "decided_in_future"),
    },
    "check_attachment": {"attachment_unknown", "reference_missing"},
    "check_draft": {"period_before_start", "period_not_over"},
    "check_grant": {"date_out_of_range"},
    "check_publication": {"publication_in_future"},
    "check_reallocation": {"shifts_missing", "reason_missing"},
    "show_invoice": {"invoice_unknown"},
    "_files": {"voucher_file"},
    "_payment": {"payment"},
    "_audit_violations": {"scope_missing", "sample_empty", "sample_large"},
    "_certification_violations": {"certified_by_recorder"},
    "check_certification": {"already_certified", "certified_by_recorder"},
    "_line_violations": {"line_exceeded_by_authority"},  # an authority asked for it
    "_period_violations": {"period_not_begun"},
    "_programme_warnings": {"cap_missing"},  # no cap at all, whatever the basis
    "_value_violations": {"amount_out_of_range", "eligible_above_gross", "eligible_missing"},
    "check_amount": {"nothing_to_call"},
    "missing_for_proof": {"proof_statement_unsigned"},  # two persons by the law of the house
    "nonsense": {"budget_year_invalid", "service_reversed", "text_missing"},
}


def parameters_behind() -> dict[str, set[str]]:
    """Attribute name → parameters: the fields, and what methods of a group read of them."""
    found = {key: {key} for key in SPECS}
    for tree in (tree for _, tree in trees("services/budget/domain/parameters")):
        for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
            read = {one.attr for one in ast.walk(function) if isinstance(one, ast.Attribute)}
            if read & SPECS.keys():
                found[function.name] = read & SPECS.keys()
    return found


def said_and_read() -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Module, function, codes it says, parameters it or a function of its module it calls reads."""
    behind = parameters_behind()
    for path, tree in trees("services/budget/domain", "services/budget/usecases"):
        if path.stem in OTHER_LIMITS:
            continue
        functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        read = {one.name: _read(one, behind) for one in functions}
        for function in functions:
            nodes = list(ast.walk(function))
            codes = {code for one in nodes if (code := _code(one))}
            called = {name for one in nodes if (name := _called(one))} & read.keys()
            keys = read[function.name].union(*(read[name] for name in called))
            if codes and keys:
                yield named(path), function.name, codes, keys


def _read(function: ast.FunctionDef, behind: dict[str, set[str]]) -> set[str]:
    attributes = {one.attr for one in ast.walk(function) if isinstance(one, ast.Attribute)}
    return {key for one in attributes for key in behind.get(one, ())}


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return ""


def _code(node: ast.AST) -> str:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
        return ""
    first = node.args[0]
    is_said = node.func.id in SAYS and isinstance(first, ast.Constant)
    return str(first.value) if is_said and isinstance(first, ast.Constant) else ""


def keys_of(code: str) -> set[str]:
    return {key for kind, keys in DECIDED_BY.items() if kind.split("/")[0] == code for key in keys}


def test_every_code_whose_function_reads_a_value_names_one_it_reads() -> None:
    silent = [
        (module, function, code)
        for module, function, codes, read in said_and_read()
        for code in codes - NOT_DECIDED_BY.get(function, set())
        if not keys_of(code) & read
    ]
    assert silent == []


def test_the_search_finds_what_it_looks_for() -> None:
    """It must not pass because it finds nothing: these are read and said in one function each."""
    found = {(code, key) for _, _, codes, read in said_and_read() for code in codes for key in read}
    assert {
        ("line_exceeded", "line_tolerance_bp"),
        ("value_limit_exceeded", "procurement_limits"),  # through a method of its group
        ("payment_proof", "payment_proof"),
        ("entered_late", "entry_within_days"),
        ("not_inventoried", "inventory_threshold_cents"),
        ("sample_small", "audit_sample_share_bp"),
    } <= found
    assert len({code for code, _ in found if keys_of(code)}) >= 30


def test_an_exception_is_one() -> None:
    """An entry of the list above that no function says any more, or that names its value, goes."""
    needed = {
        (function, code)
        for _, function, codes, read in said_and_read()
        for code in codes
        if not keys_of(code) & read
    }
    listed = {(function, code) for function, codes in NOT_DECIDED_BY.items() for code in codes}
    assert listed - needed == set()


def test_the_table_names_parameters_and_codes_there_are() -> None:
    assert {key for keys in DECIDED_BY.values() for key in keys} <= SPECS.keys() == LABELS.keys()
    elsewhere = {
        one.value
        for path, tree in trees("services/budget/domain", "services/budget/usecases")
        if path.stem != "deciding_values"
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    assert {kind.split("/")[0] for kind in DECIDED_BY} | ENTRIES <= elsewhere
