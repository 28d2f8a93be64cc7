"""Events carry each deciding value once, with the codes it decided."""

from __future__ import annotations

from datetime import date

from services.budget.domain.deciding_values import cited
from services.budget.domain.missing import Missing
from services.budget.domain.rulepack import resolve
from services.budget.usecases.told_values import told_values
from shared.errors import Violation
from tests.unit.budget.domain.examples import PACKS

RULES = resolve(PACKS, "kfw436-2020", {}, date(2026, 3, 15))


def test_a_value_that_decided_two_findings_is_told_once() -> None:
    found = [
        Violation("line_exceeded", "PLAN-02", "a"),
        Violation("line_near_limit", "PLAN-02", "b"),
        Violation("measure_unknown", "PRG-05", "c"),
    ]
    told = {one.parameter: one.codes for one in told_values(cited(found, RULES))}
    assert told == {
        "line_tolerance_bp": ("line_exceeded", "line_near_limit"),
        "line_excess": ("line_exceeded",),
        "line_warning_bp": ("line_near_limit",),
    }


def test_gaps_tell_theirs() -> None:
    [told] = told_values(cited([Missing("payment_proof", "ELG-12", "fehlt")], RULES))
    assert (told.pack, told.pack_version) == ("komhvo-nrw", "2024.1")
    assert told.value == "Zahlungsreferenz"
