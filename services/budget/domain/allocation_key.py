"""Allocation keys of mixed use: documented with reason, version and approver (ELG-08)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.deciding_values import cited
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.register import measure_violations, text_violations
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import format_percent_bp

STATES: Final = {"proposed": "vorgeschlagen", "approved": "genehmigt", "ended": "beendet"}
_WHOLE: Final = 10_000


@dataclass(frozen=True)
class NewAllocationKey:
    """The project share of something used for other purposes too, in basis points.

    `basis` says where the share comes from (areas, heads, hours), `documented_on` when that was
    written down; `measure_id` is empty where the key holds for all measures.
    """

    measure_id: str
    name: str
    share_bp: int
    basis: str
    documented_on: date
    status: str = "proposed"


def check_allocation_key(
    new: NewAllocationKey, measures: Collection[str], _rules: Rules, today: date
) -> list[Violation]:
    """Every reason against this key."""
    texts = {"name": ("die Bezeichnung", new.name), "basis": ("die Grundlage", new.basis)}
    found = [
        *measure_violations(new.measure_id, measures, "ELG-08", required=False),
        *text_violations(texts, "ELG-08"),
    ]
    if not 0 < new.share_bp < _WHOLE:
        message = "Ein Schlüssel liegt über 0 % und unter 100 %."
        found.append(Violation("share_out_of_range", "ELG-08", message, field="share_bp"))
    if new.documented_on > today:
        message = "Der Schlüssel ist zu dokumentieren, bevor danach gebucht wird."
        found.append(Violation("documented_in_future", "ELG-08", message, field="documented_on"))
    if new.status not in STATES:
        message = f"Den Stand „{new.status[:20]}“ gibt es nicht."
        found.append(Violation("allocation_key_state", "ELG-08", message, field="status"))
    return found


def approval_violations(
    before: NewAllocationKey | None, after: NewAllocationKey, recorders: Collection[str], by: str
) -> list[Violation]:
    """A key is proposed first and approved by somebody who wrote none of its versions.

    Whatever is changed at an approved key, except its end, needs a new approval.
    """
    if after.status != "approved":
        return []
    if before is None or before.status != "proposed" or before.share_bp != after.share_bp:
        message = "Ein Schlüssel wird erst vorgeschlagen und dann unverändert genehmigt."
        return [Violation("allocation_key_not_proposed", "ELG-08", message, field="status")]
    if by in recorders:
        message = "Wer den Schlüssel vorgeschlagen hat, genehmigt ihn nicht."
        return [Violation("four_eyes_creator", "MUN-03", message, field="status")]
    return []


def key_violations(
    new: NewExpenditure, keys: Iterable[NewAllocationKey], rules: Rules
) -> list[Violation]:
    """A share below 100 % rests on an approved key, where the pack asks for the register."""
    if rules.expenditure.allocation_keys != "register" or not 0 < new.allocation_bp < _WHOLE:
        return []
    fitting = (
        one.status == "approved"
        and one.share_bp == new.allocation_bp
        and one.measure_id in ("", new.measure_id)
        for one in keys
    )
    if any(fitting):
        return []
    share = format_percent_bp(new.allocation_bp)
    message = (
        f"Für den Projektanteil {share} gibt es keinen genehmigten Schlüssel dieser Maßnahme. "
        "Bitte zuerst im Register der Schlüssel dokumentieren und genehmigen lassen."
    )
    found = Violation("allocation_key_missing", "ELG-08", message, field="allocation_bp")
    return cited([found], rules)
