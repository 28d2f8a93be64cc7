"""What a city bears itself, naively, from the sums of the naive model."""

from datetime import date
from fractions import Fraction

from tests.unit.budget.naive import BP, Model, Voucher, rounded, total


def input_tax(one: Voucher, day: date) -> int:
    """Cents of tax inside what was paid that the tax office gives back, by project share."""
    paid = one.due(day) - one.kept(day)
    tax = Fraction((one.vat + one.owed) * one.vat_bp, one.gross * BP)
    return rounded(paid * tax * Fraction(one.share_bp, BP))


def own_share(model: Model, day: date) -> int:
    """Eligible cost less the grant it is worth in the end and the money of others."""
    others = total(model.tied, day) + total(model.public, day)
    return model.eligible(day) - model.worth(day, day) - others


def extra(model: Model, day: date) -> int:
    """What was paid and is neither eligible nor tax that comes back."""
    paid = [one for one in model.vouchers if one.counts_on(day) and one.paid_on <= day]
    back = sum(input_tax(one, day) for one in paid)
    return model.books(day)[0] - back - model.eligible(day)


def overdrawn(model: Model, day: date, called: int) -> int:
    """Called or received beyond what is due."""
    most = max(called, total(model.receipts, day))
    return max(0, most - model.worth(day, day, True))
