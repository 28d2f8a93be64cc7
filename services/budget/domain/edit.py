"""What an edit of a row may not turn it into (MUN-09, PLAN-01)."""

from __future__ import annotations

from collections.abc import Collection

from services.budget.domain.expenditure import Family, NewExpenditure, kind_of
from shared.errors import Violation


def check_edited(family: Family, after: NewExpenditure) -> list[Violation]:
    """Every reason why a row may not become `after`, beside the rules for a new entry."""
    found = []
    if kind_of(after) is not family.original.kind:
        message = (
            "Aus einem Auftrag wird keine Rechnung und umgekehrt. Bitte die Rechnung als eigene "
            "Ausgabe erfassen, die den Auftrag nennt."
        )
        found.append(Violation("kind_changes", "PLAN-01", message))
    if any(not one.is_reversed for one in family.movements):
        message = (
            f"Zur Nr. {family.original.number} gibt es Gutschriften oder Auszahlungen eines "
            "Einbehalts. Bitte zuerst diese stornieren."
        )
        found.append(Violation("movements_stand", "MUN-09", message))
    return found


def check_erased_texts(changed: Collection[str]) -> list[Violation]:
    """Every text that cannot be set any more: the key of the row's creditor was erased.

    `changed` are the text fields that would get another value.
    """
    message = (
        "Der Zahlungsempfänger dieser Ausgabe wurde gelöscht; ihre Texte lassen sich nicht mehr "
        "ändern. Bitte die Ausgabe stornieren und neu erfassen, wenn sie falsch ist."
    )
    return [Violation("creditor_erased", "GOB-01", message, field=name) for name in changed]
