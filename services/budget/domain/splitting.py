"""No splitting: contracts of one creditor on one subject are added up over months (PROC-05)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.budget.domain.deciding_values import deciding
from services.budget.domain.duplicate import is_one_company
from services.budget.domain.parameters.procurement import LIMITS_OF
from services.budget.domain.procurement import Procurement
from services.budget.domain.rulepack import Rules
from shared.errors import Severity, Violation
from shared.money import format_euro
from shared.periods import add_months, german_date

UNTOLD = "services"
"""Nor does anybody say what it buys: its limit is that of services, the lowest one."""
WITHOUT_FILE = "direct"
"""Nobody wrote down how a contract without a file was let: it counts as the least formal one."""

NAMED_AT_MOST = 10
"""Where more belong together not all need to be read: their sum is told as a least one."""


@dataclass(frozen=True)
class Contract:
    """A contract as the sum looks at it: that of a procurement file, or an order or invoice
    without one.

    `company` is the contractor as entered, `key_id` the key its name shares with the same name
    under another legal form. `number` is that of the file or of the expenditure, of a line of a
    list (`is_listed`) its place there; one of another grant (`is_elsewhere`) is never named,
    because not everybody may read that grant.
    """

    number: int
    company: str
    key_id: str
    measure_id: str
    subject: str
    on: date
    net_cents: int
    procedure: str = WITHOUT_FILE
    kind: str = UNTOLD
    has_file: bool = True
    is_elsewhere: bool = False
    is_listed: bool = False


def contract_of(
    file: Procurement, number: int, company: str = "", *, is_elsewhere: bool = False
) -> Contract | None:
    """The contract of a file; None before there is one, and for money passed on (PROC-08)."""
    facts = file.facts
    if facts.contract_date is None or not file.key_id or facts.relation != "contract":
        return None
    return Contract(
        number=number,
        company=company,
        key_id=file.key_id,
        measure_id=facts.measure_id,
        subject=facts.subject,
        on=facts.contract_date,
        net_cents=file.value_net_cents,
        procedure=facts.procedure,
        kind=facts.kind,
        is_elsewhere=is_elsewhere,
    )


def first_day(on: date, rules: Rules) -> date:
    """The day after which contracts count together with one of `on`."""
    return add_months(on, -rules.procurement.splitting_months)


def days_around(own: Contract, rules: Rules) -> tuple[date, date]:
    """Contracts dated after the first of these days up to the second can count with this one."""
    after = first_day(own.on, rules)
    return after, add_months(own.on, rules.procurement.splitting_months) - timedelta(days=1)


def splitting_findings(
    own: Contract | None, neighbours: Iterable[Contract], rules: Rules, reason: str = ""
) -> list[Violation]:
    """A finding where contracts that only together exceed the limit of the procedure were let
    one by one.

    Added up are contracts of the same company in the same measure or with the same words as
    subject, in any grant, of one kind, dated in the months before this one (the day itself counts,
    the same day of the first month does not), as far as their procedure has a limit too. Later
    ones count where one of the two has no file: in whatever order they come, whoever completes the
    sum hears of it. More than the limit is too much. A `reason` in
    the file, which a second person releases, makes a warning of it where the pack blocks.
    """
    if own is None:
        return []
    limit = limit_of(own, rules)
    if limit is None or own.net_cents > limit:
        return []  # alone above the limit is another finding (procurement_law)
    around = counted(own, neighbours, rules)
    if own.net_cents + sum(one.net_cents for one in around) <= limit:
        return []  # nor is it more in any of the months among them
    until, beside = _fullest(own, around, rules)
    if own.net_cents + sum(one.net_cents for one in beside) <= limit:
        return []
    blocks = rules.procurement.procurement_splitting == "block" and not reason.strip()
    severity: Severity = "error" if blocks else "warning"
    message = f"{_sum_of(own, beside, limit, until, rules)} {_advice(own, reason)}"
    field = "splitting_reason" if own.has_file else "procurement_id"
    keys = ("splitting_months", LIMITS_OF[own.kind], "procurement_splitting")
    values = deciding(keys, rules)
    return [Violation("contract_split", "PROC-05", message, severity, field, values=values)]


def counted(own: Contract, neighbours: Iterable[Contract], rules: Rules) -> list[Contract]:
    """Those that can count together with a contract."""
    after, until = days_around(own, rules)
    return [
        one
        for one in neighbours
        if after < one.on <= until and _is_told_here(one, own) and _belongs(one, own, rules)
    ]


def _is_told_here(other: Contract, own: Contract) -> bool:
    """Of two files the later one tells: files are looked at again with every act and every day.
    Rows are not, so one entered behind a later contract tells itself, and so does a file."""
    return other.on <= own.on or not (own.has_file and other.has_file)


def _fullest(
    own: Contract, beside: Sequence[Contract], rules: Rules
) -> tuple[date, list[Contract]]:
    """The last day and the contracts of those months that hold this one and sum up to most; the
    earliest of several."""
    best: tuple[int, date, list[Contract]] = (-1, own.on, [])
    for end in sorted({own.on, *(one.on for one in beside if one.on > own.on)}):
        after = first_day(end, rules)
        if after >= own.on:
            break
        found = [one for one in beside if after < one.on <= end]
        best = max(best, (sum(one.net_cents for one in found), end, found), key=lambda one: one[0])
    return best[1], best[2]


def limit_of(one: Contract, rules: Rules) -> int | None:
    """Up to which net value a contract could be let as it was; None without a limit."""
    return rules.procurement.limit_cents(one.procedure, one.kind)


def _belongs(other: Contract, own: Contract, rules: Rules) -> bool:
    return (
        other.key_id == own.key_id
        and is_one_company(other.company, own.company)
        and limit_of(other, rules) is not None
        and _is_one_kind(other, own)
        and (
            other.measure_id == own.measure_id
            or plain_subject(other.subject) == plain_subject(own.subject)
        )
    )


def _is_one_kind(other: Contract, own: Contract) -> bool:
    """Works do not count with services. What a contract without a file buys is not known: it counts
    with every kind, but the limit of its own is not measured on works."""
    if not other.has_file:
        return True
    return other.kind == own.kind if own.has_file else other.kind != "works"


def _sum_of(
    own: Contract, beside: Sequence[Contract], limit: int, until: date, rules: Rules
) -> str:
    """What is added up. Of other grants neither number nor amount is told."""
    here = [one for one in beside if not one.is_elsewhere]
    elsewhere = len(beside) - len(here)
    total = format_euro(own.net_cents + sum(one.net_cents for one in here))
    named = [
        text
        for text in (
            _numbers("Vergabeakte", [one.number for one in here if one.has_file]),
            _numbers("Ausgabe Nr.", [one.number for one in here if _is_expenditure(one)]),
            _numbers("Zeile", [one.number for one in here if one.is_listed]),
        )
        if text
    ]
    since = german_date(first_day(until, rules))
    begun = f"Seit {since} gingen an denselben Auftragnehmer für denselben Gegenstand "
    if elsewhere:
        also = f"{elsewhere} weitere" + (" Aufträge" if elsewhere > 1 else "r Auftrag")
        together = f"{total} netto (mit {', '.join(named)})" if named else f"{total} netto"
        told = f"{together} und {also} aus anderen Zuwendungen"
    else:
        least = "mindestens " if len(beside) > NAMED_AT_MOST else ""
        told = f"zusammen {least}{total} netto (mit {', '.join(named)})"
    return f"{begun}{told}; die Grenze des Verfahrens sind {format_euro(limit)}."


def _is_expenditure(one: Contract) -> bool:
    return not one.has_file and not one.is_listed


def _numbers(word: str, numbers: Sequence[int]) -> str:
    shown = [str(one) for one in numbers[:NAMED_AT_MOST]]
    more = len(numbers) - len(shown)
    listed = ", ".join(shown) + (f" und {more} weiteren" if more else "")
    return f"{word} {listed}" if shown else ""


def _advice(own: Contract, reason: str) -> str:
    if not own.has_file:
        return (
            "Ohne Vergabeakte zählt ein Auftrag als Direktauftrag. Bitte eine Akte anlegen und "
            "nennen; dort steht das Verfahren oder warum nicht aufgeteilt wurde."
        )
    if reason.strip():
        return "Warum nicht aufgeteilt wurde, steht in der Akte."
    return "Bitte begründen, dass nicht aufgeteilt wurde, oder das höhere Verfahren wählen."


def plain_subject(subject: str) -> str:
    """Words in lower case, whatever stands between them."""
    return " ".join(re.findall(r"\w+", subject.casefold()))
