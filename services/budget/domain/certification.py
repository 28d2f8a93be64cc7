"""Sachliche und rechnerische Feststellung: who may certify what (MUN-01 to MUN-03)."""

from __future__ import annotations

from services.budget.domain.expenditure import CertificationKind, Row
from services.budget.domain.rulepack import Rules
from shared.errors import Violation


def check_certification(
    row: Row, kind: CertificationKind, by: str, rules: Rules
) -> list[Violation]:
    """Every reason why `by` may not give this certification now."""
    raise NotImplementedError


def check_certification_withdrawal(row: Row, kind: CertificationKind, by: str) -> list[Violation]:
    """Only the own certification, and only until the row is called."""
    raise NotImplementedError


def check_return(row: Row, reason: str) -> list[Violation]:
    """May a certifier return the row to its recorder, with a reason?"""
    raise NotImplementedError


def check_edit(row: Row) -> list[Violation]:
    """While a certification stands nothing is edited; nor is what is called or reversed."""
    raise NotImplementedError
