"""Sachliche und rechnerische Feststellung: who may certify what (MUN-01 to MUN-03).

Whether a person holds the role is not asked here; only what the law says of persons and states.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.budget.domain.deciding_values import cited
from services.budget.domain.expenditure import CertificationKind, Kind, Row
from services.budget.domain.row_state import (
    called_violations,
    reason_violations,
    reversed_violations,
)
from services.budget.domain.rulepack import Rules
from shared.errors import Violation

_NAMES: Final = {
    CertificationKind.FACTUAL: "sachliche",
    CertificationKind.ARITHMETICAL: "rechnerische",
}


def check_certification(
    row: Row, kind: CertificationKind, by: str, rules: Rules
) -> list[Violation]:
    """Every reason why `by` may not give this certification now; possible before payment."""
    found = [*_kind_violations(row), *reversed_violations(row), *called_violations(row)]
    if any(one.kind is kind for one in row.certifications):
        message = f"Die {_NAMES[kind]} Richtigkeit der Nr. {row.number} ist schon festgestellt."
        found.append(Violation("already_certified", "MUN-01", message))
    if by in row.recorders:
        message = (
            "Wer eine Ausgabe erfasst, eingelesen oder geändert hat, darf sie nicht feststellen. "
            "Bitte eine andere Person um die Feststellung bitten."
        )
        found.append(Violation("certified_by_recorder", "MUN-02", message))
    by_same_person = any(one.by == by and one.kind is not kind for one in row.certifications)
    if by_same_person and rules.expenditure.certification_persons > 1:
        message = (
            "Sachliche und rechnerische Richtigkeit stellen zwei verschiedene Personen fest; "
            "die eine Feststellung stammt schon von dieser Person."
        )
        found.append(Violation("certified_by_one_person", "MUN-03", message))
    return cited(found, rules)


def check_certification_withdrawal(row: Row, kind: CertificationKind, by: str) -> list[Violation]:
    """Only the own certification, and only until the row is called."""
    found = [*reversed_violations(row), *called_violations(row)]
    standing = [one for one in row.certifications if one.kind is kind]
    if not standing:
        message = f"Die {_NAMES[kind]} Richtigkeit der Nr. {row.number} ist nicht festgestellt."
        found.append(Violation("not_certified", "MUN-01", message))
    elif all(one.by != by for one in standing):
        message = (
            "Zurücknehmen kann eine Feststellung nur, wer sie getroffen hat. "
            "Andere geben die Ausgabe mit Grund zurück."
        )
        found.append(Violation("certification_of_other", "MUN-03", message))
    return found


def check_return(row: Row, reason: str) -> list[Violation]:
    """May a certifier return the row to its recorder? Its certifications then fall away."""
    return [
        *_kind_violations(row),
        *reversed_violations(row),
        *called_violations(row),
        *reason_violations(reason, "MUN-01"),
    ]


def check_edit(row: Row) -> list[Violation]:
    """While a certification stands nothing is edited; nor is what is called or reversed."""
    found = [*reversed_violations(row), *called_violations(row)]
    if row.kind.is_movement:
        message = "Gutschriften und Auszahlungen werden nicht geändert, sondern storniert."
        found.append(Violation("reversal_is_final", "MUN-09", message))
    if row.certifications:
        message = (
            f"Die Ausgabe Nr. {row.number} ist festgestellt und damit gesperrt. "
            "Bitte zuerst die Feststellung zurücknehmen oder die Ausgabe zurückgeben lassen."
        )
        found.append(Violation("certification_stands", "MUN-01", message))
    return found


def _kind_violations(row: Row) -> Iterator[Violation]:
    if row.kind is Kind.ORDER:
        message = "Ein Auftrag wird nicht festgestellt; festgestellt werden seine Rechnungen."
        yield Violation("order_not_certified", "MUN-01", message)
    if row.kind.is_movement:
        message = "Diese Zeile trägt die Feststellungen der Ausgabe, zu der sie gehört."
        yield Violation("movement_not_certified", "MUN-01", message)
