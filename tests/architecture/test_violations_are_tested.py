"""Every reason with which a rule can say no is said in some test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.code_base import PRODUCT, ROOT, named, trees

TESTS = ROOT / "tests"
WORD = re.compile(r"[a-z][a-z0-9_]+")
QUOTED = re.compile(r"""["'„]([a-z][a-z0-9_]+)["'“]""")


def _takers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Callables that take a parameter or field `code`: name and its position in a call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _taker(node.name, [one.arg for one in node.args.args])
        if isinstance(node, ast.ClassDef):
            fields = [
                one.target.id
                for one in node.body
                if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
            ]
            yield from _taker(node.name, fields)
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "__init__":
                    yield from _taker(node.name, [one.arg for one in method.args.args])


def _taker(name: str, parameters: list[str]) -> Iterator[tuple[str, int]]:
    bound = [one for one in parameters if one not in {"self", "cls"}]
    if "code" in bound:
        yield name, bound.index("code")


def _literal_codes(call: ast.Call, position: int) -> Iterator[str]:
    given = [one.value for one in call.keywords if one.arg == "code"]
    given += call.args[position : position + 1]
    for argument in given:
        # `"a" if … else "b"` is two codes; a code put together at run time cannot be searched
        parts = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def codes() -> dict[str, str]:
    """Every literal violation code of the product, with a file that uses it."""
    parsed = list(trees(*PRODUCT))
    positions = dict(taker for _, tree in parsed for taker in _takers(tree))
    return {
        code: named(path)
        for path, tree in parsed
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _called(call) in positions
        for code in _literal_codes(call, positions[_called(call)])
        if WORD.fullmatch(code)
    }


def quoted_in_tests() -> set[str]:
    """Every word that stands in quotes in a test, a step or a feature: `late` in a sentence or an
    id is no test of the code `late`."""
    texts = [*TESTS.rglob("*.py"), *TESTS.rglob("*.feature")]
    return {word for path in texts for word in QUOTED.findall(path.read_text("utf-8"))}


def test_the_search_finds_codes() -> None:
    assert len(codes()) > 20


def test_every_violation_code_occurs_in_a_test() -> None:
    tested = quoted_in_tests()
    untested = [f"{code} ({place})" for code, place in codes().items() if code not in tested]
    assert not untested, "\n".join(sorted(untested))
