"""What the law of its day asks of a contract: procedure, value limits, clauses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.budget.domain.deciding_values import deciding
from services.budget.domain.parameters.procurement import LIMITS_OF
from services.budget.domain.procurement import Procurement
from services.budget.domain.procurement_words import (
    CLAUSE_RULES,
    CLAUSES,
    KINDS,
    PROCEDURES,
    REGIME_RULES,
    REGIMES,
)
from services.budget.domain.rulepack import Rules
from services.budget.domain.splitting import Contract, limit_of
from shared.errors import Violation
from shared.money import format_euro


def law_day(file: Procurement, today: date) -> date:
    """The day whose law governs the file: that of the contract, today before there is one."""
    return file.facts.contract_date or today


def contract_findings(file: Procurement, rules: Rules) -> Iterator[Violation]:
    """Every finding at a contract under `rules`, those of its day (PROC-02, PROC-03, PROC-06)."""
    law, facts = rules.procurement, file.facts
    rule = REGIME_RULES[law.procurement_regime]
    if facts.procedure and facts.procedure not in law.procurement_procedures:
        message = (
            f"Das Verfahren „{PROCEDURES[facts.procedure]}“ kennt das Recht am Tag des Vertrags "
            f"nicht ({REGIMES[law.procurement_regime]}). Bitte ein anderes nennen."
        )
        yield Violation("procedure_not_allowed", rule, message, field="procedure")
    limit = law.limit_cents(facts.procedure, facts.kind)
    if limit is not None and file.value_net_cents > limit:
        message = (
            f"Der Auftragswert von {format_euro(file.value_net_cents)} netto liegt über der "
            f"Grenze dieses Verfahrens von {format_euro(limit)} (Art des Auftrags: "
            f"{KINDS[facts.kind]}). Bitte das höhere Verfahren wählen."
        )
        values = deciding((LIMITS_OF[facts.kind], "procurement_regime"), rules)
        yield Violation("value_limit_exceeded", rule, message, field="procedure", values=values)
    for clause in law.procurement_clauses:
        if clause not in facts.clauses:
            message = (
                f"Im Vertrag fehlt die Klausel „{CLAUSES[clause]}“. Die Pflichten des Programms "
                "werden an Auftragnehmer weitergegeben; bitte vereinbaren und hier vermerken."
            )
            yield Violation(
                "clause_missing", CLAUSE_RULES.get(clause, "PROC-06"), message, field=clause
            )


def award_without_file(own: Contract, rules: Rules) -> list[Violation]:
    """The hint at an order or invoice without a file whose value is alone above the limit of the
    least formal procedure, which it counts as; `rules` are those of its contract's day."""
    limit = limit_of(own, rules)
    if own.has_file or limit is None or own.net_cents <= limit:
        return []
    law = rules.procurement
    message = (
        f"Der Auftragswert von {format_euro(own.net_cents)} netto liegt über der Grenze von "
        f"{format_euro(limit)}, bis zu der ein Auftrag ohne Vergabeakte als Direktauftrag gilt. "
        "Bitte eine Vergabeakte anlegen und nennen; dort stehen Verfahren und Art des Auftrags."
    )
    rule = REGIME_RULES[law.procurement_regime]
    values = deciding((LIMITS_OF[own.kind], "procurement_regime"), rules)
    return [
        Violation(
            "limit_without_file", rule, message, "warning", field="procurement_id", values=values
        )
    ]
