"""From the entitlement to the amount of a call: what is held back, deducted and rounded off.

Source: CALL-02, CALL-04 (final instalment), CALL-09 (least amount, step).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.budget.domain.entitlement import Entitlement, caps
from services.budget.domain.grant import Terms
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import format_euro, share_of


@dataclass(frozen=True)
class CallAmount:
    """`amount_cents` = entitlement - held back - earlier calls - rounded off; may be <= 0."""

    amount_cents: int
    held_back_cents: int = 0
    rounded_off_cents: int = 0


def amount_of(
    result: Entitlement, called_cents: int, terms: Terms, rules: Rules, *, is_final: bool
) -> CallAmount:
    """The amount of a call; the final one is neither held back nor rounded off."""
    if is_final:
        return CallAmount(result.amount_cents - called_cents)
    held_back = held_back_of(result, terms, rules)
    amount = result.amount_cents - held_back - called_cents
    step = rules.drawdown.call_round_to_cents
    off = amount % step if step and amount > 0 else 0
    return CallAmount(amount - off, held_back, off)


def held_back_of(result: Entitlement, terms: Terms, rules: Rules) -> int:
    """What of the entitlement waits for the proof of use (Schlussrate).

    The rate is one of the whole grant where the award notice names a maximum, so the early calls
    are paid in full; without a maximum it is one of the entitlement.
    """
    rate = rules.drawdown.final_rate_bp
    most = most_of_grant(terms, rules)
    whole = result.amount_cents if most is None else most
    ceiling = whole - share_of(whole, rate)
    return max(0, result.amount_cents - ceiling) if rate else 0


def most_of_grant(terms: Terms, rules: Rules) -> int | None:
    """The largest grant the award notice allows, or what it was reduced to (PLAN-05); None where
    there is no maximum."""
    max_eligible, max_grant = caps(terms, rules)
    of_cost = None if max_eligible is None else share_of(max_eligible, terms.funding_rate_bp)
    known = [one for one in (of_cost, max_grant, terms.reduced_to_cents) if one is not None]
    return min(known, default=None)


def check_amount(amount: CallAmount, rules: Rules, *, is_final: bool) -> list[Violation]:
    """`nothing_to_call` where nothing is left, saying why and what was called too much (E34);
    `call_below_minimum` where the pack sets a least amount."""
    cents, least = amount.amount_cents, rules.drawdown.call_min_cents
    if cents > 0:
        if is_final or cents >= least:
            return []
        message = (
            f"Abrufbar sind {format_euro(cents)}; ein Abruf lautet auf mindestens "
            f"{format_euro(least)}. Der Betrag kommt in den nächsten Abruf."
        )
        return [Violation("call_below_minimum", "CALL-09", message, field="period")]
    rule, message = _nothing(amount)
    return [Violation("nothing_to_call", rule, message, field="period")]


def exhausted_violations(
    amount: CallAmount, result: Entitlement, terms: Terms, rules: Rules
) -> Iterator[Violation]:
    """A warning where the last cent of the grant is asked for before the proof of use.

    The final instalment belongs to the proof; its size is in no source we know, so where the pack
    holds nothing back somebody has to look (CALL-04).
    """
    most = most_of_grant(terms, rules)
    if amount.amount_cents <= 0 or amount.rounded_off_cents or rules.drawdown.final_rate_bp:
        return
    if most is not None and result.amount_cents >= most:
        message = (
            f"Mit diesem Abruf wäre die ganze Zuwendung ({format_euro(most)}) abgerufen. In Phase "
            "B wird die Schlussrate mit dem Verwendungsnachweis abgerufen; bitte mit dem "
            "Zuwendungsgeber klären, wie viel bis dahin offenbleibt."
        )
        yield Violation("grant_exhausted", "CALL-04", message, "warning", "period")


def _nothing(amount: CallAmount) -> tuple[str, str]:
    if amount.rounded_off_cents:
        off = format_euro(amount.rounded_off_cents)
        return "CALL-09", f"Es gibt nichts abzurufen: {off} bleiben nach der Rundung übrig."
    if amount.held_back_cents > max(0, -amount.amount_cents):
        held = format_euro(amount.held_back_cents)
        return "CALL-04", (
            f"Es gibt nichts abzurufen: {held} sind bis zum Verwendungsnachweis einbehalten "
            "(Schlussrate) und kommen mit dem Schlussabruf."
        )
    if amount.amount_cents == 0:
        message = "Es gibt nichts abzurufen: alles bis dahin Abrufbare ist schon abgerufen."
        return "CALL-02", message
    return "CALL-08", (
        f"Es gibt nichts abzurufen: bisher wurden {format_euro(-amount.amount_cents)} zu viel "
        "abgerufen. Der Betrag mindert den nächsten Abruf; mit dem Verwendungsnachweis ist zu "
        "erstatten, was davon eingegangen ist (Festlegung „Erstattung“)."
    )
