"""Kontierung: which product, account, cost centre and year bear how much of a voucher (MUN-07).

One voucher may have several assignments; written as text each is one line
`Produkt / Sachkonto / Kostenstelle / Kostenträger / Jahr = Betrag`, in lists separated by `|`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from shared.errors import Violation
from shared.money import AmountError, format_amount, format_euro, parse_euro

_YEAR: Final = re.compile(r"20[0-9]{2}")
_PLACES: Final = 5
_LONGEST: Final = 80
FORM: Final = "Produkt / Sachkonto / Kostenstelle / Kostenträger / Jahr = Betrag"


@dataclass(frozen=True)
class AccountAssignment:
    """One part of a voucher; `cost_unit` is the Kostenträger or the Investitionsmaßnahme."""

    amount_cents: int
    product: str | None = None
    account: str | None = None
    cost_centre: str | None = None
    cost_unit: str | None = None
    budget_year: int | None = None


class Assigned(Protocol):
    """What the rules read of an entry: the voucher's amount and where it is booked."""

    @property
    def gross_cents(self) -> int: ...
    @property
    def assignments(self) -> tuple[AccountAssignment, ...]: ...
    @property
    def product(self) -> str | None: ...
    @property
    def account(self) -> str | None: ...
    @property
    def cost_centre(self) -> str | None: ...


def assignment_violations(new: Assigned) -> Iterator[Violation]:
    """Parts are positive and add up to the gross amount; flat fields or parts, not both."""
    if not new.assignments:
        return
    if new.product or new.account or new.cost_centre:
        message = (
            "Die Kontierung steht entweder in den einzelnen Feldern oder in der Aufteilung, "
            "nicht in beiden."
        )
        yield Violation("assignments_twice", "MUN-07", message, field="assignments")
    if any(one.amount_cents <= 0 for one in new.assignments):
        message = "Jeder Teil der Kontierung hat einen Betrag über 0,00 €."
        yield Violation("assignment_not_positive", "MUN-07", message, field="assignments")
    total = sum(one.amount_cents for one in new.assignments)
    if total != new.gross_cents:
        message = (
            f"Die Teile der Kontierung ergeben {format_euro(total)}, der Beleg lautet über "
            f"{format_euro(new.gross_cents)}. Bitte den Unterschied von "
            f"{format_euro(new.gross_cents - total)} zuordnen."
        )
        yield Violation("assignments_differ_from_gross", "MUN-07", message, field="assignments")


def accounts_of(new: Assigned) -> tuple[str, ...]:
    """Every account that bears a part."""
    named = [new.account, *(one.account for one in new.assignments)]
    return tuple(dict.fromkeys(one for one in named if one))


@cache
def _categories(classes: tuple[str, ...]) -> Mapping[str, str]:
    return dict(one.split("=", 1) for one in classes)


def category_violations(
    new: Assigned, category: str, classes: Sequence[str]
) -> Iterator[Violation]:
    """Accounts whose class the city books under another category, or under none (MUN-08).

    `classes` are the entries of the mapping table, `52=SACH`: the first two digits of an account
    are its class (Kontenklasse and Kontengruppe of the NKF). Without a table there is
    nothing to compare with.
    """
    known = _categories(tuple(classes))
    for account in accounts_of(new):
        expected = known.get(account[:2])
        if expected is None and known:
            message = (
                f"Das Sachkonto {account} steht in keiner Kontenklasse, die die Stadt einer "
                "Kostenart zuordnet. Bitte das Konto prüfen oder die Zuordnung ergänzen."
            )
            yield Violation("account_class_unknown", "MUN-08", message, "warning", "account")
        elif expected is not None and expected != category:
            message = (
                f"Das Sachkonto {account} gehört nach der Zuordnung der Stadt zur Kostenart "
                f"{expected}, die Kostenposition zu {category}. Bitte eines von beiden prüfen."
            )
            yield Violation("account_category_differs", "MUN-08", message, "warning", "account")


def assignments_text(assignments: Sequence[AccountAssignment], separator: str = "\n") -> str:
    """The written form; `parse_assignments` reads it back."""
    return separator.join(
        " / ".join(
            "" if place is None else str(place)
            for place in (one.product, one.account, one.cost_centre, one.cost_unit, one.budget_year)
        )
        + f" = {format_amount(one.amount_cents)}"
        for one in assignments
    )


def parse_assignments(text: str) -> tuple[AccountAssignment, ...]:
    """Reads the written form. Raises ValueError with a German sentence naming the line."""
    lines = [one.strip() for one in re.split(r"[|\n]", text)]
    return tuple(_parsed(line) for line in lines if line)


def _parsed(line: str) -> AccountAssignment:
    places, equals, amount = line.rpartition("=")
    parts = [one.strip() or None for one in places.split("/")]
    if not equals or len(parts) != _PLACES:
        raise ValueError(f"„{line[:60]}“ hat nicht die Form {FORM}.")
    if any(part is not None and len(part) > _LONGEST for part in parts):
        raise ValueError(f"„{line[:60]}“: Höchstens {_LONGEST} Zeichen je Angabe.")
    product, account, cost_centre, cost_unit, year = parts
    if year is not None and not _YEAR.fullmatch(year):
        raise ValueError(f"„{line[:60]}“: Das Jahr hat nicht die Form 2026.")
    try:
        cents = parse_euro(amount)
    except AmountError as error:
        raise ValueError(f"„{line[:60]}“: {error}") from error
    return AccountAssignment(
        cents, product, account, cost_centre, cost_unit, int(year) if year else None
    )
