"""No splitting: contracts of one creditor on one subject are added up over months (PROC-05)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.budget.domain.procurement import Procurement
from services.budget.domain.rulepack import Rules
from shared.errors import Severity, Violation
from shared.money import format_euro
from shared.periods import add_months, german_date


@dataclass(frozen=True)
class Neighbour:
    """Another contract of the grant, as far as the sum looks at it."""

    number: int
    file: Procurement


def splitting_findings(
    file: Procurement, neighbours: Iterable[Neighbour], rules: Rules
) -> list[Violation]:
    """A finding where contracts that only together exceed the limit of the procedure were let
    one by one.

    Added up are contracts of the same creditor in the same measure or with the same words as
    subject, dated in the months before this one (the day itself counts, the same day of the first
    month does not), as far as their procedure has a limit too. More than the limit is too much. A
    reason in the file, which a second person releases, makes a warning of it where the pack blocks.
    """
    on, limit = file.facts.contract_date, rules.procurement.limit_cents(file.facts.procedure)
    if on is None or limit is None or not file.key_id or file.facts.relation != "contract":
        return []
    since = add_months(on, -rules.procurement.splitting_months)
    beside = [one for one in neighbours if _belongs(one.file, file, since, rules)]
    total = file.value_net_cents + sum(one.file.value_net_cents for one in beside)
    if not beside or total <= limit or file.value_net_cents > limit:
        return []  # alone above the limit is another finding
    numbers = ", ".join(str(one.number) for one in beside)
    message = (
        f"Seit {german_date(since)} gingen an denselben Auftragnehmer für denselben Gegenstand "
        f"zusammen {format_euro(total)} netto (mit Vergabeakte {numbers}); die Grenze des "
        f"Verfahrens sind {format_euro(limit)}. "
    )
    reason = file.facts.splitting_reason.strip()
    advice = (
        "Warum nicht aufgeteilt wurde, steht in der Akte."
        if reason
        else "Bitte begründen, dass nicht aufgeteilt wurde, oder das höhere Verfahren wählen."
    )
    blocks = rules.procurement.procurement_splitting == "block" and not reason
    severity: Severity = "error" if blocks else "warning"
    field = "splitting_reason"
    return [Violation("contract_split", "PROC-05", message + advice, severity, field)]


def _belongs(other: Procurement, file: Procurement, since: date, rules: Rules) -> bool:
    ours, theirs = file.facts, other.facts
    on, day = ours.contract_date, theirs.contract_date
    return (
        on is not None
        and day is not None
        and since < day <= on
        and other.key_id == file.key_id
        and theirs.relation == "contract"
        and rules.procurement.limit_cents(theirs.procedure) is not None
        and (theirs.measure_id == ours.measure_id or _plain(theirs.subject) == _plain(ours.subject))
    )


def _plain(subject: str) -> str:
    """Words in lower case, whatever stands between them."""
    return " ".join(re.findall(r"\w+", subject.casefold()))
