"""What the rulebook makes of a grant, naively: exact fractions, every sum anew, no code of ours."""

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

LAW: dict[str, Any] = {"payment_proof": "reference", "plan_total": "warn", "final_rate_bp": 0,
    "day_count": "act/365", "call_round_to_cents": 0, "interest_margin_bp": 500,
    "first_measures_cap_cents": 100_000_000}  # fmt: skip
BP, NEVER = 10_000, date.max


def rounded(value: Fraction | int) -> int:
    return int(abs(value) + Fraction(1, 2)) * (-1 if value < 0 else 1)


def total(moved: list[Any], day: date) -> int:
    return sum(cents for on, cents in moved if on <= day)


def overlap(first: int, last: int, start: int, end: int) -> int:
    return max(0, min(last, end) - max(first, start))


def row(moved: list[Any]) -> list[tuple[date, int, int]]:
    """Each day with its place [first, last) in the row of all cents, the oldest at the left."""
    ends = [sum(cents for _, cents in moved[: n + 1]) for n in range(len(moved))]
    return [(on, end - cents, end) for (on, cents), end in zip(moved, ends, strict=True)]


class Voucher(SimpleNamespace):
    """An invoice and all that happened to it; `owed` is tax the city owes itself (§ 13b UStG)."""

    vat = owed = vat_bp = discount = retention = ineligible = certified = called = 0
    share_bp, paid_on, reversed_on = BP, NEVER, NEVER

    def __init__(self, **facts: Any) -> None:
        super().__init__(**{"credits": [], "releases": [], **facts})

    def counts_on(self, day: date) -> bool:
        """A reversed voucher counts nowhere; if it was called, until its reversal."""
        return self.reversed_on == NEVER or bool(self.called and day < self.reversed_on)

    def kept(self, day: date) -> int:
        return self.retention - total(self.releases, day)

    def due(self, day: date) -> int:
        return self.gross - self.discount - total(self.credits, day)

    def cost(self, cents: int) -> int:
        return rounded(Fraction(cents * (self.gross + self.owed) * self.share_bp, self.gross * BP))

    def eligible(self, day: date, end: date, payments_until: date) -> int:
        paid = self.due(day) - self.kept(min(day, payments_until))
        own = Fraction(self.gross - self.ineligible, self.gross)
        net = self.gross + self.owed - Fraction((self.vat + self.owed) * self.vat_bp, BP)
        inside, days = (min(self.service_to, one) - self.service_from for one in (end, NEVER))
        in_time = Fraction(inside.days + 1, days.days + 1)
        return rounded(paid * own * net / self.gross * Fraction(self.share_bp, BP) * in_time)


class Model:
    """A grant; `first` is the line of first measures, `tied` and `public` is money of others."""

    def __init__(self, rate_bp: int, cap: int | None, end: date, payments_until: date) -> None:
        self.end, self.payments_until, self.today, self.first = end, payments_until, NEVER, ""
        self.laws: list[Any] = [(date.min, "rate_bp", rate_bp), (date.min, "cap", cap)]
        self.calls, self.vouchers = [0], []
        self.receipts, self.repaid, self.tied, self.public, self.plans = ([] for _ in range(5))

    def law(self, key: str, day: date) -> Any:
        found = [new for on, name, new in self.laws if name == key and on <= day]
        return found[-1] if found else LAW.get(key)

    def books(self, day: date) -> tuple[int, int]:
        """Paid and committed: an open invoice, or what of a paid one is kept back."""
        known = [a for a in self.vouchers if a.counts_on(day) and a.invoice_on <= day]
        bound = [a.cost(a.kept(day) if a.paid_on <= day else a.due(day)) for a in known]
        paid = [a.cost(a.due(day) - a.kept(day)) for a in known if a.paid_on <= day]
        return sum(paid), sum(bound)

    def is_ready(self, one: Voucher) -> bool:
        proven = self.law("payment_proof", self.today) == "reference"
        return one.certified == 2 and proven and one.reversed_on == NEVER

    def eligible(self, day: date, claimable: bool = False, line: str = "") -> int:
        paid = [a for a in self.vouchers if a.paid_on <= min(day, self.payments_until)]
        known = [a for a in paid if not claimable or a.called or self.is_ready(a)]
        return sum(a.eligible(day, self.end, self.payments_until) for a in known
                   if a.counts_on(day) and line in ("", a.line))  # fmt: skip

    def worth(self, day: date, law_of: date, claimable: bool = False) -> int:
        """Cost up to its caps less tied money, at the rate; at most what public money leaves."""
        cents = self.eligible(day, claimable)
        first = self.eligible(day, claimable, self.first) * bool(self.first)
        cents -= max(0, first - self.law("first_measures_cap_cents", law_of))
        caps = [cents, self.law("cap", law_of) or cents]
        if self.law("plan_total", law_of) == "cap":
            caps += [planned for on, planned in self.plans if on <= law_of][-1:]
        base = min(caps) - total(self.tied, day)
        room = base - total(self.public, day)
        return max(0, min(rounded(Fraction(base * self.law("rate_bp", law_of), BP)), room))

    def call(self, day: date, *, final: bool = False) -> int:
        """Amount of a call for everything up to a day; remembered if there is one."""
        earned, cap = self.worth(day, day, True), self.law("cap", day)
        whole = rounded(Fraction(cap * self.law("rate_bp", day), BP)) if cap else earned
        held = 0 if final else rounded(Fraction(whole * self.law("final_rate_bp", day), BP))
        amount = min(earned, whole - held) - sum(self.calls)
        amount -= max(0, amount) % (1 if final else self.law("call_round_to_cents", day) or 1)
        if amount > 0:
            self.calls.append(amount)
            for one in self.vouchers:
                one.called = one.called or (self.is_ready(one) and one.paid_on <= day)
        return amount

    def claims(self) -> list[tuple[int, date, date | None]]:
        """Cents too much, the newest first: paid out when, paid back when (None: not yet)."""
        excess = max(0, total(self.receipts, self.today) - self.worth(self.today, self.today, True))
        back = [*row(self.repaid), (None, total(self.repaid, self.today), excess)]
        return [(owed, out, on) for out, a, b in row(self.receipts[::-1]) for on, c, d in back
                if (owed := overlap(a, min(b, excess), c, d))]  # fmt: skip

    def interest(self, rate: Any, start: date, end: date, cents_after: Any) -> int:
        """After `start` until `end`, of each day on what was there when the day before ended."""
        count, margin = (self.law(key, self.today) for key in ("day_count", "interest_margin_bp"))
        found = Fraction(0)
        for day in (start + timedelta(n) for n in range(1, (end - start).days + 1)):
            last = monthrange(day.year, day.month)[1]
            of_30 = 0 if day.day == 31 else 31 - last if day.day == last < 30 else 1
            year = {"act/365": 365, "act/act": 365 + isleap(day.year)}.get(count)
            part = Fraction(1, year) if year else Fraction(of_30, 360)
            found += cents_after(day - timedelta(1)) * Fraction(rate(day) + margin, BP) * part
        return rounded(found)

    def claim_interest(self, rate: Any) -> list[int]:
        return [self.interest(rate, out, on or self.today, lambda _, owed=owed: owed)
                for owed, out, on in self.claims()]  # fmt: skip

    def late_interest(self, rate: Any, *, is_final: bool) -> list[int]:
        """On what no use has reached of each receipt; claims, at the right end, bear their own."""
        owed = sum(cents for cents, _, _ in self.claims()) * is_final
        left = total(self.receipts, self.today) - owed
        beyond = [(on, overlap(a, b, owed, b)) for on, a, b in row(self.repaid)]
        return [self.interest(rate, on, self.today, lambda day, a=a, b=b: overlap(
                    a, min(b, left), self.worth(day, self.today) + total(beyond, day), b))
                for on, a, b in row(self.receipts)]  # fmt: skip
