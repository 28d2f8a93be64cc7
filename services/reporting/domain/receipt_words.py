"""What a reader needs to find a receipt again: its number in the books, who was paid, how much."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """Of one receipt, as last told; `creditor` in clear (`[gelöscht]` where erased), cents; `salt`
    proves the creditor against the digest its event names (decision 0044)."""

    voucher_number: str = ""
    creditor: str = ""
    gross_cents: int = 0
    salt: str | None = None


NO_WORDS = ReceiptWords()
