"""The compliance matrix: which rule holds, where it is decided, what proves it, and did it pass.

`make matrix` prints it with the last results; `make goldens` writes the file that the product
carries (without results, so that the same sources give the same bytes).
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from typing import Final

from contracts.rulebook import RULEBOOK, RegisteredRule
from contracts.rulebook.matrix import MATRIX, NO_PACK, MatrixRow, Result, last_checked, load_results
from services.budget.domain.parameters import Setting
from services.budget.domain.rulepack import Parameter
from services.budget.rulepacks import load
from tests.contract.said_codes import said
from tests.contract.scenarios import scenarios

_WIDTH: Final = 100


def rows() -> list[MatrixRow]:
    """One row per rule, by family and number."""
    proven: dict[str, list[str]] = {}
    for scenario in scenarios():
        for rule_id in scenario.rules:
            proven.setdefault(rule_id, []).append(scenario.key)
    packs, reasons, findings = _packs_by_rule(), _reasons(), _codes_by_rule()
    return [
        _row(
            rule,
            packs.get(rule.id, [NO_PACK]),
            reasons.get(rule.id),
            proven.get(rule.id, []),
            sorted(findings.get(rule.id, ())),
        )
        for family in RULEBOOK.families
        for rule in family.rules
    ]


def _row(
    rule: RegisteredRule,
    packs: list[str],
    inactive: str | None,
    proven: list[str],
    findings: list[str],
) -> MatrixRow:
    return MatrixRow(
        id=rule.id,
        title=rule.title,
        citation=rule.citation,
        confidence=rule.confidence,
        active=rule.active,
        inactive=inactive,
        decided_in=rule.decided_in,
        packs=tuple(packs),
        scenarios=tuple(proven),
        proof=rule.proof,
        findings=tuple(findings),
    )


SWITCHES: Final[Mapping[str, Setting]] = {
    "allocation_keys": "open",
    "call_min_cents": 0,
    "call_round_to_cents": 0,
    "certification_authority": "open",
    "exchange_months": 0,
    "final_rate_bp": 0,
    "first_measures_cap_active": False,
    "interim_due_months_after_year_end": 0,
    "kfw_retention_years": 0,
    "open_source_duty": False,
    "opencode_expected": False,
    "phase_a_receipt_gates": (),
    "phase_b_gates": (),
    "procurement_required": False,
    "publication_marks": (),
    "rpa_required": False,
}
"""The value with which a parameter switches a duty off; the pack's citation says why.

Elsewhere zero or an empty list switches nothing off: without a list of accounts every account
counts, without a binding period of the pack the award's holds."""


def is_off(one: Parameter) -> bool:
    """Whether the pack switches off what the parameter asks for."""
    return one.key in SWITCHES and one.value == SWITCHES[one.key]


def _reasons() -> dict[str, str]:
    """Why a rule rests, as the pack says that lists it."""
    return {one.rule: one.reason for pack in load().values() for one in pack.inactive}


@cache
def _codes_by_rule() -> dict[str, set[str]]:
    """What is said under a rule, by its code: findings, gaps and refusals."""
    found: dict[str, set[str]] = {}
    for one in said():
        for rule_id in one.rules:
            found.setdefault(rule_id, set()).add(one.code)
    return found


def _packs_by_rule() -> dict[str, list[str]]:
    """Per rule id `pack version: parameter`, with a word where the pack switches it off, and the
    packs whose law it is though it reads no value of them or rests."""
    found: dict[str, list[str]] = {}
    for pack in sorted(load().values(), key=lambda one: one.id):
        for parameter in pack.parameters:
            for rule_id in parameter.rules:
                off = " (ausgeschaltet)" if is_off(parameter) else ""
                named = f"{pack.id} {pack.version}: {parameter.key}{off}"
                if named not in found.setdefault(rule_id, []):
                    found[rule_id].append(named)
        for rule_id in pack.without_value:
            found.setdefault(rule_id, []).append(f"{pack.id} {pack.version}: ohne eigenen Wert")
        for one in pack.inactive:
            found.setdefault(one.rule, []).append(f"{pack.id} {pack.version}: ruht")
    return found


def matrix_text() -> str:
    """The file that the product carries, the same bytes for the same sources."""
    content = {"rules": [asdict(row) for row in rows()]}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    MATRIX.write_text(matrix_text(), "utf-8")


def printed(found: list[MatrixRow], results: Mapping[str, Result]) -> Iterator[str]:
    """The matrix for a terminal, line by line, with a summary at the end."""
    for row in found:
        yield f"{row.id:<8} {row.title} [{row.confidence}]"
        yield from _part("Stand", ["gilt" if row.active else f"ruht: {row.inactive}"])
        yield from _part("Fundstelle", [row.citation])
        yield from _part("Regelpaket", row.packs)
        yield from _part("entschieden", row.decided_in)
        yield from _part("Szenario", [_with_result(one, results) for one in row.scenarios])
        yield from _part("Nachweis", row.proof)
        yield ""
    active = sum(row.active for row in found)
    yield f"{len(found)} Regeln: {active} gelten, {len(found) - active} ruhen mit Grund."
    keys = {key for row in found for key in row.scenarios}
    if not results:
        yield f"{len(keys)} Szenarien. Was aus ihnen wird, sagt ein Lauf: make features"
        return
    checked = last_checked(keys, results)
    if checked is None:
        yield f"{len(keys)} Szenarien, keines davon gelaufen."
        return
    of = "diese Fassung" if checked.is_of_this_edition else "eine andere Fassung als diese"
    yield (
        f"{len(keys)} Szenarien, zuletzt geprüft {checked.at}: {checked.passed} bestanden, "
        f"{checked.failed} fehlgeschlagen, {checked.open} nicht mitgelaufen; Fassung "
        f"{checked.edition or 'unbekannt'} ({of})."
    )


def _with_result(scenario: str, results: Mapping[str, Result]) -> str:
    """Where nothing has run at all, a result behind each line would say nothing."""
    return f"{scenario} · {_said(results.get(scenario))}" if results else scenario


def _part(label: str, values: list[str] | tuple[str, ...]) -> Iterator[str]:
    for number, value in enumerate(values):
        head = f"         {label if number == 0 else '':<12} "
        yield textwrap.fill(value, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head))


def _said(result: Result | None) -> str:
    if result is None:
        return "nicht gelaufen"
    return result.words if result.is_of_this_edition else f"{result.words} (andere Fassung)"


if __name__ == "__main__":
    print("\n".join(printed(rows(), load_results())))
