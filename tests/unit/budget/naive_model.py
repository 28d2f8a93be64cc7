"""A second, naive answer to "what do the numbers of a grant mean?" (semantics 1 to 6).

Written from the page, not from the code: one dictionary-like record per voucher, exact fractions,
no effects, no differences, every sum computed anew for the day asked. Tests compare the product's
sums with these, to the cent. Slow and stupid on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


def rounded(value: Fraction) -> int:
    """Nearest integer, halves away from zero."""
    whole = int(abs(value) + Fraction(1, 2))
    return -whole if value < 0 else whole


@dataclass
class Moved:
    """A credit note (`cents` < 0) or a retention release (`cents` > 0)."""

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

    def share(self) -> Fraction:
        return Fraction(self.share_bp, 10_000)

    def eligible_share(self, end: date) -> Fraction:
        days = (self.service_to - self.service_from).days + 1
        inside = (min(self.service_to, end) - self.service_from).days + 1
        return (
            (1 - Fraction(self.ineligible, self.gross))
            * (1 - Fraction(self.vat, self.gross) * Fraction(self.vat_bp, 10_000))
            * self.share()
            * Fraction(inside, days)
        )

    def credits(self, day: date) -> int:
        return -sum(one.cents for one in self.moved if one.cents < 0 and one.on <= day)

    def releases(self, day: date, until: date = date.max) -> int:
        return sum(one.cents for one in self.moved if one.cents > 0 and one.on <= min(day, until))


@dataclass
class Model:
    """A grant: rate, caps, last day of its period and of payments; vouchers; calls."""

    rate_bp: int
    cap: int | None
    end: date
    payments_until: date
    vouchers: list[Voucher] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)

    def paid(self, day: date) -> int:
        total = 0
        for one in self.vouchers:
            if one.counts_on(day) and one.is_paid_on(day):
                kept = one.retention - one.releases(day)
                cents = one.gross - one.discount - kept - one.credits(day)
                total += rounded(cents * one.share())
        return total

    def committed(self, day: date) -> int:
        total = 0
        for one in self.vouchers:
            if not one.counts_on(day):
                continue
            if one.is_paid_on(day):
                total += rounded((one.retention - one.releases(day)) * one.share())
            elif one.invoice_on <= day:
                total += rounded((one.gross - one.discount - one.credits(day)) * one.share())
        return total

    def _eligible(self, one: Voucher, day: date) -> int:
        if not one.counts_on(day) or one.paid_on is None or not one.is_paid_on(day):
            return 0
        if one.paid_on > self.payments_until:
            return 0
        kept = one.retention - one.releases(day, self.payments_until)
        cents = one.gross - one.discount - kept - one.credits(day)
        return rounded(cents * one.eligible_share(self.end))

    def eligible(self, day: date) -> int:
        return sum(self._eligible(one, day) for one in self.vouchers)

    def claimable(self, day: date) -> int:
        """Paid and certified by two; a reversed voucher only while it counts as called."""
        return sum(
            self._eligible(one, day)
            for one in self.vouchers
            if one.called or (one.certified == 2 and one.reversed_on is None)
        )

    def entitlement(self, day: date) -> int:
        base = self.claimable(day)
        if self.cap is not None:
            base = min(base, self.cap)
        return max(0, rounded(Fraction(base * self.rate_bp, 10_000)))

    def call(self, last_day: date) -> int:
        """Amount of a call for everything up to a day; remembered if there is one."""
        amount = self.entitlement(last_day) - sum(self.calls)
        if amount > 0:
            self.calls.append(amount)
            for one in self.vouchers:
                ready = one.certified == 2 and one.reversed_on is None
                one.called = one.called or (ready and one.is_paid_on(last_day))
        return amount
