"""A reader finds things when files are short and the shared ground stays small."""

from __future__ import annotations

import ast
import re
from statistics import median

from tests.architecture.code_base import EVERYTHING, PRODUCT, ROOT, files, lines, named, trees

LONGEST = 350
LONGEST_TEST = 450  # a test file is read from top to bottom, one scene after the other
# of the services' lines: more would mean that business code went where all must follow it
SHARED_AT_MOST = 0.25
BUSINESS = re.compile(
    r"expenditure|voucher|invoice|drawdown|measure|commitment|creditor|reallocation|entitlement"
    r"|funding|budget_line|eligib",
    re.IGNORECASE,
)


def test_the_median_file_is_short() -> None:
    assert median(lines(path) for path in files(*PRODUCT)) < 100


def test_no_file_is_long() -> None:
    long = [
        (named(path), lines(path))
        for path in files(*EVERYTHING)
        if lines(path) > (LONGEST_TEST if path.name.startswith("test_") else LONGEST)
    ]
    assert not long


def test_the_naive_model_stays_naive() -> None:
    """Whoever doubts a sum reads it whole."""
    assert lines(ROOT / "tests/unit/budget/naive.py") < 150


def test_shared_stays_small() -> None:
    shared = sum(lines(path) for path in files("shared"))
    services = sum(lines(path) for path in files("services"))
    assert shared <= SHARED_AT_MOST * services


def test_shared_knows_no_business_word() -> None:
    kinds = (ast.ClassDef, ast.FunctionDef)
    found = [
        f"{named(path)}: {node.name}"
        for path, tree in trees("shared")
        for node in ast.walk(tree)
        if isinstance(node, kinds) and BUSINESS.search(node.name)
    ]
    found += [named(path) for path in files("shared") if BUSINESS.search(path.name)]
    assert not found
