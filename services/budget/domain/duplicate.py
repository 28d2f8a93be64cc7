"""One receipt counts once (ELG-09, E30): the exact key and what merely looks alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.budget.domain.expenditure import NewExpenditure


@dataclass(frozen=True)
class Likeness:
    """What two entries are compared by."""

    expenditure_id: str
    number: int
    creditor: str
    document_number: str | None
    gross_cents: int
    invoice_date: date | None
    grant_id: str = ""


def normalised_creditor(name: str) -> str:
    """Fold case, umlauts, punctuation and legal forms: `Müller GmbH & Co. KG` is `mueller`."""
    raise NotImplementedError


def normalised_number(number: str) -> str:
    """Keep letters and digits only, folded: `RE-2026/0012` is `re20260012`."""
    raise NotImplementedError


def key_text(new: NewExpenditure) -> str | None:
    """The text of the unique index, None where the entry carries no key.

    None for orders without a number, later parts of a split voucher and later instalments: the
    first of them carries the key. Budget stores an HMAC of it, never the text.
    """
    raise NotImplementedError


def near_match(a: Likeness, b: Likeness) -> bool:
    """Do two entries look alike without being exact duplicates? Symmetric."""
    raise NotImplementedError
