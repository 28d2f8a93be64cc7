"""What is missing in a procurement file, and everything found at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from services.budget.domain.deciding_values import cited
from services.budget.domain.penalty import penalty_findings
from services.budget.domain.procurement import Procurement
from services.budget.domain.procurement_facts import contract_ahead
from services.budget.domain.procurement_law import contract_findings
from services.budget.domain.procurement_words import (
    ITEMS,
)
from services.budget.domain.rulepack import Rules
from services.budget.domain.splitting import Contract, contract_of, splitting_findings
from shared.errors import Violation


def wanted_items(file: Procurement, rules: Rules) -> tuple[str, ...]:
    """The items this file needs now: changes once there are some, the acceptance once delivered."""
    if file.facts.relation == "pass_on":
        return rules.procurement.pass_on_checklist
    not_yet = set()
    if not file.changes:
        not_yet.add("changes")
    if file.delivered_on is None:
        not_yet.add("acceptance")
    return tuple(one for one in rules.procurement.procurement_checklist if one not in not_yet)


def findings_of(
    file: Procurement,
    neighbours: Iterable[Contract],
    rules: Rules,
    today: date,
    company: str = "",
) -> list[Violation]:
    """Every gap and every finding; `rules` are those of `law_day`, `company` is the contractor as
    entered."""
    own = contract_of(file, 0, company)
    found = [
        *_item_gaps(file, rules),
        *_fact_gaps(file),
        *contract_ahead(file.facts, today),
        *(() if file.facts.relation == "pass_on" else contract_findings(file, rules)),
        *splitting_findings(own, neighbours, rules, file.facts.splitting_reason),
        *penalty_findings(file, today),
    ]
    return cited(found, rules)


def _item_gaps(file: Procurement, rules: Rules) -> Iterator[Violation]:
    rule = "PROC-08" if file.facts.relation == "pass_on" else "PROC-04"
    for item in wanted_items(file, rules):
        if file.files_of(item) or file.dispensed_reason(item):
            continue
        message = f"Es fehlt die Unterlage „{ITEMS[item]}“."
        yield Violation("procurement_item_missing", rule, message, field=item)


def _fact_gaps(file: Procurement) -> Iterator[Violation]:
    facts = file.facts
    is_contract = facts.relation == "contract"
    lacking = {
        "creditor": ("der Auftragnehmer oder Letztempfänger", not file.key_id),
        "contract_date": ("das Datum des Vertrags", facts.contract_date is None),
        "award_net_cents": ("der vereinbarte Nettobetrag", facts.award_net_cents is None),
        "procedure": ("das Verfahren", is_contract and not facts.procedure),
        "procedure_reason": (
            "die Begründung des Verfahrens",
            is_contract and not facts.procedure_reason.strip(),
        ),
    }
    rule = "PROC-04" if is_contract else "PROC-08"
    for field, (what, is_missing) in lacking.items():
        if is_missing:
            yield Violation("procurement_fact_missing", rule, f"Es fehlt {what}.", field=field)
