"""A second, naive answer to "what do the numbers of a grant mean?" (semantics 1 to 6).

Written from the page, not from the code: one record per voucher, exact fractions, every sum anew
for the day asked. Tests compare the product's sums with these, to the cent. Slow and stupid on
purpose. What is to be paid back, and interest, stand beside it in `naive_return`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

LAW: dict[str, Any] = {
    "payment_proof": "reference", "plan_total": "warn", "final_rate_bp": 0,
    "call_round_to_cents": 0, "day_count": "act/365", "interest_margin_bp": 500,
}  # fmt: skip


def rounded(value: Fraction) -> int:
    """Nearest integer, halves away from zero."""
    whole = int(abs(value) + Fraction(1, 2))
    return -whole if value < 0 else whole


@dataclass
class Moved:
    """Cents on a day: a credit note (below zero), a retention release, a call, a receipt."""

    cents: int
    on: date


@dataclass
class Voucher:
    """One invoice with everything that ever happened to it."""

    line: str
    gross: int
    service_from: date
    service_to: date
    invoice_on: date
    paid_on: date | None = None
    vat: int = 0
    vat_bp: int = 0
    discount: int = 0
    retention: int = 0
    ineligible: int = 0
    share_bp: int = 10_000
    certified: int = 0
    moved: list[Moved] = field(default_factory=list)
    called: bool = False
    reversed_on: date | None = None

    def counts_on(self, day: date) -> bool:
        """A reversed voucher counts nowhere; if it was called, until its reversal."""
        return self.reversed_on is None or (self.called and day < self.reversed_on)

    def is_paid_on(self, day: date) -> bool:
        return self.paid_on is not None and self.paid_on <= day

    def kept(self, day: date) -> int:
        return self.retention - sum(a.cents for a in self.moved if a.cents > 0 and a.on <= day)

    def due(self, day: date) -> int:
        credits = sum(a.cents for a in self.moved if a.cents < 0 and a.on <= day)
        return self.gross - self.discount + credits

    def in_project(self, cents: int) -> int:
        return rounded(cents * Fraction(self.share_bp, 10_000))

    def eligible(self, day: date, end: date, payments_until: date) -> int:
        days = (self.service_to - self.service_from).days + 1
        inside = (min(self.service_to, end) - self.service_from).days + 1
        vat = 1 - Fraction(self.vat * self.vat_bp, self.gross * 10_000)
        own = 1 - Fraction(self.ineligible, self.gross)
        share = own * vat * Fraction(self.share_bp, 10_000) * Fraction(inside, days)
        return rounded((self.due(day) - self.kept(min(day, payments_until))) * share)


@dataclass
class Model:
    """A grant: rate, cap, last days; vouchers, calls; receipts, repayments, plans, changed laws."""

    rate_bp: int
    cap: int | None
    end: date
    payments_until: date
    vouchers: list[Voucher] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    receipts: list[Moved] = field(default_factory=list)
    repaid: list[Moved] = field(default_factory=list)
    plans: list[Moved] = field(default_factory=list)
    laws: list[tuple[date, str, Any]] = field(default_factory=list)
    today: date = date.max

    def law(self, key: str, day: date) -> Any:
        return [LAW[key], *(new for on, name, new in self.laws if name == key and on <= day)][-1]

    def paid(self, day: date) -> int:
        known = [one for one in self.vouchers if one.counts_on(day) and one.is_paid_on(day)]
        return sum(one.in_project(one.due(day) - one.kept(day)) for one in known)

    def committed(self, day: date) -> int:
        known = [one for one in self.vouchers if one.counts_on(day) and one.invoice_on <= day]
        left = [(a, a.kept(day) if a.is_paid_on(day) else a.due(day)) for a in known]
        return sum(one.in_project(cents) for one, cents in left)

    def eligible(self, day: date, *, claimable: bool = False) -> int:
        known = [one for one in self.vouchers if not claimable or one.called or self.is_ready(one)]
        last = min(day, self.payments_until)
        taken = [one for one in known if one.counts_on(day) and one.is_paid_on(last)]
        return sum(one.eligible(day, self.end, self.payments_until) for one in taken)

    def is_ready(self, one: Voucher) -> bool:
        """Certified by two, proven as the law of today wants it, not reversed."""
        proven = self.law("payment_proof", self.today) == "reference"
        return one.certified == 2 and proven and one.reversed_on is None

    def claimable(self, day: date) -> int:
        return self.eligible(day, claimable=True)

    def worth(self, cents: int, day: date) -> int:
        """The grant for a sum of eligible cost, by the plan and the law of a day."""
        caps = [self.cap] if self.cap is not None else []
        if self.law("plan_total", day) == "cap":
            caps += [one.cents for one in self.plans if one.on <= day][-1:]
        return max(0, rounded(Fraction(min([cents, *caps]) * self.rate_bp, 10_000)))

    def entitlement(self, day: date) -> int:
        return self.worth(self.claimable(day), day)

    def call(self, day: date, *, final: bool = False) -> int:
        """Amount of a call for everything up to a day; remembered if there is one."""
        amount, called = self.entitlement(day), sum(self.calls)
        if not final:
            most = self.cap and rounded(Fraction(self.cap * self.rate_bp, 10_000))
            whole = amount if most is None else most
            held = rounded(Fraction(whole * self.law("final_rate_bp", day), 10_000))
            amount = min(amount, whole - held)
        amount -= called
        step = self.law("call_round_to_cents", day)
        amount -= amount % step if step and amount > 0 and not final else 0
        if amount > 0:
            self.calls.append(amount)
            for one in self.vouchers:
                one.called |= self.is_ready(one) and one.is_paid_on(day)
        return amount
