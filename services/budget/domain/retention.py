"""Aufbewahrung: until which day a document stays, as the latest of all rules (RET-01 to RET-06).

All last days are inclusive: what stays until 31.12.2033 may be deleted from 01.01.2034 on. A period
that has not begun (no resolution, no proof of use, no final payment yet) keeps for ever so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.budget.domain.rulepack import Rules
from shared.errors import DecidingValue, Violation
from shared.periods import add_months, german_date


class RecordKind(StrEnum):
    """What the law counts a document as: books stay longer than receipts."""

    BOOK = "book"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class Keeping:
    """One period: its last day, None where it has not begun; `basis` says in German from what.

    `parameter` is the number of years of the rule pack, `values` what it was when the period was
    looked up.
    """

    rule: str
    until: date | None
    basis: str
    parameter: str = ""
    values: tuple[DecidingValue, ...] = ()

    @property
    def text(self) -> str:
        """`Aufbewahrung bis 31.12.2033 nach RET-01 (…)`."""
        if self.until is None:
            return f"Aufbewahrung ohne Ende nach {self.rule} ({self.basis})"
        return f"Aufbewahrung bis {german_date(self.until)} nach {self.rule} ({self.basis})"

    def is_over(self, on: date) -> bool:
        """Whether the last day has passed."""
        return self.until is not None and on > self.until


@dataclass(frozen=True)
class RetentionFacts:
    """What periods of one document count from.

    `resolved_on`: the council's resolution on the annual accounts of its budget year. `dated_on`:
    when the document came into being. `final_payment_on`: last receipt of the final call.
    """

    kind: RecordKind
    budget_year: int
    dated_on: date
    is_tax_relevant: bool = False
    resolved_on: date | None = None
    proof_submitted_on: date | None = None
    final_payment_on: date | None = None


def next_read_test_on(
    last_on: date | None, first_filed_on: date | None, rules: Rules
) -> date | None:
    """The last day for the next read test (RET-02): months after the last one, without one after
    the first document was filed; None while there is nothing to read."""
    since = last_on or first_filed_on
    return add_months(since, rules.retention.read_test_months) if since else None


def keepings(facts: RetentionFacts, rules: Rules) -> tuple[Keeping, ...]:
    """Every period that applies to the document."""
    return tuple(_keepings(facts, rules))


def _keepings(facts: RetentionFacts, rules: Rules) -> Iterator[Keeping]:
    years, is_book = rules.retention, facts.kind is RecordKind.BOOK
    yield _municipal(facts, "retention_book_years" if is_book else "retention_receipt_years", rules)
    proof = facts.proof_submitted_on
    yield _after("RET-03", proof, "proof_retention_years", rules, "Vorlage des Nachweises")
    if facts.is_tax_relevant or years.tax_relevant:
        key = "tax_book_years" if is_book else "tax_receipt_years"
        count = _years(key, rules)
        end = date(facts.dated_on.year + count, 12, 31)
        yield Keeping("RET-04", end, f"{count} Jahre ab Ende {facts.dated_on.year}", key)
    if years.kfw_retention_years:
        paid = facts.final_payment_on
        yield _after("RET-05", paid, "kfw_retention_years", rules, "letzte Zahlung")


def _municipal(facts: RetentionFacts, key: str, rules: Rules) -> Keeping:
    """RET-01: from 1 January of the year after the resolution, whole years."""
    if facts.resolved_on is None:
        basis = f"Beschluss über den Jahresabschluss {facts.budget_year} steht aus"
        return Keeping("RET-01", None, basis, key)
    years = _years(key, rules)
    end = date(facts.resolved_on.year + years, 12, 31)
    return Keeping("RET-01", end, f"{years} Jahre ab 01.01.{facts.resolved_on.year + 1}", key)


def _after(rule: str, began_on: date | None, key: str, rules: Rules, what: str) -> Keeping:
    if began_on is None:
        return Keeping(rule, None, f"{what} steht aus", key)
    years = _years(key, rules)
    end = add_months(began_on, 12 * years)
    return Keeping(rule, end, f"{years} Jahre nach {what} am {german_date(began_on)}", key)


def _years(key: str, rules: Rules) -> int:
    years: int = getattr(rules.retention, key)
    return years


def decisive(found: tuple[Keeping, ...]) -> Keeping:
    """RET-05: the latest of all; one that has not begun outlasts every other."""
    waiting = [one for one in found if one.until is None]
    return waiting[0] if waiting else max(found, key=lambda one: one.until or date.max)


def check_resolution(
    budget_year: int, resolved_on: date, reference: str, *, today: date
) -> list[Violation]:
    """Every reason against noting the council's resolution on the accounts of a year."""
    found = []
    if resolved_on.year <= budget_year:
        message = f"Der Jahresabschluss {budget_year} wird nach dem Ende des Jahres beschlossen."
        violation = Violation("resolution_too_early", "RET-01", message, field="resolved_on")
        found.append(violation)
    if resolved_on > today:
        message = f"Der {german_date(resolved_on)} liegt in der Zukunft."
        violation = Violation("resolution_in_future", "RET-01", message, field="resolved_on")
        found.append(violation)
    if not reference.strip():
        message = "Es fehlt die Fundstelle des Beschlusses."
        found.append(Violation("reference_missing", "RET-01", message, field="reference"))
    return found
