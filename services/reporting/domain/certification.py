"""A certification as the audit package lists it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CertificationLine:
    """A certification that stands, with the running number and the voucher number of its row.

    `at` is an instant (RFC 3339); `actor` the pseudonymous id of who certified, `deputy_for` of the
    holder a deputy stood in for (empty: none); `imported` whether it was taken over.
    """

    expenditure_id: str
    number: int
    voucher_number: str
    kind: str
    at: str
    actor: str
    deputy_for: str
    imported: bool
